import { computed, type ComputedRef } from 'vue'
import type { DocumentKind } from '#contract/dossiers'
import { intakeWords as words } from '../locale/dossiers'
import { formWords } from '../locale/intake'
import { stepsOf, type IntakeStep } from './intake-steps'
import { useIntake } from './intake-store'

export type OutlineLine = { id: IntakeStep; title: string; note: string; state: 'todo' | 'done' | 'bad'; locked: boolean }

/** The sections of this form, what each is called and how far it is, in words. */
export const useOutline = (needed: ComputedRef<DocumentKind[]>, received: ComputedRef<DocumentKind[]>): {
  outline: ComputedRef<OutlineLine[]>
  titleOf: (step: IntakeStep) => string
} => {
  const intake = useIntake()
  const titles: Record<IntakeStep, string> = {
    person: formWords.person, questions: formWords.questions, plan: formWords.plan, documents: formWords.documents, check: formWords.check,
    handover: formWords.handOver, receipt: formWords.receipt,
  }
  const titleOf = (step: IntakeStep): string => {
    if (!intake.company) return titles[step]
    return step === 'questions' ? formWords.companyAndQuestions : step === 'person' ? formWords.representative : titles[step]
  }

  const outline = computed(() => stepsOf(intake.person.activityType).map((id): OutlineLine => {
    const bad = intake.faults.length > 0 && intake.step === id
    const got = needed.value.filter((kind) => received.value.includes(kind)).length
    const filed = intake.filed !== null
    const state = {
      person: { done: intake.personSaved, locked: false }, questions: { done: intake.personSaved, locked: !intake.dossier },
      plan: { done: intake.planSaved, locked: !intake.dossier }, documents: { done: intake.planSaved && got === needed.value.length, locked: !intake.planSaved },
      check: { done: filed, locked: !intake.planSaved || !intake.personSaved }, handover: { done: false, locked: !intake.personSaved },
      receipt: { done: filed, locked: !filed },
    }[id]
    const note = bad ? words.faultCount(intake.faults.length)
      : id === 'documents' && intake.plan.fieldCode !== '' ? words.documentCount(got, needed.value.length)
        : state.done ? words.done : intake.step === id ? words.now : id === 'receipt' ? words.afterFiling : words.notStarted
    return { id, title: titleOf(id), note, state: bad ? 'bad' : state.done ? 'done' : 'todo', locked: state.locked || filed }
  }))
  return { outline, titleOf }
}
