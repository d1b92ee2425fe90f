import type { PermitPayload } from '../permits'
import { withEnds, type KnownDelegation, type ListedEnd } from './delegation'
import { placeOf, statusAt, statusValues, type StatusListPayload, type StatusValue } from './status-list'

/** A status list whose signature was found good, with its bits unpacked. */
export type CheckedList = Pick<StatusListPayload, 'sub' | 'iat' | 'exp' | 'ttl'> & { bits: Uint8Array; test: boolean; /** Delegations that were taken back. */ ended: readonly ListedEnd[] }

/**
 * What may be said of a permit whose signature is good. `asOf` is the instant of the list that says it, null without one;
 * `unknown` is never a green light: the permit may have been revoked since.
 */
export type Standing = {
  state: 'valid' | 'revoked' | 'suspended' | 'superseded' | 'expired' | 'unknown'
  asOf: string | null
  /** Why the state is unknown. */
  why: 'no_list' | 'list_old' | 'list_early' | 'key_lost' | null
}

/** Clocks of two offices differ by minutes; a list from further ahead says that one of them is wrong. */
const skewSeconds = 600

const states: Record<StatusValue, Standing['state']> = {
  [statusValues.valid]: 'valid', [statusValues.invalid]: 'revoked', [statusValues.suspended]: 'suspended', [statusValues.superseded]: 'superseded',
}

const freshness = ({ iat, exp, ttl }: CheckedList, now: number): Standing['why'] => {
  if (iat > now + skewSeconds) return 'list_early'
  return now > iat + ttl || now > exp ? 'list_old' : null
}

const tehranDay = new Intl.DateTimeFormat('en-CA', { timeZone: 'Asia/Tehran', year: 'numeric', month: '2-digit', day: '2-digit' })

/**
 * Judges a permit by the newest of the given lists that names its place (design: bank check). What a list takes away stays
 * taken away however old the list is; that a permit still stands, only a fresh one says.
 * @param payload.lost the key was stolen later, perhaps: whoever holds it writes any hour and any place, so no list vouches for it.
 */
export const judge = (payload: Pick<PermitPayload, 'st' | 'till' | 'test'> & { lost?: boolean }, lists: readonly CheckedList[], now: Date): Standing => {
  const { list, place } = placeOf(payload.st)
  const newest = lists.filter(({ sub, test }) => sub === list && test === (payload.test ?? false)).sort((a, b) => b.iat - a.iat)[0]
  const asOf = newest ? new Date(newest.iat * 1000).toISOString() : null
  const said = newest ? states[statusAt(newest.bits, place)] : 'unknown'
  if (said !== 'valid' && said !== 'unknown') return { state: said, asOf, why: null }
  if (payload.till !== undefined && payload.till < tehranDay.format(now)) return { state: 'expired', asOf, why: null }
  if (payload.lost) return { state: 'unknown', asOf, why: 'key_lost' }
  const why = newest ? freshness(newest, Math.floor(now.getTime() / 1000)) : 'no_list'
  return why ? { state: 'unknown', asOf, why } : { state: 'valid', asOf, why: null }
}

/** The same keys, their delegations ended as the newest lists tell: a trust file may be older than the end of a delegation. */
export const knowingEnds = <K extends { delegations?: readonly KnownDelegation[] | undefined }>(keys: readonly K[], lists: readonly Pick<CheckedList, 'ended'>[]): K[] => {
  const ends = lists.flatMap(({ ended }) => ended)
  return keys.map((key) => (key.delegations && ends.length > 0 ? { ...key, delegations: withEnds(key.delegations, ends) } : key))
}
