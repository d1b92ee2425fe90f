import { canonicalText } from './canonical'
import type { LedgerRow } from '#db/ledger/ledger-repo'
import { verifyChain, type ChainCheck } from './verify-chain'

/** One line of an exported ledger: the entry as canonical JSON. */
export const entryLine = (row: LedgerRow): string => canonicalText(row)

const columns = [
  'seq', 'op_id', 'device_seq', 'aggregate_type', 'aggregate_id', 'base_version', 'kind', 'schema', 'actor', 'role', 'at',
  'payload', 'payload_sha256', 'depends_on', 'prev_hash', 'hash',
] as const
const numeric = new Set<string>(['seq', 'device_seq', 'base_version', 'schema'])

const isRow = (value: unknown): value is LedgerRow =>
  typeof value === 'object' && value !== null && Object.keys(value).length === columns.length &&
  columns.every((name) => typeof (value as Record<string, unknown>)[name] === (numeric.has(name) ? 'number' : 'string'))

/**
 * Checks an exported ledger with nothing but its own text (docs/formats/ledger.md).
 * @param visit gets each entry that fits, in order.
 * @returns the check; an unreadable line counts as the first bad entry.
 */
export const verifyExport = (text: string, visit?: (row: LedgerRow) => void): ChainCheck => {
  const rows: LedgerRow[] = []
  for (const line of text.split('\n')) {
    if (line === '') continue
    const row = parseLine(line)
    if (!row) return { ...verifyChain([rows], visit), ok: false, firstBad: rows.length + 1 }
    rows.push(row)
  }
  return verifyChain([rows], visit)
}

/** One spelling of every line: a doubled or added member would show a reader what the hash does not cover. */
const parseLine = (line: string): LedgerRow | null => {
  try {
    const value: unknown = JSON.parse(line)
    return isRow(value) && entryLine(value) === line ? value : null
  } catch {
    return null
  }
}
