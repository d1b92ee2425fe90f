import { uuidv7 } from 'uuidv7'
import type { Complaint, EnquiryService } from '#contract/enquiries'
import { Fault } from '#main/app/fault'
import type { Context } from '#main/app/ports'
import { appendEntry } from '#main/ledger/index'
import {
  answerComplaint as writeResult, complaintNumbered, countOpenComplaints, findComplaint, insertComplaint, listComplaints,
} from '#db/enquiries/complaint-repo'
import type { LogPage } from '#db/enquiries/log-page'
import { RowStale } from '#db/faults'
import { entriesOf } from '#db/ledger/ledger-repo'
import { transact } from '#db/transact'
import { codeOfDossier, staysHere } from './subject'

type NewComplaint = { service: EnquiryService; dossierId: string | null; number: string; on: string; subject: string; evidence: string | null }

/**
 * A complaint that a citizen filed at the inspection portal, with the portal's own number (S0-27, S2-15). Only our register:
 * nothing is filed from here.
 * @throws Fault COMPLAINT_EXISTS, INPUT_INVALID for a day ahead, an unknown dossier or evidence that is not this dossier's.
 */
export const recordComplaint = (context: Context, input: NewComplaint): Complaint => {
  const { db, clock, actor } = context
  if (input.on > clock.today()) throw new Fault('INPUT_INVALID', {}, [{ field: 'on', reason: 'DATE_IN_FUTURE' }])
  const recorded = transact(db, () => {
    const trackingCode = codeOfDossier(db, input.dossierId)
    if (complaintNumbered(db, input.number) !== undefined) throw new Fault('COMPLAINT_EXISTS')
    if (input.evidence !== null && !madeFor(context, input.dossierId, input.evidence)) throw new Fault('INPUT_INVALID', {}, [{ field: 'evidence', reason: 'EVIDENCE_UNKNOWN' }])
    const id = uuidv7()
    insertComplaint(db, { ...input, id, recordedBy: actor.username })
    appendEntry(context, {
      kind: 'complaint.record', aggregate: { type: 'Complaint', id }, baseVersion: 0, local: staysHere(input.service),
      payload: { service: input.service, tracking_code: trackingCode, number: input.number, on: input.on, subject: input.subject, evidence: input.evidence },
    })
    return load(context, id)
  })
  context.emit('enquiry.changed', {})
  return recorded
}

/** What the portal decided. @throws Fault NOT_FOUND, COMPLAINT_STATE, INPUT_INVALID for a day before the complaint or ahead; RowStale. */
export const answerComplaint = (
  context: Context, { id, version, result, resultOn }: { id: string; version: number; result: string; resultOn: string },
): Complaint => {
  const answered = transact(context.db, (db) => {
    const complaint = load(context, id)
    if (complaint.state !== 'open') throw new Fault('COMPLAINT_STATE')
    if (complaint.version !== version) throw new RowStale(id)
    if (resultOn > context.clock.today()) throw new Fault('INPUT_INVALID', {}, [{ field: 'resultOn', reason: 'DATE_IN_FUTURE' }])
    if (resultOn < complaint.on) throw new Fault('INPUT_INVALID', {}, [{ field: 'resultOn', reason: 'DATE_BEFORE_START' }])
    writeResult(db, id, version, { result, resultOn })
    appendEntry(context, {
      kind: 'complaint.answer', aggregate: { type: 'Complaint', id }, baseVersion: version, local: staysHere(complaint.service),
      payload: { service: complaint.service, tracking_code: complaint.trackingCode, number: complaint.number, result, result_on: resultOn },
    })
    return load(context, id)
  })
  context.emit('enquiry.changed', {})
  return answered
}

/** One page by keyset, and how many have no result yet. */
export const complaints = ({ db }: Context, page: LogPage): { items: Complaint[]; next: string | null; open: number } => {
  const items = listComplaints(db, page)
  return { items, next: items.length === page.limit ? items.at(-1)!.id : null, open: countOpenComplaints(db, page.service) }
}

const load = ({ db }: Context, id: string): Complaint => {
  const row = findComplaint(db, id)
  if (!row) throw new Fault('NOT_FOUND')
  return row
}

/** Whether this evidence report was made for this dossier: the ledger says so, and nobody can write it there by hand. */
const madeFor = ({ db }: Context, dossierId: string | null, digest: string): boolean =>
  dossierId !== null && entriesOf(db, 'Dossier', dossierId).some((entry) =>
    entry.kind === 'export.make' && (JSON.parse(entry.payload) as { digest?: unknown }).digest === digest)
