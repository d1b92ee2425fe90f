import type { LedgerRow } from '#db/ledger/ledger-repo'
import { entryHash, genesisHash } from './append-entry'
import { sha256 } from './canonical'

export type ChainCheck = { ok: boolean; entries: number; head: string; firstBad: number | null }

/**
 * Re-computes every payload digest, every entry's hash and every link, in order.
 * @param pages entries from the first on. Stops at the first that does not fit.
 * @param visit gets each entry that fits, in order.
 */
export const verifyChain = (pages: Iterable<readonly LedgerRow[]>, visit?: (row: LedgerRow) => void): ChainCheck => {
  let head = genesisHash
  let entries = 0
  for (const page of pages) {
    for (const row of page) {
      const fits =
        row.seq === entries + 1 && row.prev_hash === head && row.payload_sha256 === sha256(row.payload) && row.hash === entryHash(row)
      if (!fits) return { ok: false, entries, head, firstBad: row.seq }
      head = row.hash
      entries += 1
      visit?.(row)
    }
  }
  return { ok: true, entries, head, firstBad: null }
}
