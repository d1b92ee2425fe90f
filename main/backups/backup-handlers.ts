import { accessSync, constants, statSync } from 'node:fs'
import { isAbsolute, relative, resolve } from 'node:path'
import { uuidv7 } from 'uuidv7'
import type { Handlers } from '#contract'
import type { BackupState } from '#contract/backups'
import { lastMadeAt, listRuns, readPlan, savePlan, insertRun, type PlanRow, type RunRow } from '#db/backups/backup-repo'
import type { Writer } from '#db/handle'
import { transact } from '#db/transact'
import { Fault } from '#main/app/fault'
import type { Context } from '#main/app/ports'
import { appendEntry } from '#main/ledger/index'
import { createBackupKey } from './backup-key'
import { takeBackup, type BackupContext } from './take-backup'

/** A weekend and a holiday long. */
const remindAfter = 3
const day = 86_400_000
const running = new WeakSet<Writer>()

/** The plan in force: a machine's own backup folder goes before the one that was typed. */
const planOf = ({ db, config }: Pick<Context, 'db' | 'config'>): PlanRow | undefined => {
  const plan = readPlan(db)
  return plan && { ...plan, folder: config?.backupFolder ?? plan.folder }
}

export const backupState = (context: Pick<Context, 'db' | 'clock' | 'config'>): BackupState => {
  const { db, clock } = context
  const plan = planOf(context)
  const last = lastMadeAt(db) ?? null
  return {
    plan: plan ? { version: plan.version, folder: plan.folder, keep: plan.keep, setBy: plan.setBy, setAt: plan.setAt } : null,
    lastMadeAt: last, days: last === null ? null : Math.max(0, Math.floor((clock.now().getTime() - Date.parse(last)) / day)), remindAfter,
    runs: listRuns(db, 20).map(({ at, by, fileName, bytes, scans, failure }) => ({ at, by, fileName, bytes, scans, failure })),
  }
}

/** An existing folder outside the office's own, in which files can be made. @throws Fault BACKUP_FOLDER {cause}. */
const admitFolder = (folder: string, home: string): string => {
  const refuse = (cause: string): never => { throw new Fault('BACKUP_FOLDER', { cause }, [{ field: 'folder', reason: 'INVALID' }]) }
  if (!isAbsolute(folder)) return refuse('RELATIVE')
  const inside = relative(resolve(home), resolve(folder))
  if (inside === '' || (!inside.startsWith('..') && !isAbsolute(inside))) return refuse('INSIDE')
  try {
    if (!statSync(folder).isDirectory()) return refuse('ENOTDIR')
    accessSync(folder, constants.W_OK)
  } catch (error) {
    if (error instanceof Fault) throw error
    return refuse(error instanceof Error && 'code' in error ? String(error.code) : 'UNKNOWN')
  }
  return resolve(folder)
}

/** Notes a run in the office itself; a file that was made stands in the ledger by name and by the entry it reaches to. */
const note = (context: Context, run: Omit<RunRow, 'id' | 'at' | 'by'>): RunRow => {
  const { db, clock, actor } = context
  const row = { ...run, id: uuidv7(), at: clock.now().toISOString(), by: actor.username }
  transact(db, () => {
    insertRun(db, row)
    appendEntry(context, {
      kind: 'backup.make', aggregate: { type: 'Ledger', id: 'backup' }, baseVersion: 0,
      payload: { file: row.fileName, bytes: row.bytes, scans: row.scans, ledger_seq: row.ledgerSeq, failure: row.failure },
    })
  })
  return row
}

export const backupHandlers: Handlers<'backups', BackupContext> = {
  state: backupState,
  setUp: async (context, { version, folder, keep, passphrase }) => {
    const { db, clock, actor, home } = context
    const admitted = admitFolder(context.config?.backupFolder ?? folder, home)
    const key = await createBackupKey(passphrase)
    transact(db, () => {
      savePlan(db, version, { folder: admitted, keep, ...key, setBy: actor.username, setAt: clock.now().toISOString() })
      appendEntry(context, {
        kind: 'backup.setUp', aggregate: { type: 'Ledger', id: 'backup' }, baseVersion: version, payload: { keep, recipient: key.recipient },
      })
    })
    return backupState(context)
  },
  make: async (context) => {
    const { db } = context
    const plan = planOf(context)
    if (!plan) throw new Fault('BACKUP_UNSET')
    if (running.has(db)) throw new Fault('BACKUP_RUNNING')
    running.add(db)
    try {
      const folder = admitFolder(plan.folder, context.home)
      const { fileName, bytes, scans, ledgerSeq, removed } = await takeBackup(context, { ...plan, folder })
      const { at, by } = note(context, { fileName, bytes, scans, ledgerSeq, failure: null })
      return { at, by, fileName, bytes, scans, failure: null, removed }
    } catch (error) {
      if (db.open && error instanceof Fault) note(context, { fileName: null, bytes: null, scans: null, ledgerSeq: null, failure: error.code })
      throw error
    } finally {
      running.delete(db)
    }
  },
}
