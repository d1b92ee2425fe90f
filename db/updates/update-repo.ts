import type { Reader, Writer } from '../handle'

export type WatchRow = {
  checkedAt: string
  fault: string | null
  token: string | null
  highestVersion: string | null
  highestReleased: string | null
}

export const readWatch = (db: Reader): WatchRow | undefined => db.prepare<[], WatchRow>(`
  SELECT checked_at AS checkedAt, fault, token, highest_version AS highestVersion, highest_released AS highestReleased FROM update_watch WHERE one = 1`).get()

export const saveWatch = (db: Writer, row: WatchRow): void => {
  db.prepare(`
    INSERT INTO update_watch (one, checked_at, fault, token, highest_version, highest_released) VALUES (1, @checkedAt, @fault, @token, @highestVersion, @highestReleased)
    ON CONFLICT (one) DO UPDATE SET checked_at = excluded.checked_at, fault = excluded.fault, token = excluded.token,
      highest_version = excluded.highest_version, highest_released = excluded.highest_released`).run(row)
}

export type FetchedRow = { sha256: string; name: string; fetchedAt: string }

export const listFetched = (db: Reader): FetchedRow[] =>
  db.prepare<[], FetchedRow>('SELECT sha256, name, fetched_at AS fetchedAt FROM update_files ORDER BY fetched_at DESC, name').all()

/** A file that was fetched again keeps its newest time. */
export const noteFetched = (db: Writer, row: FetchedRow): void => {
  db.prepare('INSERT INTO update_files (sha256, name, fetched_at) VALUES (@sha256, @name, @fetchedAt) ON CONFLICT (sha256) DO UPDATE SET name = excluded.name, fetched_at = excluded.fetched_at').run(row)
}
