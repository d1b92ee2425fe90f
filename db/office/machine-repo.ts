import type { Reader, Writer } from '../handle'
import { prepared } from '../prepared'

/** `joinedAt` null: the office's first machine. */
export type MachineRow = { slot: number; trust: string | null; registry: string | null; joinedAt: string | null }

export const readMachine = (db: Reader): MachineRow => {
  const row = prepared<[], MachineRow>(db, 'SELECT slot, trust, registry, joined_at AS joinedAt FROM machine').get()
  if (!row) throw new Error('an office always has its machine')
  return row
}

/** Makes this the database of a joined machine; only before its first number. */
export const joinAs = (db: Writer, row: MachineRow): void => {
  db.prepare('UPDATE machine SET slot = @slot, trust = @trust, registry = @registry, joined_at = @joinedAt').run(row)
}

export type JoiningFileRow = { slot: number; label: string; madeAt: string; madeBy: string; expiresAt: string }

export const listJoiningFiles = (db: Reader): JoiningFileRow[] =>
  db.prepare<[], JoiningFileRow>('SELECT slot, label, made_at AS madeAt, made_by AS madeBy, expires_at AS expiresAt FROM joining_files ORDER BY slot DESC').all()

export const insertJoiningFile = (db: Writer, row: JoiningFileRow): void => {
  db.prepare('INSERT INTO joining_files VALUES (@slot, @label, @madeAt, @madeBy, @expiresAt)').run(row)
}

/** The highest slot that this office ever gave to a machine, its own among them. */
export const lastSlotGiven = (db: Reader): number =>
  db.prepare<[], number>('SELECT max(m.slot, coalesce((SELECT max(slot) FROM joining_files), 1)) FROM machine m').pluck().get() ?? 1
