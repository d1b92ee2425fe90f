import type { Reader, Writer } from '../handle'

export type OfficeRow = { name: string; unit: string; training: boolean }

export const readOffice = (db: Reader): OfficeRow | undefined => {
  const row = db.prepare<[], { name: string; unit: string; training: number }>('SELECT name, unit, training FROM office').get()
  return row && { ...row, training: row.training === 1 }
}

export const insertOffice = (db: Writer, row: OfficeRow, at: string): void => {
  db.prepare('INSERT INTO office VALUES (1, ?, ?, ?, ?)').run(row.name, row.unit, row.training ? 1 : 0, at)
}
