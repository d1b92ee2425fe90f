import type { InputOf, OutputOf } from '#contract'
import type { Attendee, PlannedVisit, VisitForm, VisitKind } from '#contract/inspections'
import { daysBetween, jalaliText, type IsoDay } from '#contract/values/jalali'

export type VisitDue = OutputOf<'inspections.due'>['items'][number]
export type VisitGroup = 'late' | 'near' | 'later' | 'open'

/** A visit's place in the address bar: what is visited, and which kind of visit. */
export const visitPath = (visit: Pick<VisitDue, 'permitNo' | 'dossierId' | 'visitKind'>): string =>
  `/inspections/${visit.permitNo ?? visit.dossierId}/${visit.visitKind}`

/** What a place names: a permit's number, or the id of a dossier that has none yet (S1-B2). */
export const subjectOf = (place: string, kind: VisitKind): { permitNo: string | null; dossierId: string | null; kind: VisitKind } =>
  /^[PC]-/.test(place) ? { permitNo: place, dossierId: null, kind } : { permitNo: null, dossierId: place, kind }

/** S1-B6: how pressing a visit is: its last day, or the day it is planned for. */
export const groupOfVisit = (visit: Pick<VisitDue, 'visitDue' | 'planned'>, today: IsoDay): VisitGroup => {
  const day = [visit.visitDue, visit.planned?.plannedOn].filter((one) => typeof one === 'string').sort()[0]
  if (!day) return 'open'
  const left = daysBetween(today, day)
  return left < 0 ? 'late' : left <= 7 ? 'near' : 'later'
}

const order: readonly VisitGroup[] = ['late', 'near', 'later', 'open']

/** Most pressing first; inside a group by last day, then by the age of the permit. */
export const byPressure = (visits: readonly VisitDue[], today: IsoDay): VisitDue[] =>
  [...visits].sort((a, b) =>
    order.indexOf(groupOfVisit(a, today)) - order.indexOf(groupOfVisit(b, today))
    || (a.planned?.plannedOn ?? a.visitDue ?? '').localeCompare(b.planned?.plannedOn ?? b.visitDue ?? '')
    || a.issuedOn.localeCompare(b.issuedOn))

export const findings = ['active', 'skill', 'management'] as const
export type FindingName = (typeof findings)[number]
export type Answer = 'yes' | 'no' | ''
export type FindingDraft = { answer: Answer; score: string; note: string }
export type SeenDraft = { dossierId: string; name: string; answer: Answer; note: string }

/** What is typed so far; an unanswered question is an empty answer, never a silent «no». */
export type VisitDraft = {
  visitedOn: string
  attendees: Attendee[]
  answers: Record<FindingName, FindingDraft>
  execution: Answer
  covered: SeenDraft[]
}

const answerOf = (ok: boolean | null | undefined): Answer => (ok === true ? 'yes' : ok === false ? 'no' : '')
const findingOf = (found: VisitForm['active'] | undefined): FindingDraft =>
  ({ answer: answerOf(found?.ok), score: found?.score === null || found === undefined ? '' : String(found.score), note: found?.note ?? '' })

/** A draft from the stored form, or from the planned team, or empty with a line for each side (S1-B1). */
export const draftOf = (form: VisitForm | null, visit: Pick<VisitDue, 'covered' | 'planned'>): VisitDraft => ({
  visitedOn: form ? jalaliText(form.visitedOn) : '',
  attendees: (form?.attendees ?? visit.planned?.team ?? [{ name: '', side: 'office' }, { name: '', side: 'agency' }]).map((one) => ({ ...one })),
  answers: { active: findingOf(form?.active), skill: findingOf(form?.skill), management: findingOf(form?.management) },
  execution: answerOf(form?.executionAssured),
  covered: visit.covered.map(({ dossierId, name }) => {
    const seen = form?.coveredSeen.find((one) => one.dossierId === dossierId)
    return { dossierId, name, answer: answerOf(seen?.working), note: seen?.note ?? '' }
  }),
})

/** S1-B1: both sides have a named person. */
export const isJoint = (attendees: readonly Attendee[]): boolean =>
  (['office', 'agency'] as const).every((side) => attendees.some((one) => one.side === side && one.name.trim() !== ''))

/** A row left empty is not sent; the first always is, so that an empty team is refused by its field. */
export const namedOnly = (team: readonly Attendee[]): Attendee[] => team.filter((one, i) => one.name.trim() !== '' || i === 0)

type Content = Pick<InputOf<'inspections.recordVisit'>, 'visitedOn' | 'attendees' | 'active' | 'skill' | 'management' | 'executionAssured' | 'coveredSeen'>

/** The form's own part of the input; unanswered questions go as they are and come back as refused fields. */
export const contentOf = (draft: VisitDraft, registrationBased: boolean): Content => {
  const finding = (name: FindingName): Content['active'] => {
    const { answer, score, note } = draft.answers[name]
    const rest = { note, score: score.trim() === '' ? null : score }
    return (answer === '' ? rest : { ...rest, ok: answer === 'yes' }) as Content['active']
  }
  return {
    visitedOn: draft.visitedOn, attendees: namedOnly(draft.attendees), active: finding('active'), skill: finding('skill'), management: finding('management'),
    executionAssured: registrationBased && draft.execution !== '' ? draft.execution === 'yes' : null,
    coveredSeen: draft.covered.filter(({ answer }) => answer !== '').map(({ dossierId, answer, note }) => ({ dossierId, working: answer === 'yes', note })),
  }
}

/** The operation's input: a new form, a draft going on, or a planned visit that was made. */
export const visitInputOf = (draft: VisitDraft, visit: VisitDue, stored: VisitForm | PlannedVisit | null): InputOf<'inspections.recordVisit'> => ({
  id: stored?.id ?? null, version: stored?.version ?? null, kind: visit.visitKind, permitNo: visit.permitNo,
  dossierId: visit.permitNo === null ? visit.dossierId : null, ...contentOf(draft, visit.registrationBased),
})
