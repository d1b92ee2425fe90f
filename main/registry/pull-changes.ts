import { change as changeSchema, changesPage, type ChangesPage } from '#contract/wire/changes'
import { streams } from '#contract/wire/service'
import { listUnapplied } from '#db/registry/change-repo'
import { readCursors, saveCursor } from '#db/registry/device-repo'
import { transact } from '#db/transact'
import { applyChange, changeIsWhole } from './apply-change'
import { isProblem } from './registry-api'
import { report, type SyncRun } from './sync-run'
import { SyncStop } from './sync-stop'

const pageSize = 200
/** More deletions than this in one page look like an accident on the other side: a person must see it. */
const maxTombstones = 50

/** Reads every stream with something new, revocations first. @returns false when the registry's epoch changed. */
export const pullChanges = async (run: SyncRun): Promise<boolean> => {
  retryKept(run)
  for (const stream of streams) {
    if (run.pending.has(stream) && !(await pullStream(run, stream))) return false
  }
  return true
}

const pullStream = async (run: SyncRun, stream: string): Promise<boolean> => {
  const { context: { db, emit }, api } = run
  for (;;) {
    run.renew()
    const after = readCursors(db)[stream] ?? ''
    const query = new URLSearchParams({ stream, after, limit: String(pageSize) }).toString()
    const page = await api.ask({ method: 'GET', path: '/v1/changes', query }, changesPage)
    if (isProblem(page)) return false
    if (page.has_more && page.next === after) throw new SyncStop(60, 'FEED_STANDS', stream)
    if (!page.items.every(changeIsWhole)) throw new SyncStop(60, 'CHANGE_DAMAGED', stream)
    if (page.items.filter((item) => item.op === 'tombstone').length > maxTombstones) {
      report(run, 'DELETIONS_HELD', null, stream)
      return true
    }
    takePage(run, stream, page)
    emit('sync.progress', { stage: 'pull', done: run.tally.pulled, total: run.tally.pulled, bytes: 0 })
    if (!page.has_more) return true
  }
}

/** Rows and cursor in one transaction: the cursor never says more than the rows. */
const takePage = (run: SyncRun, stream: string, page: ChangesPage): void => {
  const { db } = run.context
  const applied = transact(db, () => {
    const count = page.items.filter((item) => applyChange(run, stream, item)).length
    saveCursor(db, stream, page.next)
    return count
  })
  run.tally.pulled += applied
}

/** What was kept may fit now: the program is newer, or the dossier has arrived. */
const retryKept = (run: SyncRun): void => {
  const { db } = run.context
  run.tally.pulled += transact(db, () =>
    listUnapplied(db, 500).filter((kept) => applyChange(run, kept.stream, changeSchema.parse(JSON.parse(kept.item)))).length)
}
