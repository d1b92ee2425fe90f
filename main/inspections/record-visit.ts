import { uuidv7 } from 'uuidv7'
import type { VisitForm } from '#contract/inspections'
import type { IsoDay } from '#contract/values/jalali'
import { Fault } from '#main/app/fault'
import type { Context } from '#main/app/ports'
import { appendEntry } from '#main/ledger/index'
import { takenOnBy } from '#main/supporters/index'
import type { Writer } from '#db/handle'
import { findPlanned, findVisit, insertVisit, openVisitOf, updateVisit, type VisitContent } from '#db/inspections/inspection-repo'
import { transact } from '#db/transact'
import { subjectOf, type AskedSubject, type Visited } from './subject'

export type VisitChange = VisitContent & AskedSubject & { id: string | null; version: number | null }

/**
 * I02: keeps the form of a visit that was made, as a draft that may still be changed; `id` names an earlier draft or the
 * planned visit.
 * @throws Fault NOT_FOUND, PERMIT_STATE, VISIT_SUBJECT, VISIT_DATE (too early or in the future), VISIT_STATE (complete, or
 * another one of its kind is under way: {openId}), VISIT_COVERED, VERSION_STALE.
 */
export const recordVisit = (context: Context, change: VisitChange): VisitForm =>
  transact(context.db, (db) => {
    const known = change.id === null ? undefined : knownVisit(db, change.id)
    if (known && known.version !== change.version) throw new Fault('VERSION_STALE')
    const visited = subjectOf(db, change)
    if (known && (known.dossierId !== visited.dossierId || known.kind !== visited.kind)) throw new Fault('NOT_FOUND')
    const open = openVisitOf(db, visited.dossierId, visited.kind)
    if (!known && open) throw new Fault('VISIT_STATE', { openId: (open.planned ?? open.form)?.id ?? null })
    const visit = contentFor(db, visited, change, context.clock.today())
    const id = known?.id ?? uuidv7()
    if (known) updateVisit(db, id, known.version, visit, context.actor.username)
    else insertVisit(db, id, visited, visit, context.actor.username)
    appendEntry(context, {
      kind: 'inspection.visit', aggregate: { type: 'Inspection', id }, baseVersion: known?.version ?? 0,
      payload: { kind: visited.kind, tracking_code: visited.dossier.trackingCode, permit_no: visited.permitNo, visited_on: visit.visitedOn, attendees: visit.attendees },
    })
    return findVisit(db, id)!
  })

/**
 * What of a typed form belongs to what is visited: the day inside its span, execution for registration-based fields only
 * (S1-A10), covered persons for supporters only (S1-B5).
 * @throws Fault VISIT_DATE {issuedOn, today}, VISIT_COVERED (not taken on by this supporter).
 */
export const contentFor = (db: Writer, visited: Visited, content: VisitContent, today: IsoDay): VisitContent => {
  if (content.visitedOn < visited.from || content.visitedOn > today) throw new Fault('VISIT_DATE', { issuedOn: visited.from, today })
  const taken = new Set(visited.supporter && visited.permitNo !== null ? takenOnBy(db, visited.permitNo).map(({ dossierId }) => dossierId) : [])
  const named = new Set(content.coveredSeen.map(({ dossierId }) => dossierId))
  if (named.size < content.coveredSeen.length || [...named].some((id) => !taken.has(id))) throw new Fault('VISIT_COVERED')
  return { ...content, executionAssured: visited.registrationBased ? content.executionAssured : null }
}

const knownVisit = (db: Writer, id: string): Pick<VisitForm, 'id' | 'version' | 'dossierId' | 'kind'> => {
  const form = findVisit(db, id) ?? findPlanned(db, id)
  if (!form) throw new Fault('NOT_FOUND')
  if ('state' in form && form.state !== 'visited') throw new Fault('VISIT_STATE')
  return form
}
