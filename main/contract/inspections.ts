import { z } from 'zod'
import { noInput, operation, shape } from './define'
import { jalaliDay, line, uuid } from './values/fields'

const finding = z.object({ ok: z.boolean(), note: line(300, 0).default('') })
const attendee = z.object({ name: line(80, 3), side: z.enum(['office', 'agency']) })

export type Finding = z.output<typeof finding>
export type Attendee = z.output<typeof attendee>

export type VisitForm = {
  id: string
  version: number
  permitNo: string
  visitedOn: string
  attendees: Attendee[]
  /** S1-B3: business active, holder's skill, holder's management ability. */
  active: Finding
  skill: Finding
  management: Finding
  /** S1-A10, registration-based fields only. */
  executionAssured: boolean | null
  state: 'visited' | 'complete'
  completedBy: string | null
  completedAt: string | null
}

/** A permit whose holder wants a loan and has no complete visit yet (S1-B4). */
export type VisitDue = {
  permitNo: string
  kind: 'permit' | 'confirmation'
  name: string
  fieldTitle: string
  countyTitle: string
  address: string
  mobile: string
  issuedOn: string
  /** S1-B6: last day for a confirmation's visit. */
  visitDue: string | null
  form: VisitForm | null
}

export const visitInput = z.object({
  id: uuid.nullable().default(null),
  version: z.number().int().nullable().default(null),
  permitNo: z.string().max(40),
  visitedOn: jalaliDay,
  attendees: z.array(attendee).min(1, 'REQUIRED').max(12, 'TOO_LONG'),
  active: finding,
  skill: finding,
  management: finding,
  executionAssured: z.boolean().nullable().default(null),
})

export const inspections = {
  due: operation({ kind: 'read', access: ['inspector', 'system_manager', 'expert'], input: noInput, output: shape<{ items: VisitDue[] }>(), errors: [] }),
  list: operation({
    kind: 'read', access: ['director', 'expert', 'inspector', 'system_manager', 'auditor'], input: z.object({ permitNo: z.string().max(40) }),
    output: shape<{ forms: VisitForm[] }>(), errors: [],
  }),
  /** I02: keeps the form as a draft of the visit that was made. */
  recordVisit: operation({
    kind: 'write', access: ['inspector', 'system_manager'], input: visitInput, output: shape<VisitForm>(),
    errors: ['VISIT_STATE', 'VISIT_DATE', 'PERMIT_STATE'],
  }),
  /** I03, S1-B4: only the system manager, only a joint visit (S1-B1); a complete form is never edited. */
  completeForm: operation({
    kind: 'write', access: ['system_manager'], input: z.object({ id: uuid, version: z.number().int() }),
    output: shape<VisitForm>(), errors: ['VISIT_STATE', 'VISIT_NOT_JOINT', 'VISIT_EXECUTION_MISSING'],
  }),
}
