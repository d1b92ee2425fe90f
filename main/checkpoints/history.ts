import { z } from 'zod'
import type { CheckpointStatus, Rollback } from '#contract/checkpoints'
import { Fault } from '#main/app/fault'
import type { Context } from '#main/app/ports'
import { entryText, sha256 } from '#main/ledger/index'
import { countRecovered, newestCheckpoint, recentCheckpoints, recoveredSeals, resolvedNotes, sealedNotes, type CheckpointRow } from '#db/checkpoints/checkpoint-repo'
import { listLogKeys } from '#db/checkpoints/log-key-repo'
import { leafRows } from '#db/checkpoints/tile-repo'
import type { Reader, Writer } from '#db/handle'
import { readHead } from '#db/ledger/ledger-repo'
import { readKnownFile, stampOf } from './known-file'
import { noteKey, originOf } from './log-key'
import { consistencyPath, emptyRoot, leafHash, verifyConsistency } from './merkle'
import { keyIdOf, noteIsSigned, parseCheckpoint, type ParsedCheckpoint } from './note'
import { growTree, lastLeaf, rootAt, storedNodes, treeSize } from './tree'

export type Known = { size: number; root: Buffer; source: Rollback['known']['source']; noteSha256: string }
export type History = { rollback: Rollback | null; file: CheckpointStatus['file']; contradicting: readonly Known[] }

/**
 * Whether this ledger still is the one whose checkpoints were given out: each checkpoint of the list beside the database, and
 * each that the registry holds of this device, must be one of ours or be borne out by a consistency proof of the tree. What a
 * system manager has resolved is not asked again.
 */
export const historyOf = (context: Context): History => {
  const { db, home } = context
  const stamp = [stampOf(home), countRecovered(db), newestCheckpoint(db)?.size, resolvedNotes(db).size].join('|')
  const known = judged.get(db)
  if (known?.stamp === stamp) return known.history
  const history = judge(context)
  // A contradiction is looked at anew each time: what it says of today's ledger changes with it.
  if (!history.rollback) judged.set(db, { stamp, history })
  return history
}

const judged = new WeakMap<Writer, { stamp: string; history: History }>()

const judge = (context: Context): History => {
  const { db, home } = context
  const own = new Set(sealedNotes(db))
  const resolved = resolvedNotes(db)
  const file = readKnownFile(home)
  const contradicting: Known[] = []
  let damaged = file.damaged
  const weigh = (note: string, source: Known['source']): void => {
    const parsed = own.has(note) ? null : trusted(context, note)
    if (parsed === 'foreign') damaged = true
    else if (parsed && !bearsOut(db, parsed)) contradicting.push({ size: parsed.size, root: parsed.root, source, noteSha256: sha256(note) })
  }
  for (const note of file.notes) weigh(note, 'file')
  for (const note of recoveredNotes(db)) weigh(note, 'registry')
  const inside = contradictionInside(db)
  if (inside) contradicting.push(inside)
  const open = contradicting.filter(({ noteSha256 }) => !resolved.has(noteSha256))
  const newest = newestCheckpoint(db)
  const state = !file.exists ? (newest ? 'missing' : 'none') : damaged ? 'damaged' : 'good'
  return { rollback: open.length > 0 ? describe(db, open, file.notes) : null, file: state, contradicting: open }
}

/**
 * A note of this office's origin whose signature is good, or whose key this database does not know: a database older than its
 * key is the very thing looked for. `foreign` for anything else.
 */
const trusted = ({ db, office }: Context, note: string): ParsedCheckpoint | 'foreign' => {
  const parsed = parseCheckpoint(note)
  if (!parsed || parsed.origin !== originOf(office)) return 'foreign'
  const ours = listLogKeys(db).map(noteKey).filter((key) => parsed.signatures.some(({ keyId }) => keyId === keyIdOf(key)))
  return ours.length === 0 || ours.some((key) => noteIsSigned(parsed, key)) ? parsed : 'foreign'
}

const sealPayload = z.object({ note: z.string() })

const recoveredNotes = (db: Reader): string[] =>
  recoveredSeals(db).flatMap((payload) => {
    try {
      return [sealPayload.parse(JSON.parse(payload)).note]
    } catch {
      return []
    }
  })

/** Whether today's tree begins with the tree of a checkpoint. The tree is let grow only as far as the question reaches. */
const bearsOut = (db: Writer, { size, root }: { size: number; root: Buffer }): boolean => {
  if (size > (readHead(db)?.seq ?? 0)) return false
  if (size > treeSize(db)) growTree(db)
  const second = treeSize(db)
  try {
    return verifyConsistency({ first: size, second, path: consistencyPath(storedNodes(db), size, second), firstRoot: root, secondRoot: rootAt(db, second) })
  } catch (error) {
    // A tile is missing: this tree bears nothing out.
    if (error instanceof RangeError) return false
    throw error
  }
}

/** The database against itself: its last checkpoint, and the last leaf of its tree against the entry it stands for. */
const contradictionInside = (db: Writer): Known | null => {
  const size = treeSize(db)
  const newest = newestCheckpoint(db)
  const asKnown = (row: CheckpointRow): Known => ({ size: row.size, root: row.root, source: 'database', noteSha256: sha256(row.note) })
  if (newest && !bearsOut(db, newest)) return asKnown(newest)
  if (size === 0) return null
  const [row] = leafRows(db, size - 1, 1)
  if (row && lastLeaf(db)?.equals(leafHash(entryText(row)))) return null
  const root = lastLeaf(db) ?? emptyRoot
  return { size, root, source: 'database', noteSha256: sha256(`leaf ${size} ${root.toString('hex')}`) }
}

const describe = (db: Writer, open: readonly Known[], fileNotes: readonly string[]): Rollback => {
  const known = open.reduce((a, b) => (b.size > a.size ? b : a))
  const entries = readHead(db)?.seq ?? 0
  const reaches = known.size <= entries && known.source !== 'database'
  const shared = newestShared(db, open, fileNotes)
  return {
    known: { size: known.size, root: known.root.toString('hex'), source: known.source },
    ours: { size: entries, root: reaches ? rootAt(db, known.size).toString('hex') : null },
    common: shared ? { size: shared.size, sealedAt: shared.sealedAt } : null,
    missing: Math.max(1, known.size - (shared?.size ?? 0)),
    atRegistry: countRecovered(db),
  }
}

/** The newest of our own checkpoints that the list beside the database has as well, where there is one, and nothing speaks against. */
const newestShared = (db: Reader, open: readonly Known[], fileNotes: readonly string[]): CheckpointRow | undefined => {
  const listed = new Set(fileNotes)
  const against = new Set(open.map(({ noteSha256 }) => noteSha256))
  return recentCheckpoints(db, searched).find(({ note }) => (listed.size === 0 || listed.has(note)) && !against.has(sha256(note)))
}

/** A year of nights and synchronisations: further back, nothing in common is told. */
const searched = 1000

/**
 * Stops whoever would sign on a ledger that went back in time.
 * @throws Fault LEDGER_ROLLED_BACK {known, ours}.
 */
export const refuseRolledBack = (context: Context): void => {
  const { rollback } = historyOf(context)
  if (rollback) throw new Fault('LEDGER_ROLLED_BACK', { known: rollback.known.size, ours: rollback.ours.size })
}

/** Looks once when an office was opened and tells the log; the refusal itself stands at every signature. */
export const lookAtOpening = (context: Context): void => {
  const { rollback } = historyOf(context)
  if (rollback) context.log.write('warn', 'ledger.rolled_back', { known: rollback.known.size, ours: rollback.ours.size, source: rollback.known.source })
}
