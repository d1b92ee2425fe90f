import { z } from 'zod'
import type { ReferralPayload } from '../referrals'
import { isOwnNumber } from '../values/tracking-code'
import { actingBy, type Acting, type DelegationFault, type KnownDelegation } from './delegation'
import { instant } from './instant'
import { printed } from './printed-text'
import { maySign, type KeyBounds } from './trust-file'

const unit = z.string().regex(/^\d{4}$/)
const digest = z.string().regex(/^[A-Za-z0-9_-]{43}$/)
const count = z.int().min(0)

/** The payload of a bank referral (docs/formats/permit.md), closed like a permit's. */
const payloadForm: z.ZodType<ReferralPayload> = z.strictObject({
  v: z.literal(1),
  k: z.literal('referral'),
  no: z.string().refine((no) => no.startsWith('R-') && isOwnNumber(no)),
  iss: unit,
  on: z.iso.date(),
  at: instant,
  post: z.enum(['director', 'acting']),
  del: z.exactOptional(digest),
  name: printed(121),
  id4: unit,
  cty: unit,
  bank: z.string().regex(/^\d{3}$/),
  br: z.exactOptional(printed(60)),
  amt: count.min(1),
  jobs: count,
  yr: count,
  rs: printed(20),
  out: z.string().regex(/^[pn]{13}$/),
  inp: digest,
  doc: digest,
  face: digest,
  test: z.exactOptional(z.literal(true)),
}).refine(({ no, iss, post, del }) => no.startsWith(`R-${iss}-`) && (post === 'acting') === (del !== undefined))

/** What a proven referral says, and who signed it for whom. No list tells what became of it: that only the office knows. */
export type ReferralVerdict =
  | { outcome: 'referral'; payload: ReferralPayload; kid: string; test: boolean; lost: boolean; acting?: Acting }
  | { outcome: 'invalid'; reason: 'payload' | 'signer_unknown' | DelegationFault }

/** The key under which a text was proven, as any verifier of ours holds it. */
export type ProvingKey = { kid: string; use: string; bounds?: KeyBounds; delegations?: readonly KnownDelegation[] }

/**
 * Judges the payload of a `referral+jws` whose signature was proven with this key (S0-08). A delegation's list of fields is
 * not asked: the bytes name the permit, not its field.
 */
export const judgeReferral = (value: unknown, { kid, use, bounds, delegations = [] }: ProvingKey): ReferralVerdict => {
  const read = payloadForm.safeParse(value)
  if (!read.success || read.data.post !== use) return { outcome: 'invalid', reason: 'payload' }
  const payload = read.data
  if (!maySign(bounds, payload)) return { outcome: 'invalid', reason: 'signer_unknown' }
  const { iss, on, at, cty } = payload
  const by = payload.post === 'acting' ? actingBy(delegations, payload.del, { kind: 'referral', iss, on, at, cty, fld: null }) : null
  if (by && 'fault' in by) return { outcome: 'invalid', reason: by.fault }
  return { outcome: 'referral', payload, kid, test: (payload.test ?? false) || (bounds?.test ?? false), lost: Boolean(bounds?.lost), ...by }
}
