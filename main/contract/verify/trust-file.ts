import { z } from 'zod'
import type { StatusListPayload } from './status-list'
import { openToken, readPayload, type OpenToken } from './compact-token'
import { readCanonical } from './canonical-json'
import { instant } from './instant'
import { oneLine } from './qr-text'

const kid = z.string().regex(/^[ds]-[A-Za-z0-9_-]{16}$/)

const base64 = (most: number) => z.string().regex(/^[A-Za-z0-9_-]+$/).min(100).max(most)
const keyMembers = {
  alg: z.literal('PS256'),
  from: instant,
  kid,
  /** SPKI, DER, base64url. */
  spki: base64(2000),
  test: z.literal(true).optional(),
  until: instant.optional(),
  use: z.enum(['director', 'seal']),
}
type NamedKey = { kid: string; use: 'director' | 'seal' }
const fitsUse = (key: NamedKey): boolean => key.kid.startsWith(key.use === 'director' ? 'd-' : 's-')
const eachOnce = (keys: readonly NamedKey[]): boolean => new Set(keys.map((key) => key.kid)).size === keys.length

const root = z.strictObject({ cert: base64(45_000), kid: z.string().regex(/^r-[A-Za-z0-9_-]{16}$/), spki: base64(2000) })
/** Signed by keys of this very file: they need no pinning, so the digest leaves them out. */
const delegations = z.array(z.strictObject({ end: z.string().max(8_192).optional(), jws: z.string().max(8_192) })).min(1).max(200).optional()

const named = { office: z.string().min(1).max(200), typ: z.literal('mohr-trust'), unit: z.string().regex(/^\d{4}$/) }
/** An office without a root: keys, pinned by hand. */
const first = z.strictObject({
  ...named, delegations, keys: z.array(z.strictObject(keyMembers).refine(fitsUse)).min(1).max(200).refine(eachOnce), v: z.literal(1),
})
/** Acting directors' keys are not among `keys`: stolen ones are named by themselves, rising, each once. */
const stolen = z.array(z.strictObject({ kid: z.string().regex(/^a-[A-Za-z0-9_-]{16}$/), since: instant })).min(1).max(200)
  .refine((keys) => keys.every((key, i) => i === 0 || keys[i - 1]!.kid < key.kid))
export type StolenKey = z.infer<typeof stolen>[number]
/** With certificates, the root that certifies them, and keys that were stolen. */
const second = z.strictObject({
  ...named,
  /** The newest change that it tells of. */
  at: instant,
  delegations,
  keys: z.array(z.strictObject({
    ...keyMembers,
    /** Certificate of the key, then its authorities up to below the root: DER, base64url. */
    certs: z.array(base64(45_000)).min(1).max(8).optional(),
    /** Stolen, perhaps: since when. Nothing that it signed stands by its signature alone. */
    lost: instant.optional(),
  }).refine(fitsUse)).min(1).max(200).refine(eachOnce),
  root: root.optional(),
  stolen: stolen.optional(),
  v: z.literal(2),
})
/** The second form as the root signed it: `signed` is a JWS of type trust+jws over its canonical text without delegations. */
const sealed = z.strictObject({ delegations, signed: z.string().max(800_000), typ: z.literal('mohr-trust'), v: z.literal(2) })
/** The keys of one office (docs/formats/trust-file.md), closed and canonical like everything that is checked here. */
const trustFile = z.union([first, second, sealed])

type Open = z.infer<typeof first> | z.infer<typeof second>
export type TrustRootMember = z.infer<typeof root>
/** `signed`: what its root signed. Nothing of the file is proven before that signature is checked under `root.spki`. */
export type TrustFile = Open & { signed?: OpenToken; root?: TrustRootMember | undefined }
export type TrustKey = Open['keys'][number]

/** What a key may speak for: its office's units, within its time. Keys given one by one, as PEM, have no such bounds. */
export type KeyBounds = { unit: string; from: string; until: string | null; test: boolean; /** Stolen, perhaps, since then. */ lost?: string | null }

/** @returns null when the text is no trust file. One line break at its end is the file's. */
export const readTrustFile = (text: string): TrustFile | null => {
  if (text.length > 2_000_000) return null
  const parsed = trustFile.safeParse(readCanonical(oneLine(text))?.value)
  if (!parsed.success) return null
  return 'signed' in parsed.data ? openSealed(parsed.data) : parsed.data
}

/** What the root signed, with the delegations that lie beside it; the root it names must be the one that the header names. */
const openSealed = ({ signed, delegations: given }: z.infer<typeof sealed>): TrustFile | null => {
  const token = openToken(signed, 'trust+jws')
  if ('reason' in token) return null
  const read = readPayload(token.payload)
  const parsed = second.safeParse('reason' in read ? null : read.value)
  if (!parsed.success || parsed.data.delegations || parsed.data.root?.kid !== token.kid) return null
  return { ...parsed.data, signed: token, ...(given ? { delegations: given } : {}) }
}

/**
 * What of a trust file is pinned; its SHA-256 gives the ten words. Of one that its root signed, the root's key alone: it stays
 * while keys come and go. Of any other its canonical text without the delegations, which prove themselves.
 */
export const pinnedText = (text: string): string => {
  const file = readTrustFile(text)
  if (file?.signed && file.root) return file.root.spki
  const members = Object.entries(Object(readCanonical(oneLine(text))?.value ?? {}) as object).filter(([name]) => name !== 'delegations')
  return JSON.stringify(Object.fromEntries(members))
}

export const boundsOf = (file: TrustFile, key: TrustKey): KeyBounds => {
  const lost = 'lost' in key ? (key.lost ?? null) : null
  return { unit: file.unit, from: key.from, until: key.until ?? null, test: key.test ?? false, ...(lost === null ? {} : { lost }) }
}

/** The acting directors' keys that a trust file calls stolen. */
export const stolenIn = (file: TrustFile): readonly StolenKey[] => ('stolen' in file ? (file.stolen ?? []) : [])

/**
 * Since when an acting director's key may be in other hands: her own key, or the Director's that vouches for it, whichever was
 * first. Not an end of her delegation: whoever has the key writes an hour before any end.
 */
export const actingLost = (kid: string, giver: KeyBounds | undefined, stolen: readonly StolenKey[]): Pick<KeyBounds, 'lost'> => {
  const told = [giver?.lost, stolen.find((key) => key.kid === kid)?.since].filter((since) => typeof since === 'string').sort()
  return told[0] === undefined ? {} : { lost: told[0] }
}

/** A head office (`..00`) speaks for its whole province, a county's for itself. */
const speaksFor = (keyUnit: string, unit: string): boolean => keyUnit === unit || (keyUnit.endsWith('00') && keyUnit.slice(0, 2) === unit.slice(0, 2))

/**
 * Bytes are fixed at most a day before they are signed, perhaps with a key that was made in between; they are never signed
 * before they are fixed.
 */
const longestFrozen = 86_400_000

const within = ({ from, until, lost = null }: KeyBounds, at: number): boolean =>
  at >= Date.parse(from) - longestFrozen && (until === null || at <= Date.parse(until)) && (lost === null || at <= Date.parse(lost))

/** Whether a key may have signed a document of this unit at this instant. Without bounds it may. */
export const maySign = (bounds: KeyBounds | undefined, document: { iss: string; at: string }): boolean =>
  bounds === undefined || (speaksFor(bounds.unit, document.iss) && within(bounds, Date.parse(document.at)))

/** The same of a status list; one of a stolen seal says nothing, whatever hour it bears. */
export const mayPublish = (bounds: KeyBounds | undefined, list: Pick<StatusListPayload, 'sub' | 'iat'>): boolean =>
  bounds === undefined || (!bounds.lost && speaksFor(bounds.unit, list.sub.slice(0, 4)) && within(bounds, list.iat * 1000))
