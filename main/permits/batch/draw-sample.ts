import { createHash, randomBytes } from 'node:crypto'
import { drawText, pickFirst, sampleSize, type SampleRule } from '#contract/verify/manifest'
import type { Context } from '#main/app/ports'
import { settingsOf } from '#main/catalogues/index'
import { appendEntry, canonicalText, sha256 } from '#main/ledger/index'
import { insertList, newestList, type ListRow } from '#db/permits/batch-repo'
import type { Reader } from '#db/handle'

/** The office's own rule, as its settings say it today. */
export const sampleRule = (db: Reader): SampleRule => {
  const { sampleFrom, sampleLeast, samplePercent, sampleMost } = settingsOf(db)
  return { from: sampleFrom, least: sampleLeast, percent: samplePercent, most: sampleMost }
}

/** Where a permit stands in the order of a draw. */
export const drawHash = (seed: string, digest: string): string => createHash('sha256').update(drawText(seed, digest)).digest('hex')

/** What of these a seed picks by a rule, in the draw's order. */
export const picksOf = <T extends { digest: string }>(items: readonly T[], seed: string, rule: SampleRule): T[] =>
  pickFirst(items, sampleSize(items.length, rule), ({ digest }) => drawHash(seed, digest))

/** The digest that names a list: SHA-256 of the RFC 8785 array of its permits' digests, sorted. */
export const listDigest = (digests: readonly string[]): string => sha256(canonicalText([...digests].sort()))

/** The newest draw of this Director if it was made over all of these; part of a list keeps the list's draw. */
export const drawOver = ({ db, actor }: Context, digests: readonly string[]): ListRow | undefined => {
  const newest = newestList(db, actor.username)
  if (!newest) return undefined
  const inside = new Set(newest.digests)
  return digests.every((digest) => inside.has(digest)) ? newest : undefined
}

/**
 * Draws over a list: a seed that nobody chose, written into the ledger with the list before anything of it is signed, so
 * that an auditor can make the same pick. Inside the caller's transaction.
 */
export const drawList = (context: Context, digests: readonly string[]): ListRow => {
  const known = drawOver(context, digests)
  if (known) return known
  const { db, actor, clock } = context
  const sorted = [...digests].sort()
  const row = insertList(db, {
    digest: listDigest(sorted), digests: sorted, seed: randomBytes(16).toString('base64url'), byUser: actor.username, frozenAt: clock.now().toISOString(),
  })
  appendEntry(context, {
    kind: 'batch.freeze', aggregate: { type: 'Batch', id: row.digest }, baseVersion: 0, payload: { list: row.digest, digests: sorted, seed: row.seed, rule: sampleRule(db) },
  })
  return row
}
