import type { Reader, Writer } from '../handle'
import { prepared } from '../prepared'

export type PrintedThing = { what: 'permit' | 'award' | 'referral'; id: string }

const lastSql = 'SELECT max(copy) FROM paper_prints WHERE what = ? AND id = ?'

/** How often a paper has been printed. */
export const printsOf = (db: Reader, { what, id }: PrintedThing): number => prepared<[string, string], number | null>(db, lastSql).pluck().get(what, id) ?? 0

/** Notes one more print. The table refuses a number that another print took meanwhile. */
export const insertPrint = (db: Writer, { what, id }: PrintedThing, copy: number, at: string, by: string): void => {
  prepared(db, 'INSERT INTO paper_prints VALUES (?, ?, ?, ?, ?)').run(what, id, copy, at, by)
}
