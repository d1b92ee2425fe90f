import type { VerdictReason } from '#contract/permits'
import { fromBase64url } from '#contract/verify/base64url'
import { openToken, readPayload, type OpenToken, type TokenType } from '#contract/verify/compact-token'
import type { KnownDelegation } from '#contract/verify/delegation'
import type { KeyBounds } from '#contract/verify/trust-file'

type OpenKey = Awaited<ReturnType<typeof crypto.subtle.importKey>>
/** A key with what it may speak for; an acting director's with what was delegated to it. */
export type PageKey = { kid: string; use: 'director' | 'acting' | 'seal' | 'root'; bounds: KeyBounds; key: OpenKey; bytes: number; delegations?: readonly KnownDelegation[] }

const pss = { name: 'RSA-PSS', hash: 'SHA-256' }
const leastBits = 3072

const base64url = (bytes: Uint8Array): string => btoa(String.fromCharCode(...bytes)).replace(/\+/g, '-').replace(/\//g, '_').replace(/=+$/, '')
export const digest = async (bytes: Uint8Array<ArrayBuffer>): Promise<Uint8Array<ArrayBuffer>> => new Uint8Array(await crypto.subtle.digest('SHA-256', bytes))
export const sha256 = async (bytes: Uint8Array<ArrayBuffer>): Promise<string> => base64url(await digest(bytes))

/** An RSA key within policy, under the name that its own bytes give it; null for any other. */
export const importKey = async (entry: { kid: string; use: PageKey['use']; spki: string }, bounds: KeyBounds): Promise<PageKey | null> => {
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

export type Proven = { text: string; value: unknown; key: PageKey; bat: string | null }

/** Whether this key signed the opened text. */
export const signatureFits = ({ signed, signature }: OpenToken, { key, bytes }: PageKey): Promise<boolean> =>
  signature.length === bytes ? crypto.subtle.verify({ name: 'RSA-PSS', saltLength: 32 }, key, signature, new TextEncoder().encode(signed)) : Promise.resolve(false)

/** The form, the signer and the signature of a text, and its payload as its own canonical form. */
export const prove = async (token: string, typ: TokenType, keys: readonly PageKey[]): Promise<Proven | { reason: VerdictReason }> => {
  const open = openToken(token, typ)
  if ('reason' in open) return open
  const key = keys.find(({ kid }) => kid === open.kid)
  if (!key) return { reason: open.kid.startsWith('a-') ? 'delegation_unknown' : 'signer_unknown' }
  if (!await signatureFits(open, key)) return { reason: 'signature' }
  const read = readPayload(open.payload)
  return 'reason' in read ? read : { text: read.text, value: read.value, key, bat: open.bat }
}
