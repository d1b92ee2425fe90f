import type { OutputOf } from '#contract'
import { digestOf } from '../permits/permit-bytes'

type Frozen = OutputOf<'referrals.freeze'>

/** Drops what does not digest to the digest it came with: a list is never signed on the core's word alone. */
export const fittingOnly = async ({ items, dropped }: Frozen): Promise<Frozen> => {
  const fits = await Promise.all(items.map(async (item) => (await digestOf(item.bytes)) === item.digest))
  return { items: items.filter((_, i) => fits[i]), dropped: [...dropped, ...items.filter((_, i) => !fits[i]).map((item) => item.id)] }
}

/** Canonical JSON in pieces, each its own direction: joined they are the very text. */
export const jsonParts = (bytes: string): string[] => bytes.split(/("(?:[^"\\]|\\.)*")/).filter((part) => part !== '')
