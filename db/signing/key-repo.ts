import type { SigningKey } from '#contract/signing'
import type { Reader, Writer } from '../handle'
import { prepared } from '../prepared'

export type KeyRow = Omit<SigningKey, 'trust'> & {
  /** Director only: PKCS#8 sealed under her user key. */
  privateSealed: string | null
  /** Seal only: PKCS#8 DER. */
  privateDer: Buffer | null
}
type Stored = Omit<KeyRow, 'test'> & { test: number }
/** A key without its private part: all that most callers may see. */
export type PublicKeyRow = Omit<KeyRow, 'privateSealed' | 'privateDer'>
type StoredPublic = Omit<PublicKeyRow, 'test'> & { test: number }

const publicColumns = 'kid, use, alg, bits, holder, public_pem AS publicPem, state, test, created_at AS createdAt'

/** The key that signs now for a director or for a unit's seal. */
export const findActiveKey = (db: Reader, use: SigningKey['use'], holder: string): KeyRow | undefined => {
  const stored = db.prepare<[string, string], Stored>(`
    SELECT ${publicColumns}, private_sealed AS privateSealed, private_der AS privateDer
    FROM signing_keys WHERE use = ? AND holder = ? AND state = 'active'
  `).get(use, holder)
  return stored && { ...stored, test: stored.test === 1 }
}

export const hasActiveKey = (db: Reader, use: SigningKey['use'], holder: string): boolean =>
  prepared<[string, string], unknown>(db, "SELECT 1 FROM signing_keys WHERE use = ? AND holder = ? AND state = 'active'").get(use, holder) !== undefined

/** Every key that ever signed here, newest first: old permits are checked with old keys. */
export const listKeys = (db: Reader): PublicKeyRow[] =>
  prepared<[], StoredPublic>(db, `SELECT ${publicColumns} FROM signing_keys ORDER BY created_at DESC, kid`)
    .all().map((stored) => ({ ...stored, test: stored.test === 1 }))

export const insertKey = (db: Writer, row: KeyRow): void => {
  db.prepare(`
    INSERT INTO signing_keys (kid, use, alg, bits, holder, public_pem, private_sealed, private_der, state, test, created_at)
    VALUES (@kid, @use, @alg, @bits, @holder, @publicPem, @privateSealed, @privateDer, @state, @test, @createdAt)
  `).run({ ...row, test: row.test ? 1 : 0 })
}

export const retireKey = (db: Writer, kid: string): void => {
  db.prepare("UPDATE signing_keys SET state = 'retired' WHERE kid = ?").run(kid)
}
