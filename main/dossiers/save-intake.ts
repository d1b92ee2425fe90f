import type { Answers, LegalEntity } from '#contract/applicants'
import type { DossierState, PersonInput, PlanInput, Receipt } from '#contract/dossiers'
import type { IsoDay } from '#contract/values/jalali'
import type { FieldFault } from '#contract/values/reasons'
import { Fault } from '#main/app/fault'
import type { Context } from '#main/app/ports'
import { transact } from '#db/transact'
import type { DossierRow } from '#db/dossiers/dossier-repo'
import { checkChecklist, checkPerson, checkPlan, checkStanding } from './intake-check'
import { receivedFaults } from './intake-rules'
import { fileDossier, openDossier, rewriteApplicant, writePlan } from './intake-steps'
import { loadFor } from './load-dossier'
import type { DossierPorts } from './ports'
import { receiptOf } from './receipt'

const under = (prefix: string, faults: readonly FieldFault[]): FieldFault[] =>
  faults.map(({ field, reason }) => ({ field: `${prefix}.${field}`, reason }))

/** @throws Fault INTAKE_REFUSED with the fields, unless there are none. `trackingCode`: the dossier that stands in the way. */
const refuseIf = (faults: readonly FieldFault[], trackingCode: string | null = null): void => {
  if (faults.length > 0) throw new Fault('INTAKE_REFUSED', trackingCode ? { trackingCode } : {}, [...faults])
}

/** T01: page one. The first save gives the tracking code (S3-05); a draft may be saved again under the same code. */
export const savePerson = (
  context: Context,
  input: { id: string | null; version: number | null; person: PersonInput; entity: LegalEntity | null; answers: Answers | null },
): { id: string; version: number; trackingCode: string; warnings: FieldFault[] } => {
  const { activityType, ...person } = input.person
  const { entity } = input
  const saved = transact(context.db, () => {
    const draft = input.id === null ? null : loadFor(context, 'dossiers.savePerson', input.id, input.version)
    refuseIf(under('person', checkPerson(context, person, draft?.id)))
    if (!draft) return openDossier(context, { person, activityType, entity, answers: input.answers })
    const { faults, trackingCode } = draft.fieldCode
      ? checkStanding(context, person.nationalId, draft.fieldCode, draft.id)
      : { faults: [], trackingCode: null }
    refuseIf(faults.map(({ reason }) => ({ field: 'person.nationalId', reason })), trackingCode)
    return { id: draft.id, version: rewriteApplicant(context, draft, { person, activityType, entity, answers: input.answers ?? draft.answers }), trackingCode: draft.trackingCode }
  })
  context.emit('dossier.changed', { dossierId: saved.id })
  return { ...saved, warnings: [] }
}

/** T02: page two. The documents may still be on their way; filing asks for them. */
export const savePlan = (context: Context, input: { id: string; version: number; plan: PlanInput }): { version: number } => {
  const version = transact(context.db, () => {
    const draft = loadFor(context, 'dossiers.savePlan', input.id, input.version)
    const standing = checkStanding(context, draft.person.nationalId, input.plan.fieldCode, draft.id)
    refuseIf(under('plan', [...checkPlan(context, input.plan, context.clock.today()), ...standing.faults]), standing.trackingCode)
    return writePlan(context, draft.id, draft.version, input.plan)
  })
  context.emit('dossier.changed', { dossierId: input.id })
  return { version }
}

/** T04: everything once more, complete, then the clock's day 0 (S0-10). The receipt is shown; printing it is a call of its own. */
export const file = (
  context: Context, ports: DossierPorts, input: { id: string; version: number; receivedOn: IsoDay | null },
): { version: number; state: DossierState; receipt: Receipt } => {
  const filed = transact(context.db, () => {
    const draft = loadFor(context, 'dossiers.file', input.id, input.version)
    const filedOn = input.receivedOn ?? context.clock.today()
    refuseFiling(context, draft, filedOn)
    return fileDossier(context, ports, draft.id, filedOn)
  })
  context.emit('dossier.changed', { dossierId: filed.id })
  return { version: filed.version, state: filed.state, receipt: receiptOf(context, filed, 1) }
}

const refuseFiling = (context: Context, draft: DossierRow, filedOn: IsoDay): void => {
  const { person, plan } = draft
  if (!plan) return refuseIf([{ field: 'plan', reason: 'REQUIRED' }])
  const standing = checkStanding(context, person.nationalId, plan.fieldCode, draft.id)
  refuseIf([
    ...receivedFaults(filedOn, context.clock.today()),
    ...under('person', checkPerson(context, person, draft.id)),
    ...under('plan', [...checkPlan(context, plan, filedOn), ...checkChecklist(context, person.gender, plan), ...standing.faults]),
  ], standing.trackingCode)
}
