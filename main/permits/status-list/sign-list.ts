import { deflateSync, inflateSync } from 'node:zlib'
import { bytesInList, statusListPayload, type StatusListPayload } from '#contract/verify/status-list'
import type { ListedEnd } from '#contract/verify/delegation'
import type { CheckedList } from '#contract/verify/judge'
import { mayPublish, type KeyBounds } from '#contract/verify/trust-file'
import { canonicalText } from '#main/ledger/index'
import { verifyJws, type JwsFault, type Signer, type VerifierKey } from '#main/signing/index'

/** How long a list may be relied on: it is published every working day, and a holiday or a Friday lies between two of them. */
export const freshSeconds = 3 * 86_400
/** After this a list says nothing but what it took away. */
const endSeconds = 30 * 86_400

/** The signed text of a list at an instant (docs/formats/status-list.md). */
export const signList = (signer: Signer, list: string, bits: Uint8Array, now: Date, test: boolean, ended: readonly ListedEnd[] = []): string => {
  const iat = Math.floor(now.getTime() / 1000)
  const payload: StatusListPayload = {
    ...(ended.length > 0 ? { ended: [...ended] } : {}), exp: iat + endSeconds, iat, sub: list, ttl: freshSeconds,
    status_list: { bits: 2, lst: deflateSync(bits, { level: 9 }).toString('base64url') },
    ...(test ? { test: true as const } : {}),
  }
  return signer.sign('statuslist+jwt', canonicalText(statusListPayload.parse(payload)))
}

export type ListCheck = { ok: true; list: CheckedList; kid: string } | { ok: false; reason: JwsFault | 'payload' }

/**
 * Checks a published list with public keys alone: an office's seal signs lists, nobody else. No clock: how old it is, `judge` says.
 * @param text one line break at its end is the file's.
 */
export const verifyListText = (text: string, keys: readonly (VerifierKey & { bounds?: KeyBounds })[]): ListCheck => {
  const check = verifyJws(text.replace(/\r?\n$/, ''), 'statuslist+jwt', keys)
  if (!check.ok) return { ok: false, reason: check.reason }
  const parsed = statusListPayload.safeParse(check.value)
  if (!parsed.success || check.key.use !== 'seal') return { ok: false, reason: 'payload' }
  if (!mayPublish(check.key.bounds, parsed.data)) return { ok: false, reason: 'signer_unknown' }
  const bits = unpack(parsed.data.status_list.lst)
  if (!bits) return { ok: false, reason: 'payload' }
  const { sub, iat, exp, ttl, ended = [], test = false } = parsed.data
  return { ok: true, list: { sub, iat, exp, ttl, test: test || (check.key.bounds?.test ?? false), bits, ended }, kid: check.key.kid }
}

/** Never unpacks more than a list has. */
const unpack = (lst: string): Uint8Array | null => {
  try {
    const bits = inflateSync(Buffer.from(lst, 'base64url'), { maxOutputLength: bytesInList })
    return bits.length === bytesInList ? bits : null
  } catch {
    return null
  }
}
