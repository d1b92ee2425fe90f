import type { StampFault } from '#contract/timestamps'
import type { Reader, Writer } from '../handle'
import { prepared } from '../prepared'

export type AuthorityRow = { url: string; failures: number; lastFault: StampFault | null; failedAt: string | null; nextAt: string | null; lastOkAt: string | null }

export const findAuthority = (db: Reader, url: string): AuthorityRow | undefined =>
  prepared<[string], AuthorityRow>(db, `
    SELECT url, failures, last_fault AS lastFault, failed_at AS failedAt, next_at AS nextAt, last_ok_at AS lastOkAt FROM timestamp_authorities WHERE url = ?
  `).get(url)

export const noteAuthorityOk = (db: Writer, url: string, at: string): void => {
  prepared<[string, string]>(db, `
    INSERT INTO timestamp_authorities (url, last_ok_at) VALUES (?, ?)
    ON CONFLICT DO UPDATE SET failures = 0, last_fault = NULL, failed_at = NULL, next_at = NULL, last_ok_at = excluded.last_ok_at
  `).run(url, at)
}

export const noteAuthorityFault = (db: Writer, row: { url: string; fault: StampFault; at: string; nextAt: string }): void => {
  prepared<[typeof row]>(db, `
    INSERT INTO timestamp_authorities (url, failures, last_fault, failed_at, next_at) VALUES (@url, 1, @fault, @at, @nextAt)
    ON CONFLICT DO UPDATE SET failures = failures + 1, last_fault = excluded.last_fault, failed_at = excluded.failed_at, next_at = excluded.next_at
  `).run(row)
}

export type ClockReading = { skewMs: number; measuredAt: string; url: string }

export const readClock = (db: Reader): ClockReading | undefined =>
  prepared<[], ClockReading>(db, 'SELECT skew_ms AS skewMs, measured_at AS measuredAt, url FROM clock_readings WHERE one = 1').get()

export const noteClock = (db: Writer, reading: ClockReading): void => {
  prepared<[ClockReading]>(db, 'INSERT OR REPLACE INTO clock_readings VALUES (1, @skewMs, @measuredAt, @url)').run(reading)
}
