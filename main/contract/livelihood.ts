import { z } from 'zod'
import { operation, shape } from './define'
import { jalaliDay, line, nationalId, optional } from './values/fields'

/**
 * Livelihood aid (S2): the centre's results are looked up, guidance is given, a needed visit is announced. There is no
 * operation that registers, edits, prices or transfers a case (S2-08, S2-09, S2-12, S2-16): requests and objections are
 * filed by the household head at the centre's own portal.
 */
export const aidStandings = ['applicant', 'recipient'] as const
export type AidStanding = (typeof aidStandings)[number]
export const aidVerdicts = ['yes', 'no', 'pending'] as const
export type AidVerdict = (typeof aidVerdicts)[number]
export const objectionStates = ['filed', 'under_review', 'accepted', 'refused'] as const

/** What the centre says of one household head (S2-01, S2-02). Read-only here. */
export type AidCase = {
  nationalIdMasked: string
  /** S2-06: wants aid, or already receives it. */
  standing: AidStanding
  /** S2-04: measured by the centre, never here. */
  eligible: AidVerdict
  /** S2-02: the responsible body and the day of the introduction. */
  body: string | null
  introducedOn: string | null
  /** S2-04: when the result was told. */
  resultToldOn: string | null
  /** S2-03: filed at the portal; reference only. */
  objection: { no: string; on: string; state: (typeof objectionStates)[number] } | null
  /** S2-13: the day of death that closed the case. */
  closedOn: string | null
  /** Whether the centre gave a mobile: without one a visit is told by a printed notice (S2-11). */
  mobileKnown: boolean
  /** The instant for which the centre said so. */
  asOf: string
  visits: AidVisit[]
}

/** S2-11. `told`: by a message, or by a notice that is handed over or posted. */
export type AidVisit = { id: string; reason: string; place: string; on: string; told: 'message' | 'notice'; by: string; at: string }

/** The subjects of standard guidance (S2-07), in the order in which people ask. */
export const guidanceTopics = ['file', 'status', 'eligibility', 'objection', 'delay', 'visit', 'transfer', 'free'] as const
export type GuidanceTopic = (typeof guidanceTopics)[number]

/** Where a citizen is sent (S2-07, S2-14, S2-15), from the office's settings, and the version of the service text in force (S2-17). */
export type AidDesk = {
  portalUrl: string
  complaintUrl: string
  enquiryPhones: string[]
  /** Version of the published agreement; 0 while none is published. */
  textVersion: number
  textFrom: string | null
  /** S2-18: false once a law has ended the service. */
  open: boolean
  /** S2-07: how often each topic was explained today, by anybody. */
  givenToday: number
}

export type AidCounts = {
  from: string
  to: string
  cases: { total: number; applicant: number; recipient: number; eligible: number; notEligible: number; pending: number; objections: number; closed: number }
  /** Results that the centre told in the span, and the median days between introduction and telling. */
  results: { told: number; medianDays: number | null }
  guidance: { topic: GuidanceTopic; given: number }[]
  visits: { message: number; notice: number }
  enquiries: { open: number; answered: number; medianDays: number | null }
  complaints: { open: number; answered: number }
}

const counter = ['clerk', 'expert'] as const

export const livelihood = {
  desk: operation({ kind: 'read', access: ['clerk', 'expert'], input: z.object({}).default({}), output: shape<AidDesk>(), errors: [] }),
  lookUp: operation({ kind: 'read', access: counter, input: z.object({ nationalId }), output: shape<{ found: AidCase | null }>(), errors: [] }),
  /** S2-07: that guidance was given, and nothing about whom. */
  guide: operation({
    kind: 'write', access: counter, input: z.strictObject({ topic: z.enum(guidanceTopics, 'UNKNOWN_VALUE') }),
    output: shape<{ topic: GuidanceTopic; textVersion: number; on: string }>(), errors: ['AID_SERVICE_CLOSED'],
  }),
  /** S2-11: never silent; by message only where the centre gave a mobile, by a printed notice otherwise. */
  announceVisit: operation({
    kind: 'write', access: counter, input: z.object({ nationalId, reason: line(200, 3), place: line(120, 3), on: jalaliDay }),
    output: shape<AidVisit>(), errors: ['AID_UNKNOWN', 'AID_CLOSED'],
  }),
  /** S2-05: counts and times of aid, apart from permits. Days left out mean from the beginning until today. */
  counts: operation({
    kind: 'read', access: ['director', 'expert', 'system_manager', 'auditor'], input: z.object({ from: optional(jalaliDay), to: optional(jalaliDay) }),
    output: shape<AidCounts>(), errors: [],
  }),
}
