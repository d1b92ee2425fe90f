import type { Reader, Writer } from '../handle'

export type LogKeyRow = { kid: string; origin: string; publicKey: Buffer; privateDer: Buffer; test: boolean; createdAt: string }
type Stored = Omit<LogKeyRow, 'test'> & { test: number }

/** Every key that ever sealed here, newest first. */
export const listLogKeys = (db: Reader): LogKeyRow[] =>
  db.prepare<[], Stored>(`
    SELECT kid, origin, public_key AS publicKey, private_der AS privateDer, test, created_at AS createdAt FROM log_keys ORDER BY created_at DESC, kid
  `).all().map((stored) => ({ ...stored, test: stored.test === 1 }))

export const insertLogKey = (db: Writer, row: LogKeyRow): void => {
  db.prepare('INSERT INTO log_keys VALUES (@kid, @origin, @publicKey, @privateDer, @test, @createdAt)').run({ ...row, test: row.test ? 1 : 0 })
}
