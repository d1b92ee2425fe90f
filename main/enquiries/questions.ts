import { uuidv7 } from 'uuidv7'
import type { Enquiry, EnquiryChannel, EnquiryService } from '#contract/enquiries'
import { Fault } from '#main/app/fault'
import type { Context } from '#main/app/ports'
import { appendEntry } from '#main/ledger/index'
import { tellApplicant } from '#main/messages/index'
import { findDossier } from '#db/dossiers/dossier-repo'
import {
  answerEnquiry, closeEnquiry, countOpenEnquiries, findEnquiry, insertEnquiry, listEnquiries, type EnquiryPage,
} from '#db/enquiries/enquiry-repo'
import { RowStale } from '#db/faults'
import type { Reader } from '#db/handle'
import { findStaff } from '#db/staff/staff-repo'
import { transact } from '#db/transact'
import { codeOfDossier, staysHere } from './subject'

type Question = { service: EnquiryService; dossierId: string | null; asker: string; contact: string | null; channel: EnquiryChannel; question: string }

/** A question as it was asked, about a dossier or about none (S0-26, S2-14). @throws Fault INPUT_INVALID when the dossier is unknown. */
export const ask = (context: Context, input: Question): Enquiry => {
  const { db, clock, actor } = context
  const asked = transact(db, () => {
    const trackingCode = codeOfDossier(db, input.dossierId)
    const id = uuidv7()
    insertEnquiry(db, { ...input, id, askedBy: actor.username, askedAt: clock.now().toISOString() })
    appendEntry(context, {
      kind: 'enquiry.ask', aggregate: { type: 'Enquiry', id }, baseVersion: 0, local: staysHere(input.service),
      payload: { service: input.service, tracking_code: trackingCode, asker: input.asker, contact: input.contact, channel: input.channel, question: input.question },
    })
    return seenBy(context, load(context, id))
  })
  context.emit('enquiry.changed', {})
  return asked
}

/**
 * E01: the expert's answer. About a dossier, its applicant is told that the answer is there (S0-26).
 * @throws Fault NOT_FOUND, ENQUIRY_STATE; RowStale.
 */
export const answer = (context: Context, { id, version, answer: text }: { id: string; version: number; answer: string }): Enquiry => {
  const { db, clock, actor } = context
  const answered = transact(db, () => {
    const enquiry = loadFor(context, id, version, 'open')
    answerEnquiry(db, id, version, { answer: text, answeredBy: actor.username, answeredAt: clock.now().toISOString() })
    appendEntry(context, {
      kind: 'enquiry.answer', aggregate: { type: 'Enquiry', id }, baseVersion: version, local: staysHere(enquiry.service),
      payload: { service: enquiry.service, tracking_code: enquiry.trackingCode, answer: text },
    })
    const dossier = enquiry.dossierId === null ? undefined : findDossier(db, enquiry.dossierId)
    if (dossier) tellApplicant(context, { dossierId: dossier.id, trackingCode: dossier.trackingCode, mobile: dossier.person.mobile }, 'enquiry.answered')
    return seenBy(context, load(context, id))
  })
  context.emit('enquiry.changed', {})
  return answered
}

/** The asker has the answer. @throws Fault NOT_FOUND, ENQUIRY_STATE while it is unanswered; RowStale. */
export const close = (context: Context, { id, version }: { id: string; version: number }): Enquiry => {
  const closed = transact(context.db, (db) => {
    const enquiry = loadFor(context, id, version, 'answered')
    closeEnquiry(db, id, version)
    appendEntry(context, {
      kind: 'enquiry.close', aggregate: { type: 'Enquiry', id }, baseVersion: version, local: staysHere(enquiry.service),
      payload: { service: enquiry.service, tracking_code: enquiry.trackingCode },
    })
    return seenBy(context, load(context, id))
  })
  context.emit('enquiry.changed', {})
  return closed
}

/** One page by keyset, and how many wait in all. An auditor sees no phone of a citizen. */
export const list = (context: Context, page: EnquiryPage): { items: Enquiry[]; next: string | null; open: number } => {
  const rows = listEnquiries(context.db, page)
  return {
    items: rows.map((row) => seenBy(context, row)), next: rows.length === page.limit ? rows.at(-1)!.id : null,
    open: countOpenEnquiries(context.db, page.service),
  }
}

const load = ({ db }: Context, id: string): Enquiry => {
  const row = findEnquiry(db, id)
  if (!row) throw new Fault('NOT_FOUND')
  return row
}

const loadFor = (context: Context, id: string, version: number, state: Enquiry['state']): Enquiry => {
  const row = load(context, id)
  if (row.state !== state) throw new Fault('ENQUIRY_STATE', { from: row.state })
  if (row.version !== version) throw new RowStale(id)
  return row
}

/** Staff by the name they are known by; a citizen's phone not for an auditor. */
const seenBy = ({ db, actor }: Context, row: Enquiry): Enquiry => ({
  ...row, askedBy: staffName(db, row.askedBy), answeredBy: row.answeredBy === null ? null : staffName(db, row.answeredBy),
  contact: actor.role === 'auditor' && row.contact !== null ? `*****${row.contact.slice(-2)}` : row.contact,
})

const staffName = (db: Reader, username: string): string => findStaff(db, username)?.displayName ?? username
