import type { Reader } from '#db/handle'
import { entryAt, pageTexts } from '#db/ledger/ledger-repo'
import { entryText, genesisHash } from './append-entry'
import { sha256 } from './canonical'
import type { ChainCheck } from './verify-chain'

const value = '"[ !#-[\\]-~]*"'
const count = '(?:0|[1-9]\\d{0,14})'
const member = (name: string, form: string): string => `"${name}":${form}`

/**
 * The text that the database puts together is the entry's own when every value is one that JSON writes as it stands: then no
 * value can reach into its neighbour. Only the list of dependencies has quotation marks, and they are escaped there.
 */
const ordinary = new RegExp(`^\\{${[
  ...['actor', 'aggregate_id', 'aggregate_type', 'at'].map((name) => member(name, value)), member('base_version', count),
  member('depends_on', '"(?:[ !#-[\\]-~]|\\\\")*"'), member('device_seq', count), ...['kind', 'op_id', 'payload_sha256', 'prev_hash', 'role'].map((name) => member(name, value)),
  member('schema', count), member('seq', count),
].join(',')}\\}$`)

/**
 * The whole ledger of a database: every payload's digest, every entry's hash and every link counted anew, in order, as
 * `verifyChain` does with rows. Each entry's text is put together by the database while it reads, which costs no more than reading
 * the columns one by one; an entry with unusual letters is read again and written the long way.
 * @param visit gets the text of each entry that fits, in order: its leaf in the Merkle tree.
 */
export const verifyLedger = (db: Reader, visit?: (text: string) => void): ChainCheck => {
  let head = genesisHash
  let entries = 0
  for (const page of pageTexts(db)) {
    for (const row of page) {
      // By place and without a new string for each comparison: this loop runs a million times.
      const seq = row[0]
      const text = ordinary.test(row[3]) ? row[3] : longText(db, seq)
      const at = text.indexOf(digestName) + digestName.length
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

/** Quotation marks inside values are escaped, so these stand in a text once. */
const digestName = '"payload_sha256":"'
const digestLength = 43
const linkName = '","prev_hash":"'

/** A value without canonical form has no text, and no hash fits none. */
const longText = (db: Reader, seq: number): string => {
  const row = entryAt(db, seq)
  try {
    return row ? entryText(row) : ''
  } catch {
    return ''
  }
}
