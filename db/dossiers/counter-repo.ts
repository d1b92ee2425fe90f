import type { CounterFiling } from '#contract/dossiers'
import type { Reader, Writer } from '../handle'
import { prepared } from '../prepared'

export const insertCounterFiling = (db: Writer, dossierId: string, { office, clerk, clerkName, at }: CounterFiling): void => {
  prepared(db, 'INSERT INTO counter_filings (dossier_id, office, clerk, clerk_name, at) VALUES (?, ?, ?, ?, ?)').run(dossierId, office, clerk, clerkName, at)
}

/** S0-21; null for a request that came online, or before this was kept. */
export const counterFilingOf = (db: Reader, dossierId: string): CounterFiling | null =>
  prepared<[string], CounterFiling>(db, 'SELECT office, clerk, clerk_name AS clerkName, at FROM counter_filings WHERE dossier_id = ?').get(dossierId) ?? null
