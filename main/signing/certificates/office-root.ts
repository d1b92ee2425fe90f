import { generateKeyPair, randomBytes } from 'node:crypto'
import { promisify } from 'node:util'
import type { TrustRoot } from '#contract/certificates'
import { Fault } from '#main/app/fault'
import type { Context } from '#main/app/ports'
import { refuseRolledBack } from '#main/checkpoints/index'
import { appendEntry } from '#main/ledger/index'
import { defaultCost, deriveKey, sealBytes, unsealBytes, type KdfParameters } from '#main/staff/index'
import { activeOfficeRoot, endRoot, findRoot, insertRoot, type RootRow } from '#db/signing/certificate-repo'
import { transact } from '#db/transact'
import { kidOf } from '../key-policy'
import { openOwnKey } from '../open-own-key'
import { openSigner, type Signer } from '../signer'
import { pemOf } from './read-bundle'
import { readCertificate, type Certificate } from './read-certificate'
import { writeRoot } from './write-certificate'

const rootBits = 4096
const rootYears = 15

/** Binds the sealed key to its name: it can't be swapped in the table. */
const bound = (kid: string): string => `mohr.root.1|${kid}`

/** A day some years later, in UTC. */
export const yearsAfter = (from: Date, years: number): Date => {
  const then = new Date(from)
  then.setUTCFullYear(from.getUTCFullYear() + years)
  return then
}

/**
 * The ceremony: the office's own root, RSA-4096, sealed under a passphrase that is nobody's own (scrypt, AES-256-GCM), made
 * before a witness. Its certificate is signed by itself: who trusts it has compared its fingerprint.
 * @param input.passphrase the actor's own, typed again.
 * @throws Fault PASSPHRASE_WRONG, PASSPHRASE_DELAYED, ROOT_PASSPHRASE_SAME, ROOT_EXISTS, LEDGER_ROLLED_BACK.
 */
export const createRoot = async (context: Context, input: { rootPassphrase: string; witness: string; passphrase: string }, cost = defaultCost): Promise<TrustRoot> => {
  const { db, clock, office } = context
  refuseRolledBack(context)
  openOwnKey(context, input.passphrase, null).fill(0)
  if (input.rootPassphrase.normalize('NFC') === input.passphrase) throw new Fault('ROOT_PASSPHRASE_SAME')
  if (activeOfficeRoot(db)) throw new Fault('ROOT_EXISTS')
  const pair = await promisify(generateKeyPair)('rsa', { modulusLength: rootBits, publicExponent: 0x10001 })
  const kid = kidOf(pair.publicKey, 'root')
  const kdf: KdfParameters = { name: 'scrypt', N: cost, r: 8, p: 1, salt: randomBytes(16).toString('base64url') }
  const der = pair.privateKey.export({ type: 'pkcs8', format: 'der' })
  const key = deriveKey(input.rootPassphrase, kdf)
  const privateSealed = sealBytes(key, der, bound(kid))
  key.fill(0)
  const signer = openSigner(der, 'root')
  try {
    const now = clock.now()
    const certificate = readCertificate(writeRoot(
      { commonName: `ریشۀ ${office.training ? 'آزمایشی ' : ''}${office.unit}`, organization: office.name.slice(0, 64) },
      pair.publicKey.export({ type: 'spki', format: 'der' }), { notBefore: now, notAfter: yearsAfter(now, rootYears) }, signer,
    ))
    return transact(db, () => {
      if (activeOfficeRoot(db)) throw new Fault('ROOT_EXISTS')
      return storeRoot(context, certificate, { kind: 'office', kid, privateSealed, kdf: JSON.stringify(kdf), witness: input.witness })
    })
  } finally {
    signer.close()
  }
}

/** Writes a root and the entry that tells the registry of it; in the caller's transaction. */
export const storeRoot = (context: Context, certificate: Certificate, more: Pick<RootRow, 'kind' | 'kid' | 'privateSealed' | 'kdf' | 'witness'>): TrustRoot => {
  const { db, clock, actor, office } = context
  const row = {
    ...more, fingerprint: certificate.fingerprint, subject: certificate.subjectText, der: certificate.der, notBefore: certificate.notBefore.toISOString(),
    notAfter: certificate.notAfter.toISOString(), test: office.training, by: actor.username, at: clock.now().toISOString(),
  }
  insertRoot(db, row)
  appendEntry(context, {
    kind: more.kind === 'office' ? 'root.create' : 'root.pin', aggregate: { type: 'Root', id: row.fingerprint }, baseVersion: 0,
    payload: { kid: row.kid, fingerprint: row.fingerprint, subject: row.subject, certificate: row.der.toString('base64url'), witness: row.witness, ...(row.test ? { test: true } : {}) },
  })
  return describeRoot({ ...row, state: 'active', endedReason: null })
}

export const describeRoot = ({ fingerprint, kind, subject, der, notBefore, notAfter, state, test, witness, by, at, endedReason }: Omit<RootRow, 'privateSealed' | 'kdf' | 'kid'>): TrustRoot => ({
  fingerprint, sha256: Buffer.from(fingerprint, 'base64url').toString('hex'), kind, subject, notBefore, notAfter, state, test, witness, by, at, endedReason,
  pem: pemOf('CERTIFICATE', der),
})

export type OpenRoot = { row: RootRow; certificate: Certificate; signer: Signer }

/**
 * Opens the office's root with its own passphrase; a wrong one is written into the ledger. Close the signer at once.
 * @throws Fault LEDGER_ROLLED_BACK, ROOT_ABSENT, ROOT_PASSPHRASE_WRONG.
 */
export const openRoot = (context: Context, passphrase: string): OpenRoot => {
  refuseRolledBack(context)
  const { db } = context
  const row = activeOfficeRoot(db)
  if (!row?.privateSealed || !row.kdf) throw new Fault('ROOT_ABSENT')
  const key = deriveKey(passphrase, JSON.parse(row.kdf) as KdfParameters)
  const der = unsealBytes(key, row.privateSealed, bound(row.kid))
  key.fill(0)
  if (!der) {
    transact(db, () => void appendEntry(context, { kind: 'root.deny', aggregate: { type: 'Root', id: row.fingerprint }, baseVersion: 0, payload: { kid: row.kid } }))
    throw new Fault('ROOT_PASSPHRASE_WRONG')
  }
  return { row, certificate: readCertificate(row.der), signer: openSigner(der, 'root') }
}

/** A root that is trusted no longer; certificates under it vouch for nothing from now on. @throws Fault ROOT_ABSENT. */
export const retireRoot = (context: Context, { fingerprint, reason }: { fingerprint: string; reason: string }): TrustRoot =>
  transact(context.db, (db) => {
    const row = findRoot(db, fingerprint)
    if (row?.state !== 'active') throw new Fault('ROOT_ABSENT')
    endRoot(db, fingerprint, reason, context.clock.now().toISOString())
    appendEntry(context, { kind: 'root.retire', aggregate: { type: 'Root', id: fingerprint }, baseVersion: 1, payload: { fingerprint, kind: row.kind, reason } })
    return describeRoot({ ...row, state: 'retired', endedReason: reason })
  })
