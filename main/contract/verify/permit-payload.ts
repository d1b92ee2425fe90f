import { z } from 'zod'
import type { PermitPayload } from '../permits'
import { isOwnNumber } from '../values/tracking-code'
import { printed } from './printed-text'
import { placesInList } from './status-list'

const day = z.iso.date()
const unit = z.string().regex(/^\d{4}$/)
const digest = z.string().regex(/^[A-Za-z0-9_-]{43}$/)

const statusPlace = z.string().regex(/^\d{4}-[1-9]\d{0,3}:\d{1,6}$/).refine((st) => {
  const place = st.slice(st.indexOf(':') + 1)
  return Number(place) < placesInList && String(Number(place)) === place
})

/** Members that every document has. Nothing else may be there: a verifier never passes on what it does not understand. */
const shared = {
  v: z.literal(1),
  no: z.string(),
  iss: unit,
  on: day,
  at: z.string().regex(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}Z$/),
  till: day.optional(),
  skl: day.optional(),
  name: printed(121),
  id4: z.string().regex(/^\d{4}$/),
  act: z.enum(['independent', 'covered', 'supporter_natural', 'supporter_legal']),
  cov: z.int().min(1).max(1000).optional(),
  prev: digest.optional(),
  fld: z.string().regex(/^[A-Za-z0-9-]{1,16}$/),
  fn: printed(120),
  cty: unit,
  cond: z.int().min(1),
  face: digest,
  st: statusPlace,
  test: z.literal(true).optional(),
}

const ofKind = (letter: 'P' | 'C') => ({ no, iss, st }: { no: string; iss: string; st: string }): boolean =>
  isOwnNumber(no) && no.startsWith(`${letter}-${iss}-`) && st.startsWith(`${iss}-`)

/** The payload of docs/formats/permit.md, closed: unknown, missing or null members are refused. */
export const permitPayload: z.ZodType<PermitPayload> = z.discriminatedUnion('post', [
  z.strictObject({ ...shared, k: z.literal('permit'), post: z.literal('director') }).refine(ofKind('P')),
  z.strictObject({ ...shared, k: z.literal('permit'), post: z.literal('acting'), del: digest }).refine(ofKind('P')),
  z.strictObject({ ...shared, k: z.literal('confirmation'), post: z.literal('seal'), vis: day, loan: day }).refine(ofKind('C')),
])
