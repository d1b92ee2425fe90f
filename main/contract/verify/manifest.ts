import { z } from 'zod'
import { isOwnNumber } from '../values/tracking-code'
import type { DelegationFault, KnownDelegation } from './delegation'
import { instant } from './instant'

/** When a list is large enough to be sampled, and how many of it must have been opened. */
export type SampleRule = {
  /** Lists shorter than this are not sampled. */
  from: number
  least: number
  /** Share of the list in hundredths, rounded up. */
  percent: number
  most: number
}

/** How many permits of a list must have been opened one by one before it is signed. */
export const sampleSize = (count: number, { from, least, percent, most }: SampleRule): number =>
  count < from ? 0 : Math.min(count, most, Math.max(least, Math.ceil((count * percent) / 100)))

/** What is hashed (SHA-256, hex) to put the permits of a list in the order in which they are picked. */
export const drawText = (seed: string, digest: string): string => `${seed}.${digest}`

/** The first of a list in the order of their hashes: whoever knows the seed and the digests makes the same pick. */
export const pickFirst = <T>(items: readonly T[], size: number, hashOf: (item: T) => string): T[] =>
  items.map((item) => ({ item, hash: hashOf(item) })).sort((a, b) => (a.hash < b.hash ? -1 : a.hash > b.hash ? 1 : 0)).slice(0, size).map(({ item }) => item)

const unit = z.string().regex(/^\d{4}$/)
const digest = z.string().regex(/^[A-Za-z0-9_-]{43}$/)
const whole = z.int().min(0).max(1000)
const listed = { no: z.string().refine((no) => isOwnNumber(no) && no.startsWith('P-')), d: digest, val: z.string().min(1).max(64) }

const manifestItem = z.discriminatedUnion('how', [
  /** The Director had it before her alone, for so many seconds, to its end or not. */
  z.strictObject({ ...listed, how: z.literal('opened'), sec: z.int().min(0).max(9_999_999), end: z.boolean() }),
  /** She relied on whoever examined it (`val`). */
  z.strictObject({ ...listed, how: z.literal('relied') }),
])
export type ManifestItem = z.infer<typeof manifestItem>

const once = (values: readonly string[]): boolean => new Set(values).size === values.length

/** Payload of a batch manifest (docs/formats/manifest.md), closed like a permit's. */
export const manifestPayload = z.strictObject({
  v: z.literal(1),
  k: z.literal('batch'),
  no: z.string().refine(isOwnNumber),
  iss: unit,
  at: instant,
  items: z.array(manifestItem).min(1).max(1000).refine((items) => once(items.map(({ no }) => no)) && once(items.map(({ d }) => d))),
  sample: z.strictObject({
    seed: z.string().regex(/^[A-Za-z0-9_-]{22}$/), list: digest, picked: z.array(z.string()).max(1000),
    from: z.int().min(1).max(1001), least: whole, percent: z.int().min(0).max(100), most: whole,
  }),
  /** Of an acting director's manifest: digest of the delegation it was signed under. */
  del: digest.optional(),
  test: z.literal(true).optional(),
}).refine(({ no, iss, items }) => no.startsWith(`B-${iss}-`) && items.every((item) => item.no.startsWith(`P-${iss}-`)))
export type ManifestPayload = z.infer<typeof manifestPayload>

/** Whether an acting director's manifest was signed while the delegation it names ran; what it covers, each permit says. */
export const manifestDelegationFault = ({ del, iss, at }: ManifestPayload, known: readonly KnownDelegation[]): DelegationFault | null => {
  const named = known.find(({ digest: own }) => own === del)
  if (!named || named.payload.iss !== iss) return 'delegation_unknown'
  if (named.endedAt !== null && at >= named.endedAt) return 'delegation_revoked'
  const on = tehranDay.format(new Date(at))
  return on < named.payload.from || on > named.payload.until || at < named.payload.at ? 'delegation_dates' : null
}

const tehranDay = new Intl.DateTimeFormat('en-CA', { timeZone: 'Asia/Tehran', year: 'numeric', month: '2-digit', day: '2-digit' })

/** Whether the pick is the seed's own and everything picked was opened. `hashes` are of `drawText`, hex, in the items' order. */
export const sampleHolds = ({ items, sample }: ManifestPayload, hashes: readonly string[]): boolean => {
  const byHash = new Map(items.map((item, i) => [item, hashes[i] ?? '']))
  const first = pickFirst(items, sampleSize(items.length, sample), (item) => byHash.get(item) ?? '')
  return first.every(({ how }) => how === 'opened') && first.map(({ no }) => no).join() === sample.picked.join()
}

/**
 * What a manifest says of a permit: it is on the list; the permit names none, or another; or it names this one and is not
 * in it as it is.
 */
export type InManifest = 'listed' | 'not_named' | 'other' | 'not_listed'

export type PermitFacts = { no: string; digest: string; kid: string; bat: string | undefined; test: boolean }
export type ManifestFacts = { payload: ManifestPayload; digest: string; kid: string; test: boolean }

/** Where a permit with a good signature stands to a manifest with a good one. */
export const standsIn = (permit: PermitFacts, manifest: ManifestFacts): InManifest => {
  if (permit.bat === undefined) return 'not_named'
  if (permit.bat !== manifest.digest) return 'other'
  const { items } = manifest.payload
  const fits = permit.kid === manifest.kid && permit.test === manifest.test && items.some(({ no, d }) => no === permit.no && d === permit.digest)
  return fits ? 'listed' : 'not_listed'
}
