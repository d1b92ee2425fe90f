import { noAnswers, type Answers, type LegalEntity } from '#contract/applicants'
import type { DossierState, PersonInput, PlanInput, Receipt } from '#contract/dossiers'
import type { IsoDay } from '#contract/values/jalali'
import type { FieldFault } from '#contract/values/reasons'
import { Fault } from '#main/app/fault'
import type { Context } from '#main/app/ports'
import { serviceOpen, settingsOf } from '#main/catalogues/index'
import { transact } from '#db/transact'
import type { Applicant, DossierRow } from '#db/dossiers/dossier-repo'
import { dropScratchOf } from '#db/dossiers/scratch-repo'
import { answerFaults, eligibilityFaults, entityPresence, skillFaults } from './eligibility'
import { fieldFixedFaults, holderFaults, isSamePerson } from './fixed-parts'
import { checkChecklist, checkEntity, checkPerson, checkPlan, checkStanding, receivedPapers } from './intake-check'
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

export type TypedApplicant = { person: PersonInput; entity: LegalEntity | null; answers: Answers | null }

/** Page one as it is stored; answers left out stay as they were. */
const applicantOf = ({ person: { activityType, ...person }, entity, answers }: TypedApplicant, before?: DossierRow): Applicant =>
  ({ person, activityType, entity, answers: answers ?? before?.answers ?? noAnswers })

/**
 * Everything page one can be refused for: person, company, the questions of its type (S4-02), what is fixed once filed (S0-24)
 * and whose request already stands in the field.
 * @param mends the expert's correction with a reason: what is known of the same person or company is what it mends.
 * @throws Fault INTAKE_REFUSED. @returns what speaks against the applicant, where the setting only warns.
 */
export const judgeApplicant = (context: Context, applicant: Applicant, dossier?: DossierRow, mends = false): FieldFault[] => {
  const { activityType, person, entity, answers } = applicant
  const holderId = entity?.legalId ?? person.nationalId
  const standing = dossier?.fieldCode ? checkStanding(context, { holderId, fieldCode: dossier.fieldCode, dossierId: dossier.id, predecessorNo: dossier.predecessorNo }) : null
  const conditions = eligibilityFaults({ activityType, person, answers }, dossier?.filedOn ?? context.clock.today())
  // The questionnaire is a gate before the code and the filing; what was filed is judged by people.
  const gate = !dossier?.filedOn && settingsOf(context.db).eligibilityFailure === 'refuse'
  refuseIf([
    ...(dossier ? holderFaults(dossier, applicant) : []),
    ...under('person', checkPerson(context, person, dossier?.id, mends && dossier !== undefined && isSamePerson(dossier, applicant))),
    ...entityPresence(activityType, entity),
    ...(entity ? under('entity', checkEntity(context, entity, dossier?.id, mends)) : []),
    ...under('answers', answerFaults(activityType, answers)),
    ...skillFaults({ activityType, answers }),
    ...(gate ? conditions : []),
    ...(standing?.faults ?? []).map(({ reason }) => ({ field: entity ? 'entity.legalId' : 'person.nationalId', reason })),
  ], standing?.trackingCode)
  return conditions
}

/**
 * T01: page one. The first save gives the tracking code (S3-05), after the questions of the type (S4-02); a draft may be saved
 * again under the same code.
 * @throws Fault INTAKE_REFUSED, DOSSIER_STATE, SERVICE_CLOSED (S0-30).
 */
export const savePerson = (
  context: Context, input: TypedApplicant & { id: string | null; version: number | null },
): { id: string; version: number; trackingCode: string; warnings: FieldFault[] } => {
  const saved = transact(context.db, () => {
    const draft = input.id === null ? null : loadFor(context, 'dossiers.savePerson', input.id, input.version)
    if (!draft && !serviceOpen(context.db, 'home_business', context.clock.today())) throw new Fault('SERVICE_CLOSED')
    const applicant = applicantOf(input, draft ?? undefined)
    const warnings = judgeApplicant(context, applicant, draft ?? undefined)
    if (!draft) return { ...openDossier(context, { ...applicant, warnings }), warnings }
    return { id: draft.id, version: rewriteApplicant(context, draft, applicant, { warnings }), trackingCode: draft.trackingCode, warnings }
  })
  context.emit('dossier.changed', { dossierId: saved.id })
  return saved
}

/** T02: page two. The documents may still be on their way; filing asks for them. */
export const savePlan = (context: Context, input: { id: string; version: number; plan: PlanInput }): { version: number } => {
  const version = transact(context.db, () => {
    const draft = loadFor(context, 'dossiers.savePlan', input.id, input.version)
    refuseCooperative(draft, 'dossiers.savePlan')
    const standing = checkStanding(context, { ...draft, fieldCode: input.plan.fieldCode, dossierId: draft.id })
    refuseIf(under('plan', [
      ...fieldFixedFaults(draft, input.plan), ...checkPlan(context, input.plan, draft.filedOn ?? context.clock.today()), ...standing.faults,
    ]), standing.trackingCode)
    return writePlan(context, draft.id, draft.version, input.plan)
  })
  context.emit('dossier.changed', { dossierId: input.id })
  return { version }
}

/** S4-04: a cooperative is not processed here; it is handed over. */
const refuseCooperative = ({ activityType, state }: DossierRow, command: string): void => {
  if (activityType === 'cooperative') throw new Fault('DOSSIER_STATE', { from: state, command })
}

/** T04: everything once more, complete, then the clock's day 0 (S0-10). The receipt is shown; printing it is a call of its own. */
export const file = (
  context: Context, ports: DossierPorts, input: { id: string; version: number; receivedOn: IsoDay | null; counterOffice?: string },
): { version: number; state: DossierState; receipt: Receipt } => {
  const filed = transact(context.db, () => {
    const draft = loadFor(context, 'dossiers.file', input.id, input.version)
    refuseCooperative(draft, 'dossiers.file')
    const filedOn = input.receivedOn ?? context.clock.today()
    refuseFiling(context, draft, filedOn)
    const row = fileDossier(context, ports, draft.id, filedOn, input.counterOffice)
    dropScratchOf(context.db, draft.id)
    return row
  })
  context.emit('dossier.changed', { dossierId: filed.id })
  return { version: filed.version, state: filed.state, receipt: receiptOf(context, filed, 1) }
}

/** The intake's rules about a whole dossier, on filing (T04) and whenever it comes back (T09). @throws Fault INTAKE_REFUSED. */
export const refuseFiling = (context: Context, draft: DossierRow, filedOn: IsoDay): void => {
  const { person, plan, entity, activityType, answers } = draft
  if (!plan) return refuseIf([{ field: 'plan', reason: 'REQUIRED' }])
  const standing = checkStanding(context, { ...draft, fieldCode: plan.fieldCode, dossierId: draft.id })
  refuseIf([
    ...receivedFaults(filedOn, context.clock.today()),
    ...under('person', checkPerson(context, person, draft.id)),
    ...(entity ? under('entity', checkEntity(context, entity, draft.id)) : []),
    // A renewal follows a permit that was judged, and what was filed is judged by people: what was never asked is no gap (S0-13).
    ...(draft.predecessorNo === null && draft.filedOn === null ? under('answers', answerFaults(activityType, answers)) : []),
    ...skillFaults(draft),
    ...(draft.filedOn === null && settingsOf(context.db).eligibilityFailure === 'refuse' ? eligibilityFaults(draft, filedOn) : []),
    ...under('plan', [
      ...checkPlan(context, plan, filedOn), ...checkChecklist(context, person.gender, { ...plan, documents: receivedPapers(context, draft) }), ...standing.faults,
    ]),
  ], standing.trackingCode)
}
