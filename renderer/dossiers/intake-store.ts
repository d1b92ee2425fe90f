import { defineStore } from 'pinia'
import { computed, reactive, ref, shallowRef, watch } from 'vue'
import type { Failure, OutputOf } from '#contract'
import type { DossierDetail } from '#contract/dossiers'
import type { FieldFault } from '#contract/values/reasons'
import { call } from '../api'
import { onOtherPerson } from '../session'
import { reasons } from '../locale/reasons'
import { fillingOf } from './filling'
import { checkPerson, checkPlan, emptyPerson, emptyPlan, formField, personFormOf, planFormOf, stillWrong } from './intake-form'
import { stepOf, stepsOf, type IntakeStep } from './intake-steps'
import { answersFormOf, checkAnswers, checkEntity, emptyAnswers, emptyEntity, entityFormOf } from './more-forms'
import type { ScratchForm } from './scratch-content'

type Filed = OutputOf<'dossiers.file'>
type Draft = { id: string; version: number; trackingCode: string; mending: boolean }

/** The request under way at this counter: what was typed outlives every change of screen. */
export const useIntake = defineStore('intake', () => {
  const step = ref<IntakeStep>('person')
  const person = reactive(emptyPerson())
  const entity = reactive(emptyEntity())
  const answers = reactive(emptyAnswers())
  const plan = reactive(emptyPlan())
  /** What the look-ups of this form filled in, by whose ID; it outlives the sections. */
  const filling = { person: fillingOf(person, emptyPerson), entity: fillingOf(entity, emptyEntity) }
  const declaration = ref(false)
  const counterOffice = ref('')
  const reference = ref('')
  const dossier = shallowRef<Draft | null>(null)
  const faults = shallowRef<FieldFault[]>([])
  const warnings = shallowRef<FieldFault[]>([])
  const failure = shallowRef<Failure | null>(null)
  /** Tracking code of the dossier that stands in the way of this one. */
  const existing = ref('')
  const filed = shallowRef<Filed | null>(null)
  const busy = ref(false)
  /** Names this form among the unfinished ones; what of it is written down there. */
  const formId = ref<string>(crypto.randomUUID())
  const written = ref('')
  /** Which sections stand in the core as they stand here. */
  const saved = reactive({ person: '', plan: '' })

  /** Field → every reason it was refused for, in one text. */
  const errors = computed<Record<string, string>>(() => {
    const found: Record<string, string> = {}
    for (const { field, reason } of faults.value) {
      const name = formField(field)
      found[name] = found[name] ? `${found[name]} ${reasons[reason]}` : reasons[reason]
    }
    return found
  })
  const pageOne = (): string => JSON.stringify([person, entity, answers])
  const personSaved = computed(() => saved.person === pageOne())
  const planSaved = computed(() => saved.plan === JSON.stringify(plan))
  const untouched = [pageOne(), JSON.stringify(plan)].join()
  /** Something typed stands nowhere but here. */
  const dirty = computed(() => filed.value === null && [pageOne(), JSON.stringify(plan)].join() !== untouched
    && !(personSaved.value && (planSaved.value || JSON.stringify(plan) === JSON.stringify(emptyPlan()))))

  /** How many times a step was refused, and how the form stood then. */
  const refusal = ref(0)
  let refusedForm: Record<string, unknown> = {}
  const typed = (): Record<string, unknown> => ({ ...person, ...entity, ...answers, ...plan, declaration: declaration.value, counterOffice: counterOffice.value, reference: reference.value })

  const refuse = (refused: Failure): false => {
    faults.value = refused.fields ?? []
    refusedForm = typed()
    existing.value = String(refused.details?.['trackingCode'] ?? '')
    refusal.value += 1
    failure.value = faults.value.length > 0 ? null : refused
    return false
  }
  const refuseHere = (found: FieldFault[]): false => refuse({ code: 'INPUT_INVALID', fields: found, ref: 'form' })
  const settle = (): void => {
    faults.value = []
    failure.value = null
    existing.value = ''
  }
  const whileBusy = async (work: () => Promise<boolean>): Promise<boolean> => {
    if (busy.value) return false
    busy.value = true
    try {
      return await work()
    } finally {
      busy.value = false
    }
  }

  const company = computed(() => person.activityType === 'supporter_legal')
  /** What the rules at hand find in a section. */
  const localFaults = (at: IntakeStep): FieldFault[] => {
    const found = at === 'person' ? [checkPerson(person)]
      : at === 'questions' ? [...(company.value ? [checkEntity(entity)] : []), checkAnswers(person.activityType, answers)]
        : at === 'plan' || at === 'documents' ? [checkPlan(plan)] : []
    return found.flatMap((one) => (one.ok ? [] : one.faults))
  }
  // After a refusal each field is looked at again as it changes; new faults wait for the next try.
  watch([person, entity, answers, plan, declaration, counterOffice, reference], () => {
    if (faults.value.length === 0) return
    faults.value = stillWrong(faults.value, localFaults(step.value), refusedForm, typed())
    if (faults.value.length === 0) existing.value = ''
  })

  /** A section by the rules at hand alone: whether one may go on. */
  const look = (): boolean => {
    const found = localFaults(step.value)
    if (found.length > 0) return refuseHere(found)
    settle()
    return true
  }

  const sendPerson = async (): Promise<boolean> => {
    const [who, firm, said] = [checkPerson(person), company.value ? checkEntity(entity) : null, checkAnswers(person.activityType, answers)]
    if (!who.ok || (firm && !firm.ok) || !said.ok) return refuseHere([who, firm, said].flatMap((one) => (one && !one.ok ? one.faults : [])))
    // Typing goes on while the core answers: only what was sent is saved.
    const sent = pageOne()
    const answer = await call('dossiers.savePerson', {
      id: dossier.value?.id ?? null, version: dossier.value?.version ?? null, person: who.input, entity: firm?.input ?? null, answers: said.input,
    })
    if (!answer.ok) return refuse(answer.error)
    const { warnings: against, ...at } = answer.value
    dossier.value = { ...at, mending: dossier.value?.mending ?? false }
    warnings.value = against
    saved.person = sent
    settle()
    return true
  }

  const sendPlan = async (): Promise<boolean> => {
    const checked = checkPlan(plan)
    if (!checked.ok) return refuseHere(checked.faults)
    const at = dossier.value
    if (!at) return false
    const sent = JSON.stringify(plan)
    const answer = await call('dossiers.savePlan', { id: at.id, version: at.version, plan: checked.input })
    if (!answer.ok) return refuse(answer.error)
    dossier.value = { ...at, version: answer.value.version }
    saved.plan = sent
    settle()
    return true
  }

  const savePerson = (): Promise<boolean> => whileBusy(sendPerson)
  const savePlan = (): Promise<boolean> => whileBusy(sendPlan)
  /** A refusal may be about another section than the one on screen: there, with its faults. */
  const orThere = (done: boolean): boolean => {
    const [first] = faults.value
    if (!done && first) step.value = stepOf(formField(first.field))
    return done
  }
  const sendRest = async (): Promise<boolean> => (personSaved.value || orThere(await sendPerson())) && (planSaved.value || orThere(await sendPlan()))
  /** What is shown for checking is what is registered (S3-07): each section that stands only on screen is saved, or the step leads to its faults. */
  const saveRest = (): Promise<boolean> => whileBusy(sendRest)

  const file = (): Promise<boolean> => whileBusy(async () => {
    if (!declaration.value) return refuseHere([{ field: 'declaration', reason: 'DECLARATION_REQUIRED' }])
    if (!await sendRest()) return false
    const at = dossier.value
    if (!at) return false
    const answer = await call('dossiers.file', { id: at.id, version: at.version, declaration: true, counterOffice: counterOffice.value })
    if (!answer.ok) return refuse(answer.error)
    dossier.value = { ...at, version: answer.value.version }
    filed.value = answer.value
    settle()
    step.value = 'receipt'
    return true
  })

  /** S4-04: @returns whether the cooperative has been handed over; the form is empty then. */
  const handOver = (): Promise<boolean> => whileBusy(async () => {
    const at = dossier.value
    if (!at) return false
    const answer = await call('dossiers.handOver', { id: at.id, version: at.version, reference: reference.value })
    if (!answer.ok) return refuse(answer.error)
    reset()
    return true
  })

  const reset = (): void => {
    filling.person.forget()
    filling.entity.forget()
    Object.assign(person, emptyPerson())
    Object.assign(entity, emptyEntity())
    Object.assign(answers, emptyAnswers())
    Object.assign(plan, emptyPlan())
    Object.assign(saved, { person: '', plan: '' })
    declaration.value = false
    counterOffice.value = ''
    reference.value = ''
    dossier.value = null
    filed.value = null
    warnings.value = []
    formId.value = crypto.randomUUID()
    written.value = ''
    step.value = 'person'
    settle()
  }
  onOtherPerson(reset)

  /** Goes on with a saved draft, or mends one that came back (T08). */
  const resume = (draft: DossierDetail): void => {
    reset()
    Object.assign(person, personFormOf(draft.person, draft.activityType))
    if (draft.entity) Object.assign(entity, entityFormOf(draft.entity))
    Object.assign(answers, answersFormOf(draft.answers))
    if (draft.plan) Object.assign(plan, planFormOf(draft.plan))
    dossier.value = { id: draft.id, version: draft.version, trackingCode: draft.trackingCode, mending: draft.state === 'awaiting_correction' }
    warnings.value = draft.warnings
    // Questions that were never put are put now (S4-02).
    const asked = checkAnswers(draft.activityType, answers).ok
    if (asked) saved.person = pageOne()
    if (draft.plan) saved.plan = JSON.stringify(plan)
    const steps = stepsOf(draft.activityType)
    step.value = !asked ? 'questions' : draft.activityType === 'cooperative' ? 'handover' : dossier.value.mending ? 'person' : draft.plan ? 'check' : steps[2] ?? 'plan'
  }

  /** Puts back what was being typed when it broke off; `draft` is what the core holds of it by now. */
  const restore = (kept: ScratchForm, draft: DossierDetail | null, form: string): void => {
    if (draft) resume(draft)
    else reset()
    formId.value = form
    Object.assign(person, kept.person)
    Object.assign(entity, kept.entity)
    Object.assign(answers, kept.answers)
    Object.assign(plan, kept.plan)
    step.value = !personSaved.value ? 'person' : 'plan'
  }

  return {
    step, person, entity, answers, plan, filling, declaration, counterOffice, reference, dossier, faults, warnings, refusal, existing, failure, filed, busy, errors, formId, written,
    personSaved, planSaved, dirty, company, look, savePerson, savePlan, saveRest, file, handOver, reset, resume, restore, settle,
  }
})
