import { z } from 'zod'
import { noInput, operation, shape } from './define'
import { line, mobile, plain, uuid } from './values/fields'
import type { Placeholder } from './values/sms'

/** Every occasion on which an applicant is told something (domain model §9). */
export const messageKeys = [
  'dossier.code_issued', 'dossier.filed', 'dossier.central_code', 'dossier.handed_over', 'dossier.at_agency', 'dossier.correction', 'dossier.documents',
  'dossier.resubmitted', 'dossier.agency_approved', 'dossier.empowerment', 'dossier.expert_review', 'dossier.at_director', 'dossier.back_to_expert',
  'dossier.refused', 'dossier.objection', 'dossier.withdrawn', 'dossier.lapsed', 'dossier.in_pool', 'dossier.visit_needed', 'dossier.overdue', 'dossier.correction_due',
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

export type MessagePage = {
  items: MessageView[]
  next: string | null
  waiting: Record<'queued' | 'failed' | 'withheld', number>
  /** Waiting for the office's own gateway. */
  toSend: number
  /** Taken by it, and due to be asked about. */
  toAsk: number
  /** Of one dossier with a repeated message: the experts of its county. */
  contacts: MessageContact[]
}

/** S3-14: whom to call when the same message comes again. */
export type MessageContact = { name: string; post: string; phone: string }

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

/** What may stand in a gateway's texts: the number as `09…` or `989…`, the SMS, the key of this sending, and the secret. */
export const gatewayPlaceholders = ['mobile', 'mobile98', 'text', 'id', 'secret'] as const

const jsonPath = z.string().trim().max(80, 'TOO_LONG').regex(/^([\w-]+(\.[\w-]+)*)?$/, 'INVALID')
const stateWord = plain(80).trim().min(1, 'REQUIRED')
/** How a service is asked what became of a message that it took: one GET, with the same headers as the sending. */
const deliveryReport = z.object({
  /** Holds `{ref}`, the service's own number, or `{id}`, our key; `{secret}` where the service wants it in the path. */
  url: plain(500).trim().min(1, 'REQUIRED'),
  /** Where in the answer to the sending the service's number stands; empty: it is asked by our key. */
  refPath: jsonPath,
  /** Where in the answer to the question the state stands, and which states end it. Any other: it is asked again later. */
  statePath: jsonPath.min(1, 'REQUIRED'),
  delivered: z.array(stateWord).min(1, 'REQUIRED').max(10, 'TOO_LONG'),
  failed: z.array(stateWord).max(10, 'TOO_LONG'),
})
const namedValue = (name: RegExp) => z.object({
  name: z.string().trim().regex(name, 'INVALID').max(80, 'TOO_LONG'),
  value: plain(300).regex(/^[^\p{Cc}]*$/u, 'INVALID'),
})
/** A sending service of the office's own choice: one POST for each message. */
export const httpGateway = z.object({
  /** https, or http on this machine; may hold `{secret}` in its path. */
  url: plain(500).trim().min(1, 'REQUIRED'),
  headers: z.array(namedValue(/^[A-Za-z][A-Za-z0-9-]*$/)).max(10),
  bodyType: z.enum(['json', 'form']),
  /** In JSON a dot goes deeper and `[]` makes a list of one. */
  fields: z.array(namedValue(/^[A-Za-z_][\w-]*(\.[A-Za-z_][\w-]*)*(\[\])?$/)).min(1, 'REQUIRED').max(20),
  /** Where in a JSON answer the outcome stands; empty: any 2xx is a yes. */
  successPath: jsonPath,
  successValue: plain(80).trim(),
  timeoutSeconds: z.number().int().min(1, 'NUMBER_TOO_SMALL').max(60, 'NUMBER_TOO_LARGE'),
  /** PEM of the only authority that may vouch for it; null: those that this machine trusts. */
  caPem: plain(20_000).nullable(),
  /** The service sends a message once however often it is asked with the same Idempotency-Key. */
  repeatable: z.boolean(),
  /** Null: the service tells nothing afterwards, and «handed over» is all that is known. */
  report: deliveryReport.nullable().default(null),
})
export type HttpGateway = z.infer<typeof httpGateway>

/** The secret goes in and never comes out. */
export type GatewayView = { version: number; kind: GatewayKind; http: HttpGateway | null; secretSet: boolean; waiting: number }

/** What one request meant. `unknown`: bytes were sent and nobody knows whether the message went out. */
export const gatewayVerdicts = ['accepted', 'refused', 'unknown', 'busy', 'misconfigured', 'unreached', 'tls'] as const
export type GatewayVerdict = (typeof gatewayVerdicts)[number]
export type GatewayTest = { verdict: GatewayVerdict; status: number | null; seconds: number }

/** Whatever speaks against a service as a whole. */
export type GatewayTrouble = Exclude<GatewayVerdict, 'accepted' | 'refused'>

export type SendReport = {
  accepted: number
  failed: number
  /** Marked for a person: it is not known whether they went out. */
  unknown: number
  left: number
  /** Why the run ended before the queue did. */
  stopped: GatewayTrouble | null
  /** M03: what the service said of messages that it had taken. */
  reports: { delivered: number; failed: number; pending: number; stopped: GatewayTrouble | null }
}

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
    output: shape<MessagePage>(), errors: [],
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
  /** Sends what waits for the office's own gateway, one after the other, and asks it what became of the earlier ones; what the registry sends goes with the synchronisation. */
  sendNow: operation({
    kind: 'write', access: ['expert', 'clerk', 'system_manager', 'it'], input: noInput, output: shape<SendReport>(), errors: ['GATEWAY_ABSENT', 'GATEWAY_RUNNING'],
  }),
  gateway: operation({ kind: 'read', access: ['system_manager', 'it'], input: noInput, output: shape<GatewayView>(), errors: [] }),
  saveGateway: operation({
    kind: 'write', access: ['system_manager', 'it'],
    input: z.object({
      version: z.number().int().min(0), kind: z.enum(gatewayKinds),
      /** Null keeps what is stored. */
      http: httpGateway.nullable().default(null),
      secret: z.string().trim().max(500, 'TOO_LONG').regex(/^[\x21-\x7E]*$/, 'INVALID').nullable().default(null),
    }),
    output: shape<GatewayView>(), errors: ['GATEWAY_ABSENT', 'GATEWAY_REFUSED'],
  }),
  /** One real SMS to a number, by the stored settings. */
  testGateway: operation({
    kind: 'write', access: ['system_manager', 'it'], input: z.object({ mobile }), output: shape<GatewayTest>(), errors: ['GATEWAY_ABSENT'],
  }),
}
