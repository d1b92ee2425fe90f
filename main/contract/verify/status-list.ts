import { z } from 'zod'
import { listedEnd } from './delegation'

/** Domain model §3.2: what a place of a list says. The first three are of the Token Status List draft, 3 is the application's own. */
export const statusValues = { valid: 0, invalid: 1, suspended: 2, superseded: 3 } as const
export type StatusValue = (typeof statusValues)[keyof typeof statusValues]

/** Places of one list, two bits each; one that no permit has is 0. */
export const placesInList = 2 ** 17
export const bytesInList = placesInList / 4

/** A list stays within its longest length even when every place were set. */
export const mostEnds = 40

const instant = z.int().min(0).max(9_999_999_999)

/** The payload of a status list (docs/formats/status-list.md), closed like a permit's. */
export const statusListPayload = z.strictObject({
  /** Delegations of this office that were taken back before their last day, newest first. */
  ended: z.array(listedEnd).min(1).max(mostEnds).optional(),
  exp: instant,
  iat: instant,
  status_list: z.strictObject({ bits: z.literal(2), lst: z.string().regex(/^[A-Za-z0-9_-]+$/) }),
  sub: z.string().regex(/^\d{4}-[1-9]\d{0,3}$/),
  test: z.literal(true).optional(),
  ttl: z.int().min(60).max(31_536_000),
})
export type StatusListPayload = z.infer<typeof statusListPayload>

/** The list and place that a permit's `st` names. */
export const placeOf = (st: string): { list: string; place: number } => {
  const colon = st.indexOf(':')
  return { list: st.slice(0, colon), place: Number(st.slice(colon + 1)) }
}

/** The value at a place: the lowest two bits of the first byte are place 0. */
export const statusAt = (bits: Uint8Array, place: number): StatusValue => (((bits[place >> 2] ?? 0) >> ((place & 3) * 2)) & 3) as StatusValue

/** Writes a value at a place, leaving its neighbours alone. */
export const setStatusAt = (bits: Uint8Array, place: number, value: StatusValue): void => {
  const shift = (place & 3) * 2
  bits[place >> 2] = ((bits[place >> 2] ?? 0) & ~(3 << shift)) | (value << shift)
}
