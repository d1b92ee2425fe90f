import type { Reader } from '#db/handle'
import { pageTexts } from '#db/ledger/ledger-repo'
import { genesisHash } from './append-entry'
import { sha256 } from './canonical'
import type { ChainCheck } from './verify-chain'

/**
 * The whole ledger of a database: every payload's digest, every entry's hash and every link counted anew, in order, as
 * `verifyChain` does with rows. Each entry's text is written by the database while it reads, which costs no more than reading
 * the columns one by one.
 * @param visit gets the text of each entry that fits, in order: its leaf in the Merkle tree.
 */
export const verifyLedger = (db: Reader, visit?: (text: string) => void): ChainCheck => {
  let head = genesisHash
  let entries = 0
  for (const page of pageTexts(db)) {
    for (const row of page) {
      // By place and without a new string for each comparison: this loop runs a million times.
      const seq = row[0]
      const text = row[3] ?? ''
      const at = text.indexOf(digestName, leastBefore) + digestName.length
      const fits = seq === entries + 1 && text.startsWith(sha256(row[1]), at) && text.startsWith(linkName, at + digestLength) &&
        text.startsWith(head, at + digestLength + linkName.length) && sha256(text) === row[2]
      if (!fits) return { ok: false, entries, head, firstBad: seq }
      head = row[2]
      entries += 1
      visit?.(text)
    }
  }
  return { ok: true, entries, head, firstBad: null }
}

/** No text is shorter before the digest: the other members' names alone, without their values. */
const leastBefore = '{"actor":"","aggregate_id":"","aggregate_type":"","at":"","base_version":,"depends_on":"","device_seq":,"kind":"","op_id":""'.length
/** Quotation marks inside values are escaped, so these stand in a text once. */
const digestName = '"payload_sha256":"'
const digestLength = 43
const linkName = '","prev_hash":"'
