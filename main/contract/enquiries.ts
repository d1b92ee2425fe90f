import { z } from 'zod'
import type { ActivityType, DossierState } from './dossiers'
import { operation, shape } from './define'
import type { MessageState } from './messages'
import type { Settings } from './settings'
import { digest, jalaliDay, line, optional, phone, uuid } from './values/fields'

/** S0-26, S2-14: the same log serves both services; each is counted apart (S2-05). */
export const enquiryServices = ['home_business', 'aid'] as const
export type EnquiryService = (typeof enquiryServices)[number]
export const enquiryStates = ['open', 'answered', 'closed'] as const
export type EnquiryState = (typeof enquiryStates)[number]
/** How a question reached the office. */
export const enquiryChannels = ['portal', 'phone', 'counter'] as const
export type EnquiryChannel = (typeof enquiryChannels)[number]

export type Enquiry = {
  id: string
  version: number
  service: EnquiryService
  dossierId: string | null
  trackingCode: string | null
  asker: string
  /** Where the asker is called back; masked for an auditor. */
  contact: string | null
  channel: EnquiryChannel
  question: string
  state: EnquiryState
  askedBy: string
  askedAt: string
  answer: string | null
  answeredBy: string | null
  answeredAt: string | null
}

/** S0-27, S2-15: our register of what a citizen filed at the inspection portal. We never file there. */
export type Complaint = {
  id: string
  version: number
  service: EnquiryService
  dossierId: string | null
  trackingCode: string | null
  /** Given by the portal. */
  number: string
  on: string
  subject: string
  state: 'open' | 'answered'
  result: string | null
  resultOn: string | null
  /** Digest of the evidence report that went with it. */
  evidence: string | null
  recordedBy: string
}

/** S0-26, S3-14: whom a citizen may call. Without a county: the provincial office. */
export type ExpertContact = {
  id: string
  version: number
  countyCode: string | null
  countyTitle: string | null
  name: string
  post: string
  phone: string
  hours: string
}

export type EvidencePause = { from: string; to: string | null; days: number; kind: string; reason: string }
/** `age`: days of the calendar since filing. `since`: since the step before. */
export type EvidenceStep = { at: string; day: string; kind: string; actor: string; note: string | null; age: number; since: number }

/** What is known of a dossier's way and its delay, to go with a complaint (S0-27). */
export type Evidence = {
  v: 1
  office: string
  trackingCode: string
  centralCode: string | null
  name: string
  fieldTitle: string
  agencyTitle: string
  countyTitle: string
  state: DossierState
  filedOn: string
  /** The last of the fourteen days, pauses added (S0-10, S0-11). */
  dueOn: string
  madeOn: string
  /** Days of the calendar after the last one. */
  daysLate: number
  /** How the fourteen days, those used of them and those of the pauses are counted (S0-10). */
  dayCount: Settings['dayCount']
  usedDays: number
  pausedDays: number
  pauses: EvidencePause[]
  steps: EvidenceStep[]
  complaints: { number: string; on: string; subject: string; result: string | null }[]
  complaintUrl: string
  madeBy: string
}

export type LookUpMessage = { at: string; text: string; state: MessageState; repeated: boolean }

/** S3-13, S3-14: what a clerk reads out at the counter, and nothing more; the national ID is masked. */
export type CitizenLookUp = {
  dossierId: string
  trackingCode: string
  centralCode: string | null
  name: string
  nationalIdMasked: string
  activityType: ActivityType
  state: DossierState
  fieldTitle: string | null
  agencyTitle: string | null
  countyTitle: string
  returnReason: string | null
  /** What the applicant still has to bring or mend (S3-12). */
  asked: string[]
  permitNo: string | null
  clock: {
    filedOn: string
    /** S3-13: the citizen's own look-up invites from this day; a clerk may look any time. */
    lookUpOn: string
    ownLookUpOpen: boolean
    /** Null while the clock is paused. */
    dueOn: string | null
    daysLeft: number | null
    paused: boolean
    late: boolean
  } | null
  messages: LookUpMessage[]
  contacts: ExpertContact[]
  /** Only when late (S0-27). */
  complaintUrl: string | null
  enquiryUrl: string
  phone: string
}

const readers = ['director', 'expert', 'clerk', 'system_manager', 'auditor'] as const
const target = { id: uuid, version: z.number().int() }
const page = { after: z.string().max(64).nullable().default(null), limit: z.number().int().min(1).max(200).default(50) }
const service = z.enum(enquiryServices, 'UNKNOWN_VALUE')
/** Livelihood aid has no dossier of ours (S2-09). */
const dossierFits = ({ service: of, dossierId }: { service: EnquiryService; dossierId: string | null }): boolean => of === 'home_business' || dossierId === null
const misfit = { path: ['dossierId'], message: 'AID_HAS_NO_DOSSIER' }

export const contactInput = z.object({
  id: uuid.nullable().default(null),
  version: z.number().int().nullable().default(null),
  /** Empty: the provincial office. */
  countyCode: optional(z.string().regex(/^\d{4}$/, 'COUNTY_UNKNOWN')),
  name: line(80, 3),
  post: line(80, 2),
  phone,
  hours: line(80, 0).default(''),
})

export const enquiries = {
  ask: operation({
    kind: 'write', access: ['clerk', 'expert'],
    input: z.object({
      service, dossierId: optional(uuid), asker: line(80, 3), contact: optional(phone), channel: z.enum(enquiryChannels, 'UNKNOWN_VALUE'), question: line(2000, 3),
    }).refine(dossierFits, misfit),
    output: shape<Enquiry>(), errors: [],
  }),
  /** E01: an answer about a dossier tells the applicant that it is there (S0-26). */
  answer: operation({
    kind: 'write', access: ['expert'], input: z.object({ ...target, answer: line(2000, 2) }), output: shape<Enquiry>(), errors: ['ENQUIRY_STATE'],
  }),
  close: operation({
    kind: 'write', access: ['clerk', 'expert'], input: z.object(target), output: shape<Enquiry>(), errors: ['ENQUIRY_STATE'],
  }),
  /** Open ones oldest first, as they are worked off; everything else newest first. */
  list: operation({
    kind: 'read', access: readers,
    input: z.object({ state: z.enum(enquiryStates).nullable().default(null), service: service.nullable().default(null), dossierId: uuid.nullable().default(null), ...page }),
    output: shape<{ items: Enquiry[]; next: string | null; open: number }>(), errors: [],
  }),
  recordComplaint: operation({
    kind: 'write', access: ['clerk', 'expert'],
    input: z.object({ service, dossierId: optional(uuid), number: line(40), on: jalaliDay, subject: line(300, 3), evidence: optional(digest) }).refine(dossierFits, misfit),
    output: shape<Complaint>(), errors: ['COMPLAINT_EXISTS'],
  }),
  answerComplaint: operation({
    kind: 'write', access: ['expert'], input: z.object({ ...target, result: line(1000, 2), resultOn: jalaliDay }), output: shape<Complaint>(), errors: ['COMPLAINT_STATE'],
  }),
  complaints: operation({
    kind: 'read', access: readers,
    input: z.object({ state: z.enum(['open', 'answered']).nullable().default(null), service: service.nullable().default(null), dossierId: uuid.nullable().default(null), ...page }),
    output: shape<{ items: Complaint[]; next: string | null; open: number }>(), errors: [],
  }),
  /** The evidence report of an overdue dossier, and the digest under which the ledger knows it (S0-27). */
  evidence: operation({
    kind: 'write', access: ['expert'], input: z.object({ dossierId: uuid }), output: shape<{ evidence: Evidence; digest: string }>(), errors: ['DOSSIER_NOT_LATE'],
  }),
  /** S3-13, S3-14: by code alone, provisional or central. */
  lookUp: operation({
    kind: 'read', access: ['clerk', 'expert'], input: z.object({ code: z.string().min(1, 'REQUIRED').max(60, 'TOO_LONG') }),
    output: shape<{ found: CitizenLookUp | null }>(), errors: [],
  }),
  contacts: operation({ kind: 'read', access: 'signed_in', input: z.object({ countyCode: z.string().max(4).nullable().default(null) }), output: shape<{ items: ExpertContact[] }>(), errors: [] }),
  saveContact: operation({ kind: 'write', access: ['system_manager'], input: contactInput, output: shape<ExpertContact>(), errors: ['CONTACT_EXISTS'] }),
  removeContact: operation({ kind: 'write', access: ['system_manager'], input: z.object(target), output: shape<Record<string, never>>(), errors: [] }),
}
