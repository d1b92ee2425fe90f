import type { PermitPayload, VerdictReason } from '#contract/permits'
import { fromBase64url } from '#contract/verify/base64url'
import { openToken, readPayload, type OpenToken, type TokenType } from '#contract/verify/compact-token'
import { judge, type CheckedList, type Standing } from '#contract/verify/judge'
import { permitPayload } from '#contract/verify/permit-payload'
import { oneLine } from '#contract/verify/qr-text'
import { bytesInList, statusListPayload } from '#contract/verify/status-list'
import { boundsOf, mayPublish, maySign, readTrustFile, type KeyBounds, type TrustKey } from '#contract/verify/trust-file'

/** The same checks as the office's own (main/permits/verify-permit.ts), with the browser's arithmetic. */
type OpenKey = Awaited<ReturnType<typeof crypto.subtle.importKey>>
export type PageKey = { kid: string; use: TrustKey['use']; bounds: KeyBounds; key: OpenKey; bytes: number }
export type Trust = { office: string; digest: string; keys: readonly PageKey[]; test: boolean }
export type Checked =
  | { outcome: 'valid'; payload: PermitPayload; kid: string; test: boolean; standing: Standing }
  | { outcome: 'invalid'; reason: VerdictReason }

const pss = { name: 'RSA-PSS', hash: 'SHA-256' }
const leastBits = 3072

const base64url = (bytes: Uint8Array): string => btoa(String.fromCharCode(...bytes)).replace(/\+/g, '-').replace(/\//g, '_').replace(/=+$/, '')
const sha256 = async (bytes: Uint8Array<ArrayBuffer>): Promise<string> => base64url(new Uint8Array(await crypto.subtle.digest('SHA-256', bytes)))

/** An RSA key within policy, under the name that its own bytes give it; null for any other. */
const importKey = async (entry: TrustKey, bounds: KeyBounds): Promise<PageKey | null> => {
  const spki = fromBase64url(entry.spki)
  if (!spki || entry.kid.slice(2) !== (await sha256(spki)).slice(0, 16)) return null
  try {
    const key = await crypto.subtle.importKey('spki', spki, pss, true, ['verify'])
    const { modulusLength, publicExponent } = key.algorithm as { name: string; modulusLength: number; publicExponent: Uint8Array }
    const again = new Uint8Array(await crypto.subtle.exportKey('spki', key))
    const fits = modulusLength >= leastBits && publicExponent.join() === '1,0,1' && base64url(again) === entry.spki
    return fits ? { kid: entry.kid, use: entry.use, bounds, key, bytes: modulusLength / 8 } : null
  } catch {
    return null
  }
}

/** @returns null when the text is no trust file, or one key in it is not what it says. */
export const openTrust = async (text: string): Promise<Trust | null> => {
  const file = readTrustFile(text)
  if (!file) return null
  const keys = await Promise.all(file.keys.map((entry) => importKey(entry, boundsOf(file, entry))))
  const whole = keys.filter((key) => key !== null)
  if (whole.length !== keys.length) return null
  return { office: file.office, digest: await sha256(new TextEncoder().encode(oneLine(text))), keys: whole, test: whole.every(({ bounds }) => bounds.test) }
}

type Proven = { value: unknown; key: PageKey }

const signatureFits = ({ signed, signature }: OpenToken, { key, bytes }: PageKey): Promise<boolean> =>
  signature.length === bytes ? crypto.subtle.verify({ name: 'RSA-PSS', saltLength: 32 }, key, signature, new TextEncoder().encode(signed)) : Promise.resolve(false)

const prove = async (token: string, typ: TokenType, keys: readonly PageKey[]): Promise<Proven | { reason: VerdictReason }> => {
  const open = openToken(token, typ)
  if ('reason' in open) return open
  const key = keys.find(({ kid }) => kid === open.kid)
  if (!key) return { reason: 'signer_unknown' }
  if (!await signatureFits(open, key)) return { reason: 'signature' }
  const read = readPayload(open.payload)
  return 'reason' in read ? read : { value: read.value, key }
}

/** One permit, and what may be said of it by these lists at this instant. */
export const checkPermit = async (token: string, keys: readonly PageKey[], lists: readonly CheckedList[], now: Date): Promise<Checked> => {
  const proven = await prove(token, 'permit+jws', keys)
  if ('reason' in proven) return { outcome: 'invalid', reason: proven.reason }
  const parsed = permitPayload.safeParse(proven.value)
  const { key: { kid, use, bounds } } = proven
  if (!parsed.success || parsed.data.post !== use) return { outcome: 'invalid', reason: 'payload' }
  const payload = parsed.data
  if (!maySign(bounds, payload)) return { outcome: 'invalid', reason: 'signer_unknown' }
  const test = (payload.test ?? false) || bounds.test
  return { outcome: 'valid', payload, kid, test, standing: judge({ ...payload, test: test || undefined }, lists, now) }
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
