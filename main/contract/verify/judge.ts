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

/** Whether a list bears an instant that has not come. */
export const isEarly = ({ iat }: Pick<CheckedList, 'iat'>, now: Date): boolean => iat > Math.floor(now.getTime() / 1000) + skewSeconds

const isFresh = ({ iat, exp, ttl }: CheckedList, now: Date): boolean => {
  const seconds = Math.floor(now.getTime() / 1000)
  return seconds <= iat + ttl && seconds <= exp
}

const instantOf = (list: CheckedList | undefined): string | null => (list ? new Date(list.iat * 1000).toISOString() : null)

const tehranDay = new Intl.DateTimeFormat('en-CA', { timeZone: 'Asia/Tehran', year: 'numeric', month: '2-digit', day: '2-digit' })

/**
 * Judges a permit by the newest of the given lists that names its place (design: bank check). What a list takes away stays
 * taken away however old the list is; that a permit still stands, only a fresh one says. One from the future, which an office
 * with a wrong clock published, takes away as well, but hides none of today and vouches for nobody.
 * @param payload.lost the key was stolen later, perhaps: whoever holds it writes any hour and any place, so no list vouches for it.
 */
export const judge = (payload: Pick<PermitPayload, 'st' | 'till' | 'test'> & { lost?: boolean }, lists: readonly CheckedList[], now: Date): Standing => {
  const { list, place } = placeOf(payload.st)
  const named = lists.filter(({ sub, test }) => sub === list && test === (payload.test ?? false)).sort((a, b) => b.iat - a.iat)
  const [current, early] = [named.find((one) => !isEarly(one, now)), named.filter((one) => isEarly(one, now))]
  for (const one of current ? [current, ...early] : early) {
    const state = states[statusAt(one.bits, place)]
    if (state !== 'valid') return { state, asOf: instantOf(one), why: null }
  }
  const fresh = current && isFresh(current, now)
  const asOf = instantOf(fresh ? current : named[0])
  if (payload.till !== undefined && payload.till < tehranDay.format(now)) return { state: 'expired', asOf, why: null }
  if (payload.lost) return { state: 'unknown', asOf, why: 'key_lost' }
  if (fresh) return { state: 'valid', asOf, why: null }
  return { state: 'unknown', asOf, why: early.length > 0 ? 'list_early' : current ? 'list_old' : 'no_list' }
}

/** The same keys, their delegations ended as the newest lists tell: a trust file may be older than the end of a delegation. */
export const knowingEnds = <K extends { delegations?: readonly KnownDelegation[] | undefined }>(keys: readonly K[], lists: readonly Pick<CheckedList, 'ended'>[]): K[] => {
  const ends = lists.flatMap(({ ended }) => ended)
  return keys.map((key) => (key.delegations && ends.length > 0 ? { ...key, delegations: withEnds(key.delegations, ends) } : key))
}
