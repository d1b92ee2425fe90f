import { z } from 'zod'
import { noInput, operation, shape } from './define'
import { jalaliDay, line, plain, uuid, wholeNumber } from './values/fields'

/** S1-B1, S1-B2: before a supporter's permit and loan, after the fact, and followed up. */
export const visitKinds = ['pre_permit', 'pre_loan', 'post', 'follow_up'] as const
export type VisitKind = (typeof visitKinds)[number]

/** S1-B3: yes or no, an optional score of 100, and a note. */
const finding = z.object({ ok: z.boolean(), score: wholeNumber(0, 100).nullable().default(null), note: line(300, 0).default('') })
const attendee = z.object({ name: line(80, 3), side: z.enum(['office', 'agency']) })
const seen = z.object({ dossierId: uuid, working: z.boolean(), note: line(200, 0).default('') })

export type Finding = z.output<typeof finding>
export type Attendee = z.output<typeof attendee>
/** S1-B5: one covered person as the visit saw them. */
export type CoveredSeen = z.output<typeof seen>

/** I01: a visit that is announced and not yet made. */
export type PlannedVisit = {
  id: string
  version: number
  kind: VisitKind
  dossierId: string
  permitNo: string | null
  plannedOn: string
  /** The joint team (S1-B1). */
  team: Attendee[]
}

export type VisitForm = {
  id: string
  version: number
  /** Grows with every correction (I05). */
  formVersion: number
  kind: VisitKind
  dossierId: string
  /** Null: made before there was a permit (S1-B2). */
  permitNo: string | null
  visitedOn: string
  attendees: Attendee[]
  /** S1-B3: business active, holder's skill, holder's management ability. */
  active: Finding
  skill: Finding
  management: Finding
  /** S1-A10, registration-based fields only. */
  executionAssured: boolean | null
  /** S1-B5, visits to supporters only. */
  coveredSeen: CoveredSeen[]
  /** `superseded`: a correction stands in its place. */
  state: 'visited' | 'complete' | 'superseded'
  correctReason: string | null
  completedBy: string | null
  /** That colleague as people know them. */
  completedByName: string | null
  completedAt: string | null
}

/** A visit that has to be made (S1-B2, S1-B4), is planned, or waits for its form to be completed. */
export type VisitDue = {
  visitKind: VisitKind
  dossierId: string
  trackingCode: string
  permitNo: string | null
  kind: 'permit' | 'confirmation' | null
  registrationBased: boolean
  supporter: boolean
  name: string
  fieldTitle: string
  countyTitle: string
  address: string
  mobile: string
  /** Issue of the permit; for a check before it, the filing. */
  issuedOn: string
  /** S1-B6: last day for a confirmation's visit. */
  visitDue: string | null
  /** Covered persons whose work the visit sees to (S1-B5). */
  covered: { dossierId: string; name: string }[]
  planned: PlannedVisit | null
  form: VisitForm | null
}

/** What is visited: a permit, or a dossier that has none yet. */
const subject = {
  kind: z.enum(visitKinds, 'UNKNOWN_VALUE').default('post'),
  permitNo: plain(40).nullable().default(null),
  dossierId: uuid.nullable().default(null),
}
const content = {
  visitedOn: jalaliDay,
  attendees: z.array(attendee).min(1, 'REQUIRED').max(12, 'TOO_LONG'),
  active: finding,
  skill: finding,
  management: finding,
  executionAssured: z.boolean().nullable().default(null),
  coveredSeen: z.array(seen).max(1000, 'TOO_LONG').default([]),
}
export const visitInput = z.object({
  id: uuid.nullable().default(null),
  version: z.number().int().nullable().default(null),
  ...subject,
  ...content,
})
const target = { id: uuid, version: z.number().int() }
const visitors = ['inspector', 'system_manager', 'expert'] as const

export const inspections = {
  due: operation({ kind: 'read', access: visitors, input: noInput, output: shape<{ items: VisitDue[] }>(), errors: [] }),
  list: operation({
    kind: 'read', access: ['director', 'expert', 'inspector', 'system_manager', 'auditor'],
    input: z.object({ permitNo: subject.permitNo, dossierId: subject.dossierId, kind: z.enum(visitKinds, 'UNKNOWN_VALUE').default('post') }),
    output: shape<{
      forms: VisitForm[]
      planned: PlannedVisit[]
      /** What is visited, with what is under way of this kind; null: unknown. */
      visit: VisitDue | null
    }>(),
    errors: [],
  }),
  /** I01: the joint team and the day; the holder is told. */
  plan: operation({
    kind: 'write', access: visitors,
    input: z.object({ ...subject, plannedOn: jalaliDay, team: z.array(attendee).min(2, 'REQUIRED').max(12, 'TOO_LONG') }),
    output: shape<PlannedVisit>(), errors: ['VISIT_SUBJECT', 'VISIT_STATE', 'VISIT_PLAN_DAY', 'VISIT_TEAM', 'PERMIT_STATE'],
  }),
  /** I04. */
  cancel: operation({
    kind: 'write', access: visitors, input: z.object({ ...target, reason: line(300, 3) }), output: shape<{ id: string }>(), errors: ['VISIT_STATE'],
  }),
  /** I02: keeps the form as a draft of the visit that was made; `id` may be a planned visit's. */
  recordVisit: operation({
    kind: 'write', access: ['inspector', 'system_manager'], input: visitInput, output: shape<VisitForm>(),
    errors: ['VISIT_STATE', 'VISIT_DATE', 'VISIT_SUBJECT', 'VISIT_COVERED', 'PERMIT_STATE'],
  }),
  /** I03, S1-B4: only the system manager, only a joint visit (S1-B1); a complete form is never edited. */
  completeForm: operation({
    kind: 'write', access: ['system_manager'], input: z.object(target), output: shape<VisitForm>(),
    errors: ['VISIT_STATE', 'VISIT_NOT_JOINT', 'VISIT_EXECUTION_MISSING'],
  }),
  /** I05: a complete form is corrected by a new version; the old one stays readable. */
  correctForm: operation({
    kind: 'write', access: ['system_manager'], input: z.object({ ...target, reason: line(300, 3), ...content }), output: shape<VisitForm>(),
    errors: ['VISIT_STATE', 'VISIT_DATE', 'VISIT_COVERED', 'VISIT_NOT_JOINT', 'VISIT_EXECUTION_MISSING'],
  }),
}
