import type { InputOf, OutputOf } from '#contract'
import type { Attendee, VisitForm } from '#contract/inspections'
import { daysBetween, jalaliText, type IsoDay } from '#contract/values/jalali'

export type VisitDue = OutputOf<'inspections.due'>['items'][number]
export type VisitGroup = 'late' | 'near' | 'later' | 'open'

/** S1-B6: how pressing a visit is; permits of the approval path have no last day. */
export const groupOfVisit = (visit: Pick<VisitDue, 'visitDue'>, today: IsoDay): VisitGroup => {
  if (!visit.visitDue) return 'open'
  const left = daysBetween(today, visit.visitDue)
  return left < 0 ? 'late' : left <= 7 ? 'near' : 'later'
}

const order: readonly VisitGroup[] = ['late', 'near', 'later', 'open']

/** Most pressing first; inside a group by last day, then by the age of the permit. */
export const byPressure = (visits: readonly VisitDue[], today: IsoDay): VisitDue[] =>
  [...visits].sort((a, b) =>
    order.indexOf(groupOfVisit(a, today)) - order.indexOf(groupOfVisit(b, today))
    || (a.visitDue ?? '').localeCompare(b.visitDue ?? '')
    || a.issuedOn.localeCompare(b.issuedOn))

export const findings = ['active', 'skill', 'management'] as const
export type FindingName = (typeof findings)[number]
export type Answer = 'yes' | 'no' | ''

/** What is typed so far; an unanswered question is an empty answer, never a silent «no». */
export type VisitDraft = {
  visitedOn: string
  attendees: Attendee[]
  answers: Record<FindingName, { answer: Answer; note: string }>
  execution: Answer
}

const answerOf = (ok: boolean | null | undefined): Answer => (ok === true ? 'yes' : ok === false ? 'no' : '')

/** A draft from the stored form, or an empty one with a line for each side (S1-B1). */
export const draftOf = (form: VisitForm | null): VisitDraft => ({
  visitedOn: form ? jalaliText(form.visitedOn) : '',
  attendees: form ? form.attendees.map((one) => ({ ...one })) : [{ name: '', side: 'office' }, { name: '', side: 'agency' }],
  answers: {
    active: { answer: answerOf(form?.active.ok), note: form?.active.note ?? '' },
    skill: { answer: answerOf(form?.skill.ok), note: form?.skill.note ?? '' },
    management: { answer: answerOf(form?.management.ok), note: form?.management.note ?? '' },
  },
  execution: answerOf(form?.executionAssured),
})

/** S1-B1: both sides have a named person. */
export const isJoint = (attendees: readonly Attendee[]): boolean =>
  (['office', 'agency'] as const).every((side) => attendees.some((one) => one.side === side && one.name.trim() !== ''))

/** The operation's input; unanswered questions go as they are and come back as refused fields. */
export const visitInputOf = (
  draft: VisitDraft, permitNo: string, form: VisitForm | null, confirmation: boolean,
): InputOf<'inspections.recordVisit'> => {
  const finding = (name: FindingName): { ok: boolean; note: string } => {
    const { answer, note } = draft.answers[name]
    return (answer === '' ? { note } : { ok: answer === 'yes', note }) as { ok: boolean; note: string }
  }
  return {
    id: form?.id ?? null,
    version: form?.version ?? null,
    permitNo,
    visitedOn: draft.visitedOn,
    attendees: draft.attendees.filter((one, i) => one.name.trim() !== '' || i === 0),
    active: finding('active'),
    skill: finding('skill'),
    management: finding('management'),
    executionAssured: confirmation && draft.execution !== '' ? draft.execution === 'yes' : null,
  }
}
