import { z } from 'zod'
import { noInput, operation, shape } from './define'
import { newPassphrase, path } from './values/credentials'

/** One try, newest first in lists. */
export type BackupRun = {
  at: string
  by: string
  /** Null when nothing was made. */
  fileName: string | null
  bytes: number | null
  scans: number | null
  /** Why nothing was made: an error code of `backups.make`. */
  failure: string | null
}

export type BackupState = {
  /** Null until somebody has said where to and under which passphrase. */
  plan: { version: number; folder: string; keep: number; setBy: string; setAt: string } | null
  lastMadeAt: string | null
  /** Whole days since the last one; null when there was none. */
  days: number | null
  /** Days after which screens remind. */
  remindAfter: number
  runs: BackupRun[]
}

/** Backup of the whole office (security row 31): encrypted to a key of its own, read back before it counts. */
export const backups = {
  state: operation({ kind: 'read', access: ['director', 'system_manager', 'it', 'auditor'], input: noInput, output: shape<BackupState>(), errors: [] }),
  /** Where to, how many to keep, and the passphrase that opens them; a new passphrase opens those made from now on. */
  setUp: operation({
    kind: 'write', access: ['system_manager', 'it'],
    input: z.object({ version: z.number().int().min(0), folder: path, keep: z.number().int().min(2, 'NUMBER_TOO_SMALL').max(400, 'NUMBER_TOO_LARGE').default(14), passphrase: newPassphrase }),
    output: shape<BackupState>(), errors: ['BACKUP_FOLDER'],
  }),
  /** Makes one now and reads it back. Emits backup.progress. */
  make: operation({
    kind: 'write', access: ['system_manager', 'it'], input: noInput, output: shape<BackupRun & { fileName: string; removed: number }>(),
    errors: ['BACKUP_UNSET', 'BACKUP_FOLDER', 'BACKUP_RUNNING', 'BACKUP_UNPROVEN'],
  }),
}
