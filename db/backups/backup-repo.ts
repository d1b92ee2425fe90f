import { RowStale } from '../faults'
import type { Reader, Writer } from '../handle'

export type PlanRow = {
  version: number; folder: string; keep: number
  /** age X25519 recipient and identity, and the identity under the backup passphrase. */
  recipient: string; identity: string; sealedIdentity: string
  setBy: string; setAt: string
}
export type RunRow = {
  id: string; at: string; by: string
  /** Null when nothing was made; `failure` says why. */
  fileName: string | null; bytes: number | null; scans: number | null; ledgerSeq: number | null; failure: string | null
}

export const readPlan = (db: Reader): PlanRow | undefined => db.prepare<[], PlanRow>(`
  SELECT version, folder, keep, recipient, identity, sealed_identity AS sealedIdentity, set_by AS setBy, set_at AS setAt FROM backup_plan WHERE one = 1`).get()

/** Writes the plan at the version after `expected` (0: there is none yet). @throws RowStale. */
export const savePlan = (db: Writer, expected: number, plan: Omit<PlanRow, 'version'>): void => {
  if ((readPlan(db)?.version ?? 0) !== expected) throw new RowStale('backup_plan')
  db.prepare(`
    INSERT INTO backup_plan (one, version, folder, keep, recipient, identity, sealed_identity, set_by, set_at)
    VALUES (1, @version, @folder, @keep, @recipient, @identity, @sealedIdentity, @setBy, @setAt)
    ON CONFLICT (one) DO UPDATE SET version = excluded.version, folder = excluded.folder, keep = excluded.keep, recipient = excluded.recipient,
      identity = excluded.identity, sealed_identity = excluded.sealed_identity, set_by = excluded.set_by, set_at = excluded.set_at
  `).run({ ...plan, version: expected + 1 })
}

export const insertRun = (db: Writer, row: RunRow): void => {
  db.prepare(`
    INSERT INTO backup_runs (id, at, by, file_name, bytes, scans, ledger_seq, failure)
    VALUES (@id, @at, @by, @fileName, @bytes, @scans, @ledgerSeq, @failure)`).run(row)
}

/** The newest runs first. */
export const listRuns = (db: Reader, limit: number): RunRow[] => db.prepare<[number], RunRow>(`
  SELECT id, at, by, file_name AS fileName, bytes, scans, ledger_seq AS ledgerSeq, failure FROM backup_runs ORDER BY at DESC, id DESC LIMIT ?`).all(limit)

/** When the last whole one was made. */
export const lastMadeAt = (db: Reader): string | undefined =>
  db.prepare<[], string>('SELECT at FROM backup_runs WHERE failure IS NULL ORDER BY at DESC LIMIT 1').pluck().get()
