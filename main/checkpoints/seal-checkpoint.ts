import { setImmediate as breathe } from 'node:timers/promises'
import type { CheckpointCause } from '#contract/checkpoints'
import type { Context, DailyStep } from '#main/app/ports'
import { appendEntry } from '#main/ledger/index'
import { happenedSince, insertCheckpoint, newestCheckpoint, sealedNotes, type CheckpointRow } from '#db/checkpoints/checkpoint-repo'
import { transact } from '#db/transact'
import { refuseRolledBack } from './history'
import { appendKnown, readKnownFile } from './known-file'
import { logKeyOf, noteKey, privateKeyOf } from './log-key'
import { checkpointText, signNote } from './note'
import { growTree, rootAt, treeSize } from './tree'

/** Entries taken into the tree between two breaths: some ten milliseconds. */
const chunkSize = 2048

/**
 * Seals the ledger as it stands: tree, signed note, its row and the entry that carries it to the registry in one transaction;
 * then the line in the list beside the database. Where nothing happened since the last one, that one stands.
 * @throws Fault LEDGER_ROLLED_BACK: a second history is not sealed before somebody answers for it.
 */
export const sealCheckpoint = async (context: Context, cause: CheckpointCause): Promise<CheckpointRow> => {
  refuseRolledBack(context)
  while (growTree(context.db, chunkSize) === chunkSize) await breathe()
  return sealNow(context, cause)
}

/** The same in one go, for a tree that has caught up. */
export const sealNow = (context: Context, cause: CheckpointCause): CheckpointRow => {
  const { db } = context
  const newest = newestCheckpoint(db)
  if (newest && cause !== 'resolve' && !happenedSince(db, newest.size)) {
    mendFile(context)
    return newest
  }
  const row = transact(db, () => {
    const key = logKeyOf(context)
    growTree(db)
    const size = treeSize(db)
    const root = rootAt(db, size)
    const note = signNote(checkpointText({ origin: key.origin, size, root }), noteKey(key), privateKeyOf(key))
    const opId = appendEntry(context, {
      kind: 'checkpoint.seal', aggregate: { type: 'Ledger', id: key.kid }, baseVersion: 0,
      payload: { size, root: root.toString('base64'), kid: key.kid, note, cause },
    })
    const sealed: CheckpointRow = { size, root, note, kid: key.kid, cause, opId, sealedAt: context.clock.now().toISOString() }
    insertCheckpoint(db, sealed)
    return sealed
  })
  mendFile(context)
  return row
}

/**
 * Writes to the list beside the database what it lacks: the new checkpoint, and any that a crash or a removed file left out.
 * A disk that refuses takes no checkpoint back; the status shows that the list is behind.
 */
const mendFile = ({ db, home, log }: Context): void => {
  try {
    const there = new Set(readKnownFile(home).notes)
    appendKnown(home, sealedNotes(db).filter((note) => !there.has(note)))
  } catch (error) {
    log.write('error', 'checkpoint.file_failed', { error: error instanceof Error && 'code' in error ? String(error.code) : 'unknown' })
  }
}

/** Before a synchronisation: the centre gets the seal of what it is about to get. On a rolled-back ledger nothing is sealed. */
export const sealForSync = async (context: Context): Promise<void> => {
  try {
    await sealCheckpoint(context, 'sync')
  } catch (error) {
    context.log.write('warn', 'checkpoint.unsealed', { error: error instanceof Error ? error.name : 'unknown' })
  }
}

/** The day's part: the tree catches up piece by piece, then the day before is sealed. */
export const checkpointDailySteps: readonly DailyStep[] = [{
  name: 'checkpoints.seal',
  chunk: (context) => {
    refuseRolledBack(context)
    const done = growTree(context.db, chunkSize)
    if (done === chunkSize) return { done, next: 'more' }
    sealNow(context, 'daily')
    return { done, next: null }
  },
}]
