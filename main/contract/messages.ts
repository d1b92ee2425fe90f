import { z } from 'zod'
import { noInput, operation, shape } from './define'
import { line, uuid } from './values/fields'
import type { Placeholder } from './values/sms'

/** Every occasion on which an applicant is told something (domain model §9). */
export const messageKeys = [
  'dossier.code_issued', 'dossier.filed', 'dossier.central_code', 'dossier.handed_over', 'dossier.at_agency', 'dossier.correction', 'dossier.documents',
  'dossier.resubmitted', 'dossier.agency_approved', 'dossier.empowerment', 'dossier.expert_review', 'dossier.at_director', 'dossier.back_to_expert',
  'dossier.refused', 'dossier.objection', 'dossier.withdrawn', 'dossier.lapsed', 'dossier.in_pool', 'dossier.visit_needed', 'dossier.overdue',
  'support.introduced', 'support.accepted', 'support.declined', 'permit.issued', 'permit.confirmed', 'permit.renewed', 'permit.corrected',
  'permit.skill_reminder', 'permit.skill_accepted', 'permit.renewal_due', 'permit.suspended', 'permit.reinstated', 'permit.revoked', 'permit.expired',
  'inspection.appointment', 'referral.issued', 'referral.more_needed', 'referral.approved', 'referral.paid', 'referral.refused', 'referral.withdrawn',
  'referral.lapsed', 'enquiry.answered',
] as const
export type MessageKey = (typeof messageKeys)[number]

/** What a caller knows; `date` and `due` are ISO days and are printed Jalali, `phone` and `url` default to the settings. */
export type MessageVars = Partial<Record<Exclude<Placeholder, 'code'>, string>>

/** S3-12: which of them ask the applicant for something. */
export const messageKinds = ['stage', 'correction', 'documents', 'visit'] as const
export type MessageKind = (typeof messageKinds)[number]

/** M01–M05, and `withheld`: not sent at all, because there is no usable mobile or nobody to read it; a person sees why. */
export const messageStates = ['queued', 'handed_over', 'delivered', 'failed', 'cancelled', 'withheld'] as const
export type MessageState = (typeof messageStates)[number]

/** Why a message is where it is. `operator`: the words of the operator stand in `noteText`. */
export const messageNotes = [
  'mobile_missing', 'person_dead', 'operator', 'number_unreachable', 'outcome_unknown', 'gateway_refused', 'wrong_number', 'not_needed', 'person_died',
] as const
export type MessageNote = (typeof messageNotes)[number]
export const cancelReasons = ['wrong_number', 'not_needed', 'person_died'] as const satisfies readonly MessageNote[]
export type CancelReason = (typeof cancelReasons)[number]

/** Who sends: the national registry with the synchronisation, or a gateway of this office's own. */
export const gatewayKinds = ['registry', 'http'] as const
export type GatewayKind = (typeof gatewayKinds)[number]

export type MessageView = {
  id: string
  version: number
  dossierId: string
  trackingCode: string
  mobile: string
  key: MessageKey
  templateVersion: number
  kind: MessageKind
  /** As sent; a long reason is cut. */
  sms: string
  /** As it stands in the system: nothing cut. */
  text: string
  parts: number
  state: MessageState
  gateway: GatewayKind
  tries: number
  /** S3-14: an earlier message of this dossier said the same. */
  sameAs: string | null
  note: MessageNote | null
  noteText: string
  /** The registry refused the operation itself, or is in conflict over it: it waits on the delivery screen. */
  held: boolean
  /** Sent to a gateway whose answer has not come. */
  underWay: boolean
  createdAt: string
  handedOverAt: string | null
  endedAt: string | null
}

export type MessageTemplate = {
  key: MessageKey
  kind: MessageKind
  version: number
  text: string
  /** The text the program came with. */
  shipped: string
  /** What this template may and must hold. */
  allowed: Placeholder[]
  required: Placeholder[]
  by: string | null
  at: string | null
}

export type MessagePreview = { sms: string; text: string; units: number; parts: number; unknown: string[]; missing: string[]; looseBrace: boolean }

const templateText = line(200)

/** TEMPLATE_PLACEHOLDERS names what is wrong: {unknown, missing}. */
const templateCodes = ['TEMPLATE_PLACEHOLDERS', 'TEMPLATE_UNCHANGED'] as const

export const messages = {
  /** Failed and withheld ones first, then the newest; of one dossier in the order they were written. */
  list: operation({
    kind: 'read', access: ['director', 'expert', 'clerk', 'system_manager', 'auditor'],
    input: z.object({
      dossierId: uuid.nullable().default(null),
      state: z.enum(messageStates).nullable().default(null),
      /** `next` of the page before. */
      after: z.string().max(60).nullable().default(null),
      limit: z.number().int().min(1).max(200).default(50),
    }),
    output: shape<{ items: MessageView[]; next: string | null; waiting: Record<'queued' | 'failed' | 'withheld', number> }>(), errors: [],
  }),
  templates: operation({
    kind: 'read', access: ['director', 'expert', 'clerk', 'system_manager', 'auditor'], input: noInput, output: shape<MessageTemplate[]>(), errors: [],
  }),
  /** What an applicant would get, with ordinary values and this office's own phone. */
  preview: operation({
    kind: 'read', access: ['system_manager'],
    input: z.object({ key: z.enum(messageKeys), text: z.string().max(400), why: z.string().max(500).default('') }),
    output: shape<MessagePreview>(), errors: [],
  }),
  /** A new version; what is queued keeps the text it was written with. */
  saveTemplate: operation({
    kind: 'write', access: ['system_manager'],
    input: z.object({ key: z.enum(messageKeys), version: z.number().int().min(1), text: templateText }),
    output: shape<{ version: number }>(), errors: templateCodes,
  }),
  /** M04: to the present mobile of the message, once more. */
  retry: operation({
    kind: 'write', access: ['expert', 'clerk'], input: z.object({ id: uuid, version: z.number().int() }),
    output: shape<MessageView>(), errors: ['MESSAGE_STATE'],
  }),
  /** M05. */
  cancel: operation({
    kind: 'write', access: ['expert', 'clerk'], input: z.object({ id: uuid, version: z.number().int(), reason: z.enum(cancelReasons) }),
    output: shape<MessageView>(), errors: ['MESSAGE_STATE'],
  }),
}
