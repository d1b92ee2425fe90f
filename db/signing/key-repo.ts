import type { SigningKey } from '#contract/signing'
import type { Reader, Writer } from '../handle'
import { prepared } from '../prepared'

export type KeyRow = Omit<SigningKey, 'trust'> & {
  /** Director's key of this program only: PKCS#8 sealed under her user key. */
  privateSealed: string | null
  /** Seal only: PKCS#8 DER. */
  privateDer: Buffer | null
}
/** A key without its private part: all that most callers may see. */
export type PublicKeyRow = Omit<KeyRow, 'privateSealed' | 'privateDer'>
type Flat<K> = Omit<K, 'test' | 'token'> & { test: number; tokenModule: string | null; tokenSerial: string | null; tokenLabel: string | null; tokenKeyId: string | null }

/** A key whose name begins with `a-` is an acting director's: in the table it is a director's like the others. */
const publicColumns = `kid, CASE WHEN kid GLOB 'a-*' THEN 'acting' ELSE use END AS use, alg, bits, holder, public_pem AS publicPem, state, test, created_at AS createdAt, store,
  token_module AS tokenModule, token_serial AS tokenSerial, token_label AS tokenLabel, token_key_id AS tokenKeyId`

const tokenOf = ({ tokenModule, tokenSerial, tokenLabel, tokenKeyId }: Flat<object>): SigningKey['token'] =>
  tokenModule === null || tokenSerial === null || tokenKeyId === null ? null
    : { module: tokenModule, serial: tokenSerial, label: tokenLabel ?? '', keyId: tokenKeyId }

/** What a row says of a key without its private part. */
const toPublic = (stored: Flat<PublicKeyRow>): PublicKeyRow => {
  const { kid, use, alg, bits, holder, publicPem, state, createdAt, store } = stored
  return { kid, use, alg, bits, holder, publicPem, state, createdAt, store, test: stored.test === 1, token: tokenOf(stored) }
}

/** The key that signs now for a director or for a unit's seal. */
export const findActiveKey = (db: Reader, use: 'director' | 'seal', holder: string): KeyRow | undefined => {
  const stored = db.prepare<[string, string], Flat<KeyRow>>(`
    SELECT ${publicColumns}, private_sealed AS privateSealed, private_der AS privateDer
    FROM signing_keys WHERE use = ? AND holder = ? AND state = 'active'
  `).get(use, holder)
  return stored && { ...toPublic(stored), privateSealed: stored.privateSealed, privateDer: stored.privateDer }
}

/** The name of the active key, of whichever post. */
export const activeKidOf = (db: Reader, use: 'director' | 'seal', holder: string): string | undefined =>
  prepared<[string, string], { kid: string }>(db, "SELECT kid FROM signing_keys WHERE use = ? AND holder = ? AND state = 'active'").get(use, holder)?.kid

export const hasActiveKey = (db: Reader, use: 'director' | 'seal', holder: string): boolean => activeKidOf(db, use, holder) !== undefined

/** Every key that ever signed here, newest first: old permits are checked with old keys. */
export const listKeys = (db: Reader): PublicKeyRow[] =>
  prepared<[], Flat<PublicKeyRow>>(db, `SELECT ${publicColumns} FROM signing_keys ORDER BY created_at DESC, kid`).all().map(toPublic)

export const insertKey = (db: Writer, row: KeyRow): void => {
  db.prepare(`
    INSERT INTO signing_keys (kid, use, alg, bits, holder, public_pem, private_sealed, private_der, state, test, created_at, store,
      token_module, token_serial, token_label, token_key_id)
    VALUES (@kid, @use, @alg, @bits, @holder, @publicPem, @privateSealed, @privateDer, @state, @test, @createdAt, @store,
      @tokenModule, @tokenSerial, @tokenLabel, @tokenKeyId)
  `).run({
    ...row, use: row.use === 'acting' ? 'director' : row.use, test: row.test ? 1 : 0, token: null, tokenModule: row.token?.module ?? null, tokenSerial: row.token?.serial ?? null,
    tokenLabel: row.token?.label ?? null, tokenKeyId: row.token?.keyId ?? null,
  })
}

export const retireKey = (db: Writer, kid: string): void => {
  db.prepare("UPDATE signing_keys SET state = 'retired' WHERE kid = ?").run(kid)
}
