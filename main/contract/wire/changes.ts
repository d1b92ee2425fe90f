import { z } from 'zod'
import { referenceNames } from '../reference-tables'

export const change = z.object({
  /** Position in its stream: grows, has no holes that fill later. */
  seq: z.int(),
  op: z.enum(['upsert', 'tombstone']),
  /** What the body is (`agency_opinion`); a type the client does not know is kept verbatim. */
  type: z.string().max(60),
  id: z.string().max(120),
  version: z.int(),
  /** SHA-256 of the RFC 8785 bytes of the body, base64url. */
  hash: z.string(),
  body: z.unknown(),
})
export type Change = z.infer<typeof change>

/** `GET /v1/changes?stream=&after=&limit=`. `next` is opaque and holds the epoch. */
export const changesPage = z.object({ items: z.array(change), next: z.string(), has_more: z.boolean() })
export type ChangesPage = z.infer<typeof changesPage>

/** Body of `agency_opinion`: the decision the national portal received from the agency. */
export const agencyOpinion = z.object({
  tracking_code: z.string().min(1).max(40),
  /** `correct`: what the applicant must mend stands in `note`. */
  decision: z.enum(['approve', 'reject', 'correct']),
  /** Left out: the agency that owns the field, or the one that is still to sign (S0-04). */
  agency_code: z.string().min(1).max(40).optional(),
  /** Left out: the permit. The other is its second confirmation before a supporter's loan (S4-11). */
  purpose: z.enum(['permit', 'loan_confirmation']).optional(),
  /** S0-03; left out: the county's. */
  actor: z.enum(['agency_county', 'agency_hq']).optional(),
  personal_competence: z.boolean(),
  technical_competence: z.boolean(),
  conditions_met: z.boolean(),
  decided_on: z.iso.date(),
  signer_name: z.string().min(1).max(120),
  signer_post: z.string().min(1).max(120),
  is_top_official: z.boolean(),
  note: z.string().max(2000).default(''),
})
export type AgencyOpinionBody = z.infer<typeof agencyOpinion>

/** Body of `message_result`: what became of one sending (`message.send`) of a message, as the operator reported it. */
export const messageResult = z.object({
  message_id: z.string().min(1).max(64),
  /** Operation id of the sending that this is about. */
  send: z.string().min(1).max(64),
  outcome: z.enum(['delivered', 'failed']),
  /** With `failed`: the number will never be reached, so trying again is useless. */
  unreachable: z.boolean().default(false),
  reason: z.string().max(200).default(''),
  at: z.iso.datetime(),
})
export type MessageResultBody = z.infer<typeof messageResult>

/** What the registry reads of a `message.send`. `sms_by` `office`: the office sends it itself, the registry only shows it. */
export const messageSend = z.object({
  message_id: z.string().min(1).max(64), mobile: z.string().max(20), sms: z.string().max(2000), text: z.string().max(4000), sms_by: z.enum(['registry', 'office']),
})
/** And of a `message.cancel`. */
export const messageCancel = z.object({ message_id: z.string().min(1).max(64) })

/** Body of `permit_revocation` on stream `revocations` (P13): an authority above this office revokes or suspends one of its permits. */
export const permitRevocation = z.object({
  permit_no: z.string().min(1).max(40),
  to: z.enum(['revoked', 'suspended']),
  /** Who ordered it, as its letter names it. */
  authority: z.string().trim().min(1).max(120),
  order_no: z.string().trim().min(1).max(60),
  ordered_on: z.iso.date(),
  /** Told to the holder. */
  reason: z.string().trim().min(1).max(300),
})
export type PermitRevocationBody = z.infer<typeof permitRevocation>

const wireCell = z.union([z.string().max(8000), z.number(), z.boolean(), z.null(), z.array(z.string().max(400)).max(20)])

/** Body of `reference_table`: one reference table whole, as the centre keeps it; columns as in main/contract/reference-tables.ts. */
export const referenceTableBody = z.object({
  table: z.enum(referenceNames),
  version: z.string().min(1).max(40),
  rows: z.array(z.record(z.string().max(40), wireCell)).min(1).max(20_000),
})
export type ReferenceTableBody = z.infer<typeof referenceTableBody>

/** Body of `programme_years`: the years of the programme as the centre set them, columns as in main/contract/quotas.ts. */
export const programmeYearsBody = z.object({ version: z.string().min(1).max(40), rows: z.array(z.record(z.string().max(40), wireCell)).min(1).max(100) })
export type ProgrammeYearsBody = z.infer<typeof programmeYearsBody>
