import type { KeyEnd } from '#contract/certificates'
import type { SigningKey } from '#contract/signing'
import type { Reader, Writer } from '../handle'
import { prepared } from '../prepared'

export type KeyEndRow = KeyEnd & {
  kid: string
  /** Stolen only: entries that certainly lay in the ledger before. */
  position: number | null
}
const columns = 'kid, how, since, position, reason, successor, by_user AS "by", at'

export const keyEnds = (db: Reader): KeyEndRow[] => prepared<[], KeyEndRow>(db, `SELECT ${columns} FROM key_ends ORDER BY at, kid`).all()

export const keyEndOf = (db: Reader, kid: string): KeyEndRow | undefined =>
  prepared<[string], KeyEndRow>(db, `SELECT ${columns} FROM key_ends WHERE kid = ?`).get(kid)

/** How a key ended; one that ended before can only turn out to have been stolen. */
export const putKeyEnd = (db: Writer, row: KeyEndRow): void => {
  db.prepare(`
    INSERT INTO key_ends (kid, how, since, position, reason, successor, by_user, at) VALUES (@kid, @how, @since, @position, @reason, @successor, @by, @at)
    ON CONFLICT (kid) DO UPDATE SET how = @how, since = @since, position = @position, reason = @reason, by_user = @by, at = @at
  `).run(row)
}

export type PreparedRow = Pick<SigningKey, 'kid' | 'bits' | 'holder' | 'createdAt' | 'test' | 'publicPem' | 'token'> & {
  use: 'director' | 'seal'
  announcedAt: string | null
  privateSealed: string | null
  privateDer: Buffer | null
}
type StoredPrepared = Omit<PreparedRow, 'test' | 'token'> & { test: number; token: string | null }
const preparedColumns = `kid, use, bits, holder, public_pem AS publicPem, private_sealed AS privateSealed, private_der AS privateDer, token, test,
  created_at AS createdAt, announced_at AS announcedAt`

export const preparedKeys = (db: Reader): PreparedRow[] =>
  prepared<[], StoredPrepared>(db, `SELECT ${preparedColumns} FROM prepared_keys ORDER BY created_at, kid`).all().map(({ token, ...stored }) => ({ ...stored, test: stored.test === 1, token: token === null ? null : (JSON.parse(token) as PreparedRow['token']) }))

export const insertPrepared = (db: Writer, row: PreparedRow): void => {
  db.prepare(`
    INSERT INTO prepared_keys (kid, use, bits, holder, public_pem, private_sealed, private_der, token, test, created_at, announced_at)
    VALUES (@kid, @use, @bits, @holder, @publicPem, @privateSealed, @privateDer, @token, @test, @createdAt, @announcedAt)
  `).run({ ...row, test: row.test ? 1 : 0, token: row.token && JSON.stringify(row.token) })
}

export const announcePrepared = (db: Writer, kid: string, at: string): void => {
  db.prepare('UPDATE prepared_keys SET announced_at = ? WHERE kid = ?').run(at, kid)
}

export const removePrepared = (db: Writer, kid: string): void => {
  db.prepare('DELETE FROM prepared_keys WHERE kid = ?').run(kid)
}
