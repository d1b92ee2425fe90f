import type { PermitPayload, VerdictReason } from '#contract/permits'
import { absencePayload, isAbsence, type AbsencePayload } from '#contract/verify/absence'
import { openToken } from '#contract/verify/compact-token'
import { fromBase64url } from '#contract/verify/base64url'
import { actingBy, delegatedPermit, type Acting, type ListedEnd } from '#contract/verify/delegation'
import { judge, knowingEnds, type CheckedList, type Standing } from '#contract/verify/judge'
import { readPermitPayload } from '#contract/verify/permit-payload'
import { oneLine } from '#contract/verify/qr-text'
import { judgeReferral, type ReferralVerdict } from '#contract/verify/referral'
import { bytesInList, statusListPayload } from '#contract/verify/status-list'
import { boundsOf, mayPublish, maySign, pinnedText, readTrustFile, stolenIn, type StolenKey, type TrustFile } from '#contract/verify/trust-file'
import { foundIn, nothingBeside, placeOf, type FoundManifest, type FoundPlace } from './beside'
import { openDelegations } from './delegations'
import { importKey, prove, sha256, signatureFits, type PageKey } from './prove'

export type Trust = {
  office: string
  digest: string
  /** What is compared: the root's key, or the file itself. */
  pinned: 'root' | 'file'
  /** The newest change that the file tells of; null in a first version, whose words change with every key. */
  at: string | null
  keys: readonly PageKey[]
  /** Acting directors' keys in other hands. */
  stolen: readonly StolenKey[]
  /** Ends of delegations that were proven under these words before. */
  ends: readonly ListedEnd[]
  test: boolean
}
export type Checked =
  | { outcome: 'absence'; payload: AbsencePayload; kid: string; test: boolean }
  | { outcome: 'valid'; payload: PermitPayload; kid: string; test: boolean; standing: Standing; acting?: Acting; manifest?: FoundManifest; place?: FoundPlace }
  | { outcome: 'invalid'; reason: VerdictReason }
  | ReferralVerdict

/** A file that a root signed holds only under that root's own key. */
const isSealed = async ({ signed, root, unit }: TrustFile): Promise<boolean> => {
  if (!signed) return true
  const key = root && await importKey({ kid: root.kid, use: 'root', spki: root.spki }, { unit, from: '', until: null, test: false })
  return key ? signatureFits(signed, key) : false
}

/** @returns null when the text is no trust file, its root did not sign it, or one key or delegation in it is not what it says. */
export const openTrust = async (text: string): Promise<Trust | null> => {
  const file = readTrustFile(text)
  if (!file || !await isSealed(file)) return null
  const keys = await Promise.all(file.keys.map((entry) => importKey(entry, boundsOf(file, entry))))
  const whole = keys.filter((key) => key !== null)
  if (whole.length !== keys.length) return null
  const stolen = stolenIn(file)
  const acting = await openDelegations(file.delegations ?? [], whole, stolen)
  if (!acting) return null
  return { office: file.office, pinned: file.signed ? 'root' : 'file', digest: await sha256(new TextEncoder().encode(pinnedText(text))), at: 'at' in file ? file.at : null, ends: [], keys: [...whole, ...acting], stolen, test: whole.every(({ bounds }) => bounds.test) }
}

/** A letter to a bank: its signature and its signer. */
const checkReferral = async (token: string, keys: readonly PageKey[]): Promise<Checked> => {
  const proven = await prove(token, 'referral+jws', keys)
  return 'reason' in proven ? { outcome: 'invalid', reason: proven.reason } : judgeReferral(proven.value, proven.key)
}

/** One permit or referral, and what may be said of it by these lists at this instant, with what was laid beside it. */
export const checkPermit = async (token: string, keys: readonly PageKey[], lists: readonly CheckedList[], now: Date, beside = nothingBeside): Promise<Checked> => {
  if (isAbsence(token)) return checkAbsence(token, keys)
  if (!('reason' in openToken(token, 'referral+jws'))) return checkReferral(token, knowingEnds(keys, lists))
  const proven = await prove(token, 'permit+jws', knowingEnds(keys, lists))
  if ('reason' in proven) return { outcome: 'invalid', reason: proven.reason }
  const payload = readPermitPayload(proven.value)
  const { key: { kid, use, bounds, delegations = [] } } = proven
  if (payload?.post !== use) return { outcome: 'invalid', reason: 'payload' }
  if (!maySign(bounds, payload)) return { outcome: 'invalid', reason: 'signer_unknown' }
  const by = payload.post === 'acting' ? actingBy(delegations, payload.del, delegatedPermit(payload)) : null
  if (by && 'fault' in by) return { outcome: 'invalid', reason: by.fault }
  const test = (payload.test ?? false) || bounds.test
  const signed = { jws: token, text: proven.text, payload, kid, bat: proven.bat, bounds, test }
  const [manifest, place] = [await foundIn(beside, signed), await placeOf(beside, signed)]
  const lost = Boolean(bounds.lost) && !(place && 'before' in place && place.before)
  return { outcome: 'valid', payload, kid, test, standing: judge({ ...payload, test: test || undefined, lost }, lists, now), ...by, ...(manifest ? { manifest } : {}), ...(place ? { place } : {}) }
}

/** The office's word that a number was not in its register: its seal's alone, and not a lost one's. */
const checkAbsence = async (token: string, keys: readonly PageKey[]): Promise<Checked> => {
  const proven = await prove(token, 'absence+jws', keys)
  if ('reason' in proven) return { outcome: 'invalid', reason: proven.reason }
  const parsed = absencePayload.safeParse(proven.value)
  const { key: { kid, use, bounds } } = proven
  if (!parsed.success || use !== 'seal') return { outcome: 'invalid', reason: 'payload' }
  if (!maySign(bounds, parsed.data)) return { outcome: 'invalid', reason: 'signer_unknown' }
  if (bounds.lost) return { outcome: 'invalid', reason: 'key_compromised' }
  return { outcome: 'absence', payload: parsed.data, kid, test: (parsed.data.test ?? false) || bounds.test }
}

/** Unpacks zlib, but never more than a list has. */
const unpack = async (packed: Uint8Array<ArrayBuffer>): Promise<Uint8Array | null> => {
  const bits = new Uint8Array(bytesInList)
  let at = 0
  try {
    const reader: ReadableStreamDefaultReader<Uint8Array> = new Blob([packed]).stream().pipeThrough(new DecompressionStream('deflate')).getReader()
    for (;;) {
      const { done, value } = await reader.read()
      if (done) return at === bytesInList ? bits : null
      if (at + value.length > bytesInList) {
        await reader.cancel()
        return null
      }
      bits.set(value, at)
      at += value.length
    }
  } catch {
    return null
  }
}

/** A status list with its signature proven, or why it is none. */
export const openList = async (text: string, keys: readonly PageKey[]): Promise<{ list: CheckedList } | { reason: VerdictReason }> => {
  const proven = await prove(oneLine(text), 'statuslist+jwt', keys)
  if ('reason' in proven) return proven
  const parsed = statusListPayload.safeParse(proven.value)
  if (!parsed.success || proven.key.use !== 'seal') return { reason: 'payload' }
  if (!mayPublish(proven.key.bounds, parsed.data)) return { reason: 'signer_unknown' }
  const packed = fromBase64url(parsed.data.status_list.lst)
  const bits = packed && await unpack(packed)
  if (!bits) return { reason: 'payload' }
  const { sub, iat, exp, ttl, ended = [], test = false } = parsed.data
  return { list: { sub, iat, exp, ttl, test: test || proven.key.bounds.test, bits, ended } }
}
