import { z } from 'zod'
import type { StatusListPayload } from './status-list'
import { readCanonical } from './canonical-json'

const moment = z.iso.datetime()
const kid = z.string().regex(/^[ds]-[A-Za-z0-9_-]{16}$/)

const trustKey = z.strictObject({
  alg: z.literal('PS256'),
  from: moment,
  kid,
  /** SPKI, DER, base64url. */
  spki: z.string().regex(/^[A-Za-z0-9_-]{100,2000}$/),
  test: z.literal(true).optional(),
  until: moment.optional(),
  use: z.enum(['director', 'seal']),
}).refine((key) => key.kid.startsWith(key.use === 'director' ? 'd-' : 's-'))

const delegationEntry = z.strictObject({ end: z.string().max(8_192).optional(), jws: z.string().max(8_192) })

/** The keys of one office (docs/formats/trust-file.md), closed and canonical like everything that is checked here. */
const trustFile = z.strictObject({
  /** Signed by keys of this very file: they need no pinning, so the digest leaves them out. */
  delegations: z.array(delegationEntry).min(1).max(200).optional(),
  keys: z.array(trustKey).min(1).max(200).refine((keys) => new Set(keys.map((key) => key.kid)).size === keys.length),
  office: z.string().min(1).max(200),
  typ: z.literal('mohr-trust'),
  unit: z.string().regex(/^\d{4}$/),
  v: z.literal(1),
})
export type TrustFile = z.infer<typeof trustFile>
export type TrustKey = TrustFile['keys'][number]

/** What a key may speak for: its office's units, within its time. Keys given one by one, as PEM, have no such bounds. */
export type KeyBounds = { unit: string; from: string; until: string | null; test: boolean }

/** @returns null when the text is no trust file of version 1. One line break at its end is the file's. */
export const readTrustFile = (text: string): TrustFile | null => {
  if (text.length > 2_000_000) return null
  const read = readCanonical(text.replace(/\r?\n$/, ''))
  const parsed = trustFile.safeParse(read?.value)
  return parsed.success ? parsed.data : null
}

/**
 * What of a trust file is pinned, as its canonical text: all but the delegations, which prove themselves. Its SHA-256 gives
 * the ten words; they stay the same when somebody is given a delegation.
 */
export const pinnedText = (text: string): string => {
  const read = readCanonical(text.replace(/\r?\n$/, ''))
  const members = Object.entries(Object(read?.value ?? {}) as object).filter(([name]) => name !== 'delegations')
  return JSON.stringify(Object.fromEntries(members))
}

export const boundsOf = (file: TrustFile, key: TrustKey): KeyBounds =>
  ({ unit: file.unit, from: key.from, until: key.until ?? null, test: key.test ?? false })

/** A head office (`..00`) speaks for its whole province, a county's for itself. */
const speaksFor = (keyUnit: string, unit: string): boolean => keyUnit === unit || (keyUnit.endsWith('00') && keyUnit.slice(0, 2) === unit.slice(0, 2))

/**
 * Bytes are fixed at most a day before they are signed, perhaps with a key that was made in between; they are never signed
 * before they are fixed.
 */
const longestFrozen = 86_400_000

const within = ({ from, until }: KeyBounds, at: number): boolean => at >= Date.parse(from) - longestFrozen && (until === null || at <= Date.parse(until))

/** Whether a key may have signed a document of this unit at this instant. Without bounds it may. */
export const maySign = (bounds: KeyBounds | undefined, document: { iss: string; at: string }): boolean =>
  bounds === undefined || (speaksFor(bounds.unit, document.iss) && within(bounds, Date.parse(document.at)))

/** The same of a status list. */
export const mayPublish = (bounds: KeyBounds | undefined, list: Pick<StatusListPayload, 'sub' | 'iat'>): boolean =>
  bounds === undefined || (speaksFor(bounds.unit, list.sub.slice(0, 4)) && within(bounds, list.iat * 1000))
