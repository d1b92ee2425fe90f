import type { TrustRoot } from '#contract/certificates'
import type { Reader, Writer } from '../handle'
import { prepared } from '../prepared'

export type RootRow = Pick<TrustRoot, 'fingerprint' | 'kind' | 'subject' | 'notBefore' | 'notAfter' | 'state' | 'test' | 'witness' | 'by' | 'at' | 'endedReason'> & {
  kid: string
  der: Buffer
  /** Office only: PKCS#8 sealed under a passphrase of its own, and the derivation's parameters as JSON. */
  privateSealed: string | null
  kdf: string | null
}
type StoredRoot = Omit<RootRow, 'test'> & { test: number }

const rootColumns = `fingerprint, kind, kid, subject, der, not_before AS notBefore, not_after AS notAfter, private_sealed AS privateSealed, kdf, state, test,
  witness, by_user AS "by", at, ended_reason AS endedReason`
const toRoot = (stored: StoredRoot): RootRow => ({ ...stored, test: stored.test === 1 })

/** Every root that was ever trusted here, those in force first. */
export const listRoots = (db: Reader): RootRow[] =>
  prepared<[], StoredRoot>(db, `SELECT ${rootColumns} FROM trust_roots ORDER BY state, kind DESC, at DESC`).all().map(toRoot)

export const activeOfficeRoot = (db: Reader): RootRow | undefined => {
  const stored = prepared<[], StoredRoot>(db, `SELECT ${rootColumns} FROM trust_roots WHERE kind = 'office' AND state = 'active'`).get()
  return stored && toRoot(stored)
}

export const findRoot = (db: Reader, fingerprint: string): RootRow | undefined => {
  const stored = prepared<[string], StoredRoot>(db, `SELECT ${rootColumns} FROM trust_roots WHERE fingerprint = ?`).get(fingerprint)
  return stored && toRoot(stored)
}

export const insertRoot = (db: Writer, row: Omit<RootRow, 'state' | 'endedReason'>): void => {
  db.prepare(`
    INSERT INTO trust_roots (fingerprint, kind, kid, subject, der, not_before, not_after, private_sealed, kdf, state, test, witness, by_user, at)
    VALUES (@fingerprint, @kind, @kid, @subject, @der, @notBefore, @notAfter, @privateSealed, @kdf, 'active', @test, @witness, @by, @at)
  `).run({ ...row, test: row.test ? 1 : 0 })
}

export const endRoot = (db: Writer, fingerprint: string, reason: string, at: string): void => {
  db.prepare("UPDATE trust_roots SET state = 'retired', ended_reason = ?, ended_at = ? WHERE fingerprint = ?").run(reason, at, fingerprint)
}

export type CertificateRow = {
  fingerprint: string
  kid: string
  root: string
  der: Buffer
  /** JSON list of DER, base64url, the nearest authority first. */
  chain: string
  serial: string
  subject: string
  issuer: string
  notBefore: string
  notAfter: string
  by: string
  at: string
}
const certificateColumns = 'fingerprint, kid, root, der, chain, serial, subject, issuer, not_before AS notBefore, not_after AS notAfter, by_user AS "by", at'

/** Certificates of a key, the newest first. */
export const certificatesOf = (db: Reader, kid: string): CertificateRow[] =>
  prepared<[string], CertificateRow>(db, `SELECT ${certificateColumns} FROM key_certificates WHERE kid = ? ORDER BY at DESC, fingerprint`).all(kid)

/** Certificates that a root issued, for its revocation list. */
export const certificatesUnder = (db: Reader, root: string): CertificateRow[] =>
  prepared<[string], CertificateRow>(db, `SELECT ${certificateColumns} FROM key_certificates WHERE root = ? ORDER BY at, fingerprint`).all(root)

export const findCertificate = (db: Reader, fingerprint: string): CertificateRow | undefined =>
  prepared<[string], CertificateRow>(db, `SELECT ${certificateColumns} FROM key_certificates WHERE fingerprint = ?`).get(fingerprint)

export const insertCertificate = (db: Writer, row: CertificateRow): void => {
  db.prepare(`
    INSERT INTO key_certificates (fingerprint, kid, root, der, chain, serial, subject, issuer, not_before, not_after, by_user, at)
    VALUES (@fingerprint, @kid, @root, @der, @chain, @serial, @subject, @issuer, @notBefore, @notAfter, @by, @at)
  `).run(row)
}

export type RevocationListRow = { issuerKey: string; issuer: string; der: Buffer; number: string; thisUpdate: string; nextUpdate: string; by: string; at: string }
const listColumns = 'issuer_key AS issuerKey, issuer, der, number, this_update AS thisUpdate, next_update AS nextUpdate, by_user AS "by", at'

export const listRevocationLists = (db: Reader): RevocationListRow[] =>
  prepared<[], RevocationListRow>(db, `SELECT ${listColumns} FROM revocation_lists ORDER BY issuer, issuer_key`).all()

export const findRevocationList = (db: Reader, issuerKey: string): RevocationListRow | undefined =>
  prepared<[string], RevocationListRow>(db, `SELECT ${listColumns} FROM revocation_lists WHERE issuer_key = ?`).get(issuerKey)

/** The newest list of an issuer takes the place of the one before. */
export const putRevocationList = (db: Writer, row: RevocationListRow): void => {
  db.prepare(`
    INSERT INTO revocation_lists (issuer_key, issuer, der, number, this_update, next_update, by_user, at)
    VALUES (@issuerKey, @issuer, @der, @number, @thisUpdate, @nextUpdate, @by, @at)
    ON CONFLICT (issuer_key) DO UPDATE SET issuer = @issuer, der = @der, number = @number, this_update = @thisUpdate, next_update = @nextUpdate, by_user = @by, at = @at
  `).run(row)
}

export type SignedTrustRow = { no: number; root: string; payload: string; jws: string; by: string; at: string }

export const newestSignedTrust = (db: Reader): SignedTrustRow | undefined =>
  prepared<[], SignedTrustRow>(db, 'SELECT no, root, payload, jws, by_user AS "by", at FROM signed_trust_files ORDER BY no DESC LIMIT 1').get()

export const insertSignedTrust = (db: Writer, row: Omit<SignedTrustRow, 'no'>): void => {
  db.prepare('INSERT INTO signed_trust_files (root, payload, jws, by_user, at) VALUES (@root, @payload, @jws, @by, @at)').run(row)
}
