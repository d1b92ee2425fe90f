import { setImmediate as breathe } from 'node:timers/promises'
import type { Reader } from '#db/handle'
import { ledgerPages, type LedgerPage } from '#db/ledger/ledger-repo'
import { genesisHash } from './append-entry'
import { sha256 } from './canonical'
import type { ChainCheck } from './verify-chain'

/**
 * The whole ledger of a database: every payload's digest, every entry's hash and every link counted anew, in order, as
 * `verifyChain` does with rows. Each entry's text is written by the database while it reads. Between two pages the caller's
 * thread is free for others; what is appended meanwhile is counted too.
 * @param visit gets the text of each entry that fits, in order: its leaf in the Merkle tree. The bytes are lent for the call.
 */
export const verifyLedger = async (db: Reader, visit?: (text: Uint8Array) => void): Promise<ChainCheck> => {
  const check: ChainCheck = { ok: true, entries: 0, head: genesisHash, firstBad: null }
  for (const page of ledgerPages(db)) {
    checkPage(page, check, visit)
    if (!check.ok) break
    await breathe()
  }
  return check
}

/** Goes on with `check` over a page, up to the first entry that does not fit. */
const checkPage = (page: LedgerPage, check: ChainCheck, visit?: (text: Uint8Array) => void): void => {
  const { seqs, payloads, payloadLengths, texts, textLengths, payloadDigests, prevHashes, hashes } = page
  let payloadAt = 0
  let textAt = 0
  for (let i = 0; i < seqs.length; i += 1) {
    const seq = seqs[i]!
    const length = textLengths[i] ?? null
    const payload = payloads.subarray(payloadAt, payloadAt += payloadLengths[i]!)
    const text = texts.subarray(textAt, textAt += length ?? 0)
    // The text holds the digest and the link that stand in the columns: it was written from them.
    const fits = length !== null && seq === check.entries + 1 && prevHashes[i] === check.head && payloadDigests[i] === sha256(payload) && hashes[i] === sha256(text)
    if (!fits) {
      check.ok = false
      check.firstBad = seq
      return
    }
    check.head = hashes[i]!
    check.entries = seq
    visit?.(text)
  }
}
