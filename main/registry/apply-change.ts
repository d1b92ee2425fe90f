import type { Change } from '#contract/wire/changes'
import { Fault } from '#main/app/fault'
import { canonicalText, sha256 } from '#main/ledger/index'
import { keepUnapplied, recordApplied, wasApplied } from '#db/registry/change-repo'
import { withSavepoint } from '#db/savepoint'
import type { SyncRun } from './sync-run'

/** The registry is told what we computed, never believed what it computed: the hash must fit the body. */
export const changeIsWhole = (change: Change): boolean => sha256(canonicalText(change.body)) === change.hash

/**
 * Applies one change inside the page's transaction, once for ever: a feed read again has no second effect. What nobody
 * here understands, or does not fit yet, is kept verbatim; it never stops what comes behind it.
 * @returns whether it took effect now.
 */
export const applyChange = (run: SyncRun, stream: string, change: Change): boolean => {
  const { context } = run
  const { db, clock, log } = context
  const key = { stream, type: change.type, id: change.id, version: change.version }
  if (wasApplied(db, key)) return false
  const at = clock.now().toISOString()
  const applier = Object.hasOwn(run.ports.appliers, change.type) ? run.ports.appliers[change.type] : undefined
  if (!applier) {
    keepUnapplied(db, key, JSON.stringify(change), 'TYPE_UNKNOWN', at)
    return false
  }
  try {
    withSavepoint(db, () => {
      applier({ ...context, actor: { username: 'registry', displayName: '', role: 'system' } }, change)
      recordApplied(db, key, change.hash, at)
    })
    return true
  } catch (error) {
    if (isStorageFault(error)) throw error
    const reason = error instanceof Fault ? error.code : 'INTERNAL'
    if (reason === 'INTERNAL') log.write('error', 'sync.applier_failed', { type: change.type, error: error instanceof Error ? error.name : 'unknown' })
    keepUnapplied(db, key, JSON.stringify(change), reason, at)
    return false
  }
}

/** The disk, not the change: the page must be rolled back and the run must end. */
export const isStorageFault = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && typeof error.code === 'string' &&
  error.code.startsWith('SQLITE_') && !error.code.startsWith('SQLITE_CONSTRAINT')
