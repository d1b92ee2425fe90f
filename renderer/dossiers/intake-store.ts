import { defineStore } from 'pinia'
import { computed, reactive, ref, shallowRef, watch } from 'vue'
import type { Failure, OutputOf } from '#contract'
import type { DossierDetail } from '#contract/dossiers'
import type { FieldFault } from '#contract/values/reasons'
import { call } from '../api'
import { onOtherPerson } from '../session'
import { reasons } from '../locale/reasons'
import { checkPerson, checkPlan, emptyPerson, emptyPlan, formField, personFormOf, planFormOf, stillWrong } from './intake-form'

export type IntakeStep = 'person' | 'plan' | 'check' | 'receipt'
type Filed = OutputOf<'dossiers.file'>

/** The request under way at this counter: what was typed outlives every change of screen. */
export const useIntake = defineStore('intake', () => {
  const step = ref<IntakeStep>('person')
  const person = reactive(emptyPerson())
  const plan = reactive(emptyPlan())
  const declaration = ref(false)
  const dossier = shallowRef<{ id: string; version: number; trackingCode: string } | null>(null)
  const faults = shallowRef<FieldFault[]>([])
  const failure = shallowRef<Failure | null>(null)
  /** Tracking code of the dossier that stands in the way of this one. */
  const existing = ref('')
  const filed = shallowRef<Filed | null>(null)
  const busy = ref(false)
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
  const personSaved = computed(() => saved.person === JSON.stringify(person))
  const planSaved = computed(() => saved.plan === JSON.stringify(plan))

  /** How many times a step was refused, and how the form stood then. */
  const refusal = ref(0)
  let refusedForm: Record<string, unknown> = {}
  const typed = (): Record<string, unknown> => ({ ...person, ...plan, declaration: declaration.value })

  const refuse = (refused: Failure): false => {
    faults.value = refused.fields ?? []
    refusedForm = typed()
    existing.value = String(refused.details?.['trackingCode'] ?? '')
    refusal.value += 1
    failure.value = faults.value.length > 0 ? null : refused
    return false
  }
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

  // After a refusal each field is looked at again as it changes; new faults wait for the next try.
  watch([person, plan, declaration], () => {
    if (faults.value.length === 0) return
    const local = step.value === 'person' ? checkPerson(person) : step.value === 'plan' ? checkPlan(plan) : null
    faults.value = stillWrong(faults.value, local === null || local.ok ? [] : local.faults, refusedForm, typed())
    if (faults.value.length === 0) existing.value = ''
  })

  const savePerson = (): Promise<boolean> => whileBusy(async () => {
    const checked = checkPerson(person)
    if (!checked.ok) return refuse({ code: 'INPUT_INVALID', fields: checked.faults, ref: 'form' })
    const answer = await call('dossiers.savePerson', {
      id: dossier.value?.id ?? null, version: dossier.value?.version ?? null, person: checked.input,
    })
    if (!answer.ok) return refuse(answer.error)
    dossier.value = answer.value
    saved.person = JSON.stringify(person)
    settle()
    return true
  })

  const savePlan = (): Promise<boolean> => whileBusy(async () => {
    const checked = checkPlan(plan)
    if (!checked.ok) return refuse({ code: 'INPUT_INVALID', fields: checked.faults, ref: 'form' })
    const at = dossier.value
    if (!at) return false
    const answer = await call('dossiers.savePlan', { id: at.id, version: at.version, plan: checked.input })
    if (!answer.ok) return refuse(answer.error)
    dossier.value = { ...at, version: answer.value.version }
    saved.plan = JSON.stringify(plan)
    settle()
    return true
  })

  const file = (): Promise<boolean> => whileBusy(async () => {
    const at = dossier.value
    if (!at) return false
    if (!declaration.value) return refuse({ code: 'INPUT_INVALID', fields: [{ field: 'declaration', reason: 'DECLARATION_REQUIRED' }], ref: 'form' })
    const answer = await call('dossiers.file', { id: at.id, version: at.version, declaration: true })
    if (!answer.ok) return refuse(answer.error)
    dossier.value = { ...at, version: answer.value.version }
    filed.value = answer.value
    settle()
    step.value = 'receipt'
    return true
  })

  const reset = (): void => {
    Object.assign(person, emptyPerson())
    Object.assign(plan, emptyPlan())
    Object.assign(saved, { person: '', plan: '' })
    declaration.value = false
    dossier.value = null
    filed.value = null
    step.value = 'person'
    settle()
  }

  onOtherPerson(reset)

  /** Goes on with a saved draft. */
  const resume = (draft: DossierDetail): void => {
    reset()
    Object.assign(person, personFormOf(draft.person, draft.activityType))
    if (draft.plan) Object.assign(plan, planFormOf(draft.plan))
    dossier.value = { id: draft.id, version: draft.version, trackingCode: draft.trackingCode }
    saved.person = JSON.stringify(person)
    if (draft.plan) saved.plan = JSON.stringify(plan)
    step.value = draft.plan ? 'check' : 'plan'
  }

  return {
    step, person, plan, declaration, dossier, faults, refusal, existing, failure, filed, busy, errors, personSaved, planSaved,
    savePerson, savePlan, file, reset, resume, settle,
  }
})
