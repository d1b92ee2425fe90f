import { fromBase64 } from './base64url'
import { readCanonical } from './canonical-json'
import { pathSides } from './inclusion'
import { openCheckpoint, type OpenCheckpoint } from './signed-note'

/** Why a permit's proof is none, in the order in which it is looked at (docs/formats/checkpoint.md). */
export type ProofFault = 'form' | 'log_key' | 'origin' | 'checkpoint' | 'path' | 'entry' | 'permit'

/** Where a permit stands in its office's register, under a checkpoint that the log's key signed. */
export type Place = { no: string; index: number; size: number; origin: string; note: string; /** RFC 3161 answers over the checkpoint, base64. */ stamps: readonly string[] }
export type PlaceCheck = { ok: true; place: Place } | { ok: false; reason: ProofFault }

type Bytes = Uint8Array<ArrayBuffer>
type Proof = { entry: string; payload: string; stamps: readonly string[]; index: number; path: Bytes[]; checkpoint: OpenCheckpoint }

/** An entry's payload has the permit and what the paper shows; timestamps are some kilobytes each. */
const longest = 400_000
const firstLine = 'c2sp.org/tlog-proof@v1'

/** Whether a text calls itself such a proof. */
export const isProof = (text: string): boolean => text.startsWith(`${firstLine}\n`)

const utf8 = new TextEncoder()
const members = (value: unknown): Map<string, unknown> => new Map(Object.entries(Object(value) as object))
const join = (...parts: readonly Uint8Array[]): Bytes => {
  const whole = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0))
  let at = 0
  for (const part of parts) {
    whole.set(part, at)
    at += part.length
  }
  return whole
}
const same = (a: Uint8Array, b: Uint8Array): boolean => a.length === b.length && a.every((byte, i) => byte === b[i])

const textOf = (bytes: Bytes | null): string | null => {
  try {
    return bytes && new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)
  } catch {
    return null
  }
}

/** The file's lines, nothing of them proven. */
const openProof = (text: string): Proof | null => {
  const cut = text.indexOf('\n\n')
  if (text.length > longest || cut < 0 || !isProof(text)) return null
  const [, extraLine = '', indexLine = '', ...lines] = text.slice(0, cut).split('\n')
  const checkpoint = openCheckpoint(text.slice(cut + 2))
  const extra = members(readCanonical(textOf(fromBase64(extraLine.startsWith('extra ') ? extraLine.slice(6) : '-')) ?? '')?.value)
  const index = /^index (0|[1-9]\d{0,14})$/.exec(indexLine)?.[1]
  const path = lines.map(fromBase64)
  const [entry, payload] = [extra.get('entry'), extra.get('payload')]
  if (!checkpoint || index === undefined || path.length > 60 || typeof entry !== 'string' || typeof payload !== 'string') return null
  const hashes = path.filter((hash) => hash?.length === 32).flatMap((hash) => hash ?? [])
  const stamps = members(extra.get('timestamps')).get('checkpoint')
  return hashes.length === path.length
    ? { entry, payload, index: Number(index), path: hashes, checkpoint, stamps: Array.isArray(stamps) ? stamps.filter((one) => typeof one === 'string') : [] } : null
}

const spkiHead = Uint8Array.from([0x30, 0x2a, 0x30, 0x05, 0x06, 0x03, 0x2b, 0x65, 0x70, 0x03, 0x21, 0x00])

/** The 32 bytes of the log's public key, of its PEM or of its C2SP verifier key; null for anything else. */
export const readLogKey = (text: string): Bytes | null => {
  const pem = /^-----BEGIN PUBLIC KEY-----([A-Za-z0-9+/=\s]{40,200})-----END PUBLIC KEY-----\s*$/.exec(text.trim())
  if (pem) {
    const spki = fromBase64((pem[1] ?? '').replace(/\s/g, ''))
    return spki?.length === 44 && same(spki.subarray(0, 12), spkiHead) ? spki.slice(12) : null
  }
  const [, encoded] = /^[^\s+]+\+[0-9a-f]{8}\+([A-Za-z0-9+/]{44})$/.exec(text.trim()) ?? []
  const bytes = fromBase64(encoded ?? '')
  return bytes?.length === 33 && bytes[0] === 1 ? bytes.slice(1) : null
}

const sha256 = async (bytes: Bytes): Promise<Bytes> => new Uint8Array(await crypto.subtle.digest('SHA-256', bytes))

const isSealed = async ({ text, origin, signatures }: OpenCheckpoint, logKey: Bytes): Promise<boolean> => {
  const id = (await sha256(join(utf8.encode(`${origin}\n`), Uint8Array.of(1), logKey))).subarray(0, 4)
  const keyId = Array.from(id, (byte) => byte.toString(16).padStart(2, '0')).join('')
  const own = signatures.find((one) => one.name === origin && one.keyId === keyId && one.signature.length === 64)
  const key = own && await crypto.subtle.importKey('raw', logKey, { name: 'Ed25519' }, false, ['verify'])
  return own && key ? crypto.subtle.verify({ name: 'Ed25519' }, key, own.signature, utf8.encode(text)) : false
}

const leadsToRoot = async ({ entry, index, path, checkpoint }: Proof): Promise<boolean> => {
  const sides = pathSides(index, checkpoint.size, path.length)
  if (!sides) return false
  let seen = await sha256(join(Uint8Array.of(0), utf8.encode(entry)))
  for (const [i, beside] of path.entries()) seen = await sha256(join(Uint8Array.of(1), ...(sides[i] === 'left' ? [beside, seen] : [seen, beside])))
  return same(seen, checkpoint.root)
}

const base64url = (bytes: Uint8Array): string => btoa(String.fromCharCode(...bytes)).replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, '')

/**
 * Whether a `.tlog-proof` shows that this permit lies in its office's register, by the order of docs/formats/checkpoint.md.
 * Needs WebCrypto with Ed25519; nothing of the file is believed before the checkpoint's signature is.
 * @param permit its text, letter by letter; `unit` and `test` those of the key that signed it.
 */
export const checkProof = async (text: string, logKey: string, permit: { jws: string; no: string; unit: string; test: boolean }): Promise<PlaceCheck> => {
  const no = (reason: ProofFault): PlaceCheck => ({ ok: false, reason })
  const proof = openProof(text)
  if (!proof) return no('form')
  const key = readLogKey(logKey)
  if (!key) return no('log_key')
  const { checkpoint, index, stamps } = proof
  if (checkpoint.origin !== `mohr/${permit.unit}${permit.test ? '/training' : ''}`) return no('origin')
  if (!await isSealed(checkpoint, key)) return no('checkpoint')
  if (!await leadsToRoot(proof)) return no('path')
  const entry = members(readCanonical(proof.entry)?.value)
  const payload = members(readCanonical(proof.payload)?.value)
  const issued = entry.get('kind') === 'permit.sign' || entry.get('kind') === 'permit.confirm'
  const bound = entry.get('payload_sha256') === base64url(await sha256(utf8.encode(proof.payload)))
  if (entry.get('seq') !== index + 1 || !issued || !bound || payload.get('no') !== entry.get('aggregate_id')) return no('entry')
  if (payload.get('jws') !== permit.jws || payload.get('no') !== permit.no) return no('permit')
  return { ok: true, place: { no: permit.no, index, size: checkpoint.size, origin: checkpoint.origin, note: checkpoint.note, stamps } }
}

/**
 * Whether a permit under this checkpoint lay in the register before its key was lost: only if the checkpoint was in somebody's
 * hands by then, which an authority's time or the verifier's own archive says; never because of an hour that is written in it.
 */
export const provesBefore = (keptSince: string | null, lostAt: string | null | undefined): boolean =>
  keptSince !== null && typeof lostAt === 'string' && Date.parse(keptSince) < Date.parse(lostAt)
