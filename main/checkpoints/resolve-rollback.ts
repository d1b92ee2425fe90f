import { Fault } from '#main/app/fault'
import type { Context } from '#main/app/ports'
import { appendEntry } from '#main/ledger/index'
import { insertResolution } from '#db/checkpoints/checkpoint-repo'
import { dropTiles } from '#db/checkpoints/tile-repo'
import { transact } from '#db/transact'
import { historyOf } from './history'
import { logKeyOf } from './log-key'
import { sealNow } from './seal-checkpoint'
import { growTree } from './tree'

/**
 * A system manager answers for a history that does not fit: which checkpoints this ledger no longer bears out, what is missing
 * and why, goes into the ledger and to the registry; then the tree is counted anew from the entries and sealed.
 * @throws Fault ROLLBACK_ABSENT when nothing contradicts.
 */
export const resolveRollback = (context: Context, reason: string): void => {
  const { db, clock } = context
  const { rollback, contradicting } = historyOf(context)
  if (!rollback) throw new Fault('ROLLBACK_ABSENT')
  transact(db, () => {
    const opId = appendEntry(context, {
      kind: 'checkpoint.resolve', aggregate: { type: 'Ledger', id: logKeyOf(context).kid }, baseVersion: 0,
      payload: {
        reason, known: { ...rollback.known }, ours: { ...rollback.ours }, common: rollback.common ? { ...rollback.common } : null,
        missing: rollback.missing, at_registry: rollback.atRegistry,
        contradicting: contradicting.map(({ size, root, source }) => ({ size, root: root.toString('base64'), source })),
      },
    })
    for (const { noteSha256, size, source } of contradicting) insertResolution(db, { noteSha256, size, source, opId, resolvedAt: clock.now().toISOString() })
    // Tiles of entries that are no more would spoil every later proof.
    dropTiles(db)
    growTree(db)
  })
  sealNow(context, 'resolve')
}
