import type { Reader, Writer } from '../handle'

export type Lease = { holder: string; host: string; pid: number; until: string }

export const readLease = (db: Reader): Lease | undefined =>
  db.prepare<[], Lease>('SELECT holder, host, pid, until FROM sync_lease').get()

export const saveLease = (db: Writer, lease: Lease): void => {
  db.prepare('INSERT OR REPLACE INTO sync_lease VALUES (1, @holder, @host, @pid, @until)').run(lease)
}

/** False when somebody else took the lease meanwhile. */
export const renewLease = (db: Writer, holder: string, until: string): boolean =>
  db.prepare('UPDATE sync_lease SET until = ? WHERE holder = ?').run(until, holder).changes === 1

export const dropLease = (db: Writer, holder: string): void => {
  db.prepare('DELETE FROM sync_lease WHERE holder = ?').run(holder)
}

export const startRun = (db: Writer, startedAt: string): number =>
  Number(db.prepare('INSERT INTO sync_runs (started_at) VALUES (?)').run(startedAt).lastInsertRowid)

export const endRun = (db: Writer, id: number, endedAt: string, exitCode: number, report: string): void => {
  db.prepare('UPDATE sync_runs SET ended_at = ?, exit_code = ?, report = ? WHERE id = ?').run(endedAt, exitCode, report, id)
}

/** Report of the newest run that came to its end. */
export const lastReport = (db: Reader): string | undefined =>
  db.prepare<[], string>('SELECT report FROM sync_runs WHERE report IS NOT NULL ORDER BY id DESC LIMIT 1').pluck().get()
