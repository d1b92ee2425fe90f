import { z } from 'zod'
import { skillEvidences, type SkillEvidence } from './applicants'
import { operation, shape } from './define'
import type { DossierState } from './dossier-summary'
import type { PermitStatus } from './permit-life'
import { jalaliDay, line, optional, plain, uuid, wholeNumber } from './values/fields'

/** T24–T28; `working`: a completed visit saw the person at work (S1-B5). */
export const linkStates = ['introduced', 'accepted', 'working', 'declined', 'left'] as const
export type LinkState = (typeof linkStates)[number]
/** S4-10, S4-11: both the office and the agency introduce. */
export const introducers = ['office', 'agency'] as const
export type Introducer = (typeof introducers)[number]

/** Somebody with a skill who waits for a supporter (S4-09). */
export type PoolPerson = {
  dossierId: string
  version: number
  trackingCode: string
  name: string
  nationalIdMasked: string
  mobile: string
  countyCode: string
  countyTitle: string
  fieldCode: string
  fieldTitle: string
  skillEvidence: SkillEvidence
  supportingBody: string | null
  wishForSupporter: string | null
  /** Since when the person waits; a refusal by a supporter doesn't begin it anew, having worked does. */
  since: string
  waitingDays: number
  /** Supporters who have declined. */
  declined: number
}

/** A supporter with a permit in force and how far the covered persons' work has come (S1-B5). */
export type Supporter = {
  permitNo: string
  dossierId: string
  trackingCode: string
  name: string
  legal: boolean
  status: PermitStatus
  fieldCode: string
  fieldTitle: string
  countyCode: string
  countyTitle: string
  issuedOn: string
  /** Persons undertaken to cover; null: the form did not ask yet. */
  committed: number | null
  /** Offered and not yet answered. */
  introduced: number
  /** Taken on, at work or not. */
  accepted: number
  /** Of those, seen at work at the last visit. */
  working: number
  /** Undertaken and not seen at work. */
  shortfall: number
}

/** Whether a covered person fits a supporter by field and county. */
export type Fit = { field: boolean; county: boolean }

export type CoveredLink = {
  id: string
  dossierId: string
  /** Of the covered person's dossier: what accept, decline and release are given on. */
  version: number
  trackingCode: string
  name: string
  fieldTitle: string
  countyTitle: string
  state: LinkState
  introducedBy: Introducer
  introducedOn: string
  letterNo: string
  letterOn: string
  /** Why the person was introduced although field or county differ. */
  unfitReason: string | null
  acceptedOn: string | null
  endedOn: string | null
  endReason: string | null
  /** What each completed visit saw, oldest first (S1-B5). */
  seen: { on: string; working: boolean; note: string }[]
}

const readers = ['director', 'expert', 'clerk', 'inspector', 'system_manager', 'auditor'] as const
const county = optional(z.string().regex(/^\d{4}$/, 'COUNTY_UNKNOWN'))
const field = optional(z.string().regex(/^[A-Za-z0-9-]{1,16}$/, 'FIELD_UNKNOWN'))
const page = { after: z.string().max(80).nullable().default(null), limit: z.number().int().min(1).max(200).default(50) }
const target = { dossierId: uuid, version: z.number().int() }
const moved = shape<{ version: number; state: DossierState }>()
const reason = line(300, 3)

export const supporters = {
  /** The bank of covered persons (S4-09), the longest waiting first. */
  listPool: operation({
    kind: 'read', access: readers,
    input: z.object({
      countyCode: county, fieldCode: field, skill: optional(z.enum(skillEvidences, 'SKILL_EVIDENCE_UNKNOWN')),
      /** Waiting since this day or before. */
      sinceBefore: optional(jalaliDay), ...page,
    }),
    output: shape<{ items: PoolPerson[]; next: string | null; total: number }>(), errors: [],
  }),
  /** Supporters in force; `short` leaves those whose undertaking is not yet met (S1-B5). */
  list: operation({
    kind: 'read', access: readers,
    input: z.object({ text: z.string().max(100).default(''), countyCode: county, fieldCode: field, short: z.boolean().default(false), ...page }),
    output: shape<{ items: Supporter[]; next: string | null; total: number }>(), errors: [],
  }),
  /** One supporter's persons, live ones first. */
  read: operation({
    kind: 'read', access: readers, input: z.object({ permitNo: plain(40) }),
    output: shape<{ supporter: Supporter; links: CoveredLink[] }>(), errors: [],
  }),
  /** Whom a person of the pool may be introduced to: those that fit best and lack most first (S4-10). */
  matches: operation({
    kind: 'read', access: readers, input: z.object({ dossierId: uuid, limit: wholeNumber(1, 200).default(50) }),
    output: shape<{ items: (Supporter & { fit: Fit })[] }>(), errors: [],
  }),
  /** T24. */
  introduce: operation({
    kind: 'write', access: ['expert'],
    input: z.object({
      ...target, permitNo: plain(40), introducedBy: z.enum(introducers, 'UNKNOWN_VALUE'), introducedOn: jalaliDay,
      letterNo: line(40), letterOn: jalaliDay, unfitReason: optional(reason),
    }),
    output: moved, errors: ['DOSSIER_STATE', 'SUPPORTER_INACTIVE', 'SUPPORT_UNFIT', 'SUPPORT_DATE'],
  }),
  /** T25: the supporter's yes (S4-11). */
  accept: operation({
    kind: 'write', access: ['expert'], input: z.object({ ...target, acceptedOn: jalaliDay }), output: moved,
    errors: ['DOSSIER_STATE', 'SUPPORTER_INACTIVE', 'SUPPORT_DATE'],
  }),
  /** T26. */
  decline: operation({ kind: 'write', access: ['expert'], input: z.object({ ...target, reason }), output: moved, errors: ['DOSSIER_STATE'] }),
  /** T28: the person left. */
  release: operation({ kind: 'write', access: ['expert'], input: z.object({ ...target, reason }), output: moved, errors: ['DOSSIER_STATE'] }),
} as const
