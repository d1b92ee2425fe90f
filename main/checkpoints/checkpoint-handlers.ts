import type { Handlers } from '#contract'
import type { Checkpoint, CheckpointStatus } from '#contract/checkpoints'
import type { Context } from '#main/app/ports'
import { newestAcknowledged, recentCheckpoints, type CheckpointRow, type DeliveredCheckpoint } from '#db/checkpoints/checkpoint-repo'
import type { Reader } from '#db/handle'
import { readHead } from '#db/ledger/ledger-repo'
import { historyOf } from './history'
import { currentLogKey, noteKey, originOf, pemOf } from './log-key'
import { vkeyOf } from './note'
import { proveConsistency, provePermit } from './prove'
import { resolveRollback } from './resolve-rollback'
import { sealCheckpoint } from './seal-checkpoint'
import { growTree, rootAt, treeSize } from './tree'
import { verifyRegister } from './verify-register'

/** Shown at once; older ones lie in the list beside the database. */
const shown = 10

const toCheckpoint = ({ size, root, note, sealedAt, cause }: CheckpointRow, delivery: Checkpoint['delivery']): Checkpoint =>
  ({ size, root: root.toString('hex'), note, sealedAt, cause, delivery })

const withDelivery = (row: DeliveredCheckpoint): Checkpoint =>
  toCheckpoint(row, row.deliveryState === null ? null : { state: row.deliveryState, receipt: row.receipt !== null })

const statusOf = (context: Context): CheckpointStatus => {
  const { db, office } = context
  const { rollback, file } = historyOf(context)
  const recent = recentCheckpoints(db, shown).map(withDelivery)
  const key = currentLogKey(db)
  const entries = readHead(db)?.seq ?? 0
  const acknowledged = newestAcknowledged(db)
  return {
    origin: key?.origin ?? originOf(office), vkey: key ? vkeyOf(noteKey(key)) : null, publicPem: key ? pemOf(key) : null,
    entries, newest: recent[0] ?? null, recent, unsealed: entries - (recent[0]?.size ?? 0),
    history: rollback ? 'rolled_back' : 'consistent', rollback, file,
    acknowledged: acknowledged ? { size: acknowledged.size, sealedAt: acknowledged.sealedAt } : null,
  }
}

/** Hexadecimal digits as a person copies them from paper: groups, small or capital letters. */
const typedRoot = (typed: string): string => typed.replaceAll(/[\s\u200c\u200e\u200f-]/g, '').toLowerCase()

const rootOrNull = (db: Reader, size: number): string | null => (size <= treeSize(db) ? rootAt(db, size).toString('hex') : null)

export const checkpointHandlers: Handlers<'checkpoints', Context> = {
  status: statusOf,
  seal: async (context) => {
    const { size } = await sealCheckpoint(context, 'asked')
    // Read again: its delivery row was written with it.
    return withDelivery(recentCheckpoints(context.db, shown).find((row) => row.size === size)!)
  },
  verify: ({ db }) => verifyRegister(db),
  compare: ({ db }, { size, root }) => {
    growTree(db)
    const own = rootOrNull(db, size)
    return { reaches: own !== null, fits: own !== null && own === typedRoot(root) }
  },
  consistency: (context, { size }) => proveConsistency(context, size),
  proof: (context, { no }) => provePermit(context, no),
  resolve: (context, { reason }) => {
    resolveRollback(context, reason)
    return statusOf(context)
  },
}
