import { uuidv7 } from 'uuidv7'
import { codeText } from '#contract/values/text'
import type { OnlineDossierBody } from '#contract/wire/online-dossier'
import { Fault } from '#main/app/fault'
import type { Context } from '#main/app/ports'
import { findField, serviceOpen } from '#main/catalogues/index'
import { allotNumber, appendEntry } from '#main/ledger/index'
import { moveOf } from '#main/workflow/index'
import { deathOf } from '#db/dossiers/casework-repo'
import { findByAnyCode, findDossier, insertDossier, markFiled, openDossierCode, setCentralCode, updatePlan, type DossierRow } from '#db/dossiers/dossier-repo'
import { transact } from '#db/transact'
import { dueOfFiling } from './clock-of'
import { checkPlan } from './intake-check'
import { declarationVersion, keepEntity, keepIdentity, pathOf, sendOn } from './intake-steps'
import { answersPayload, entityPayload, personPayload, planPayload } from './payloads'
import type { DossierPorts } from './ports'
import { readOnline, type OnlineForm } from './read-online'
import { judgeApplicant, refuseFiling } from './save-intake'

/**
 * T31: a request that the centre took in (S0-15) comes to the office of its county: judged by the counter's own rules, under
 * the centre's code and a code of ours, its fourteen days counted from the day it was filed there; then on its way like any
 * other. What is refused changes nothing: the feed keeps it with the reason.
 * @throws Fault INTAKE_REFUSED, CENTRAL_CODE_TAKEN, DOSSIER_OPEN {trackingCode}, SERVICE_CLOSED, HOLDER_DEAD, SEAL_KEY_ABSENT.
 */
export const receiveOnline = (context: Context, ports: DossierPorts, body: OnlineDossierBody): { id: string; trackingCode: string } => {
  const received = transact(context.db, () => {
    const form = readOnline(body)
    assertNew(context, body, form)
    return write(context, ports, body, form)
  })
  context.emit('dossier.changed', { dossierId: received.id })
  return received
}

const assertNew = ({ db }: Context, body: OnlineDossierBody, { person, entity, plan }: OnlineForm): void => {
  if (findByAnyCode(db, codeText(body.central_code))) throw new Fault('CENTRAL_CODE_TAKEN')
  if (!serviceOpen(db, 'home_business', body.filed_on)) throw new Fault('SERVICE_CLOSED')
  if (deathOf(db, person.nationalId)) throw new Fault('HOLDER_DEAD')
  const open = openDossierCode(db, entity?.legalId ?? person.nationalId, plan.fieldCode)
  if (open) throw new Fault('DOSSIER_OPEN', { trackingCode: open })
}

const write = (context: Context, ports: DossierPorts, body: OnlineDossierBody, form: OnlineForm): { id: string; trackingCode: string } => {
  const { db, clock, actor } = context
  const { activityType, ...typed } = form.person
  const { answers, plan } = form
  judgeApplicant(context, { person: typed, activityType, entity: form.entity, answers })
  // A field that nobody knows can't even be written down to be judged.
  const planFaults = checkPlan(context, plan, body.filed_on).map(({ field, reason }) => ({ field: `plan.${field}`, reason }))
  if (planFaults.length > 0) throw new Fault('INTAKE_REFUSED', {}, planFaults)
  moveOf(null, 'dossiers.receive')
  const id = uuidv7()
  const trackingCode = allotNumber(db, 'T', typed.countyCode, clock.today())
  const person = keepIdentity(context, typed, id)
  const entity = keepEntity(context, form.entity, id)
  insertDossier(db, {
    id, trackingCode, person, activityType, entity, answers, channel: 'online', openedOn: body.filed_on, createdAt: clock.now().toISOString(), createdBy: actor.username,
  })
  const path = pathOf(findField(db, plan.fieldCode))
  setCentralCode(db, id, updatePlan(db, id, 1, plan, path), codeText(body.central_code))
  const draft = existing(context, id)
  refuseFiling(context, draft, body.filed_on)
  const agencyCode = findField(db, plan.fieldCode)?.agencyCode ?? ''
  markFiled(db, id, draft.version, { agencyCode, filedOn: body.filed_on, dueOn: dueOfFiling(db, body.filed_on), declarationVersion })
  appendEntry(context, {
    kind: 'dossier.receive', aggregate: { type: 'Dossier', id }, baseVersion: 0,
    payload: {
      tracking_code: trackingCode, central_code: codeText(body.central_code), activity_type: activityType, channel: 'online', filed_on: body.filed_on, path,
      agency_code: agencyCode, person: personPayload(person), ...(entity ? { entity: entityPayload(entity) } : {}), answers: answersPayload(answers),
      plan: planPayload(plan),
    },
  })
  sendOn(context, ports, existing(context, id))
  return { id, trackingCode }
}

const existing = ({ db }: Context, id: string): DossierRow => {
  const row = findDossier(db, id)
  if (!row) throw new Error('the dossier of this transaction is gone')
  return row
}
