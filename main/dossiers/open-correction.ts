import { uuidv7 } from 'uuidv7'
import { Fault } from '#main/app/fault'
import type { Context } from '#main/app/ports'
import { findField } from '#main/catalogues/index'
import { allotNumber, appendEntry } from '#main/ledger/index'
import { tellApplicant } from '#main/messages/index'
import { moveOf } from '#main/workflow/index'
import { insertDossier, setDossierState, updatePlan } from '#db/dossiers/dossier-repo'
import { transact } from '#db/transact'
import { dueOfFiling } from './clock-of'
import { answersPayload, entityPayload, personPayload, planPayload } from './payloads'
import { predecessorOf, type Predecessor } from './succeed-permit'

/**
 * T30: a permit says something wrong. The case begins in the office's own review with everything that is known, filed the
 * same day; the holder stays who it is (S0-24), and the agency's approval of the plan still stands.
 * @throws Fault NOT_FOUND, PERMIT_STATE, HOLDER_DEAD, DOSSIER_OPEN.
 */
export const openCorrection = (
  context: Context, input: { permitNo: string; reason: string },
): { id: string; version: number; trackingCode: string } => {
  const opened = transact(context.db, () => writeCorrection(context, predecessorOf(context, input.permitNo, ['valid', 'conditional']), input.reason))
  context.emit('dossier.changed', { dossierId: opened.id })
  return opened
}

const writeCorrection = (context: Context, { permit, before }: Predecessor, reason: string): { id: string; version: number; trackingCode: string } => {
  const { db, clock, actor } = context
  const { person, entity, plan, answers, activityType } = before
  const field = plan && findField(db, plan.fieldCode)
  if (!plan || !field) throw new Fault('PERMIT_STATE', { status: permit.status })
  const { to, message } = moveOf(null, 'dossiers.openCorrection')
  const today = clock.today()
  const id = uuidv7()
  const trackingCode = allotNumber(db, 'T', before.countyCode, today)
  insertDossier(db, {
    id, trackingCode, person, activityType, caseType: 'correction', entity, answers, predecessorNo: permit.no, openedOn: today,
    createdAt: clock.now().toISOString(), createdBy: actor.username,
  })
  const version = setDossierState(db, id, updatePlan(db, id, 1, plan, before.path), {
    state: to, stateSince: today, filedOn: today, agencyCode: before.agencyCode ?? field.agencyCode, dueOn: dueOfFiling(db, today),
  })
  appendEntry(context, {
    kind: 'dossier.open', aggregate: { type: 'Dossier', id }, baseVersion: 0,
    payload: {
      tracking_code: trackingCode, activity_type: activityType, case_type: 'correction', channel: 'counter', predecessor_no: permit.no, reason,
      filed_on: today, to, path: before.path, person: personPayload(person), ...(entity ? { entity: entityPayload(entity) } : {}),
      answers: answersPayload(answers), plan: planPayload(plan),
    },
  })
  if (message) tellApplicant(context, { dossierId: id, trackingCode, mobile: person.mobile }, message)
  return { id, version, trackingCode }
}
