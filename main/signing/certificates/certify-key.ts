import type { KeyCertificate, SavedFile } from '#contract/certificates'
import { Fault } from '#main/app/fault'
import type { Context } from '#main/app/ports'
import { refuseRolledBack } from '#main/checkpoints/index'
import { appendEntry } from '#main/ledger/index'
import { certificatesUnder, findRevocationList, insertCertificate, putRevocationList } from '#db/signing/certificate-repo'
import { keyEnds } from '#db/signing/key-end-repo'
import { transact } from '#db/transact'
import type { Signer } from '../signer'
import { liveKey, subjectOf, type LiveKey } from './known-key'
import { trustNow } from './key-trust'
import { openRoot, yearsAfter } from './office-root'
import { pemOf } from './read-bundle'
import { readCertificate, type Certificate } from './read-certificate'
import { issuerKeyOf, readRevocationList } from './read-crl'
import { writeRequest, writeRevocationList, writeSignerCertificate, type Withdrawn } from './write-certificate'

const signerYears = 3
const listDays = 90

/** Keeps a certificate of a key and tells the registry; in the caller's transaction. @throws Fault CERTIFICATE_KNOWN. */
export const storeCertificate = (
  context: Context, key: LiveKey, certificate: Certificate, { root, between }: { root: string; between: readonly Certificate[] }, kind: 'certificate.issue' | 'certificate.import',
): KeyCertificate => {
  const { db, clock, actor } = context
  insertCertificate(db, {
    fingerprint: certificate.fingerprint, kid: key.kid, root, der: certificate.der, chain: JSON.stringify(between.map(({ der }) => der.toString('base64url'))),
    serial: certificate.serial, subject: certificate.subjectText, issuer: certificate.issuerText, notBefore: certificate.notBefore.toISOString(),
    notAfter: certificate.notAfter.toISOString(), by: actor.username, at: clock.now().toISOString(),
  })
  appendEntry(context, {
    kind, aggregate: { type: 'Certificate', id: certificate.fingerprint }, baseVersion: 0,
    payload: {
      kid: key.kid, root, serial: certificate.serial, not_after: certificate.notAfter.toISOString(), certificate: certificate.der.toString('base64url'),
      between: between.map(({ der }) => der.toString('base64url')),
    },
  })
  const kept = trustNow(context, key).certificates.find(({ fingerprint }) => fingerprint === certificate.fingerprint)
  if (!kept) throw new Error('a certificate that was just kept is there')
  return kept
}

/**
 * The office root certifies a key of this office for three years, never longer than the root itself lasts.
 * @throws Fault NOT_FOUND, KEY_ENDED, ROOT_ABSENT, ROOT_PASSPHRASE_WRONG, LEDGER_ROLLED_BACK.
 */
export const certifyKey = (context: Context, { kid, rootPassphrase }: { kid: string; rootPassphrase: string }): KeyCertificate => {
  const { db, clock } = context
  const key = liveKey(db, kid)
  const { row, certificate: root, signer } = openRoot(context, rootPassphrase)
  try {
    const now = clock.now()
    const notAfter = new Date(Math.min(yearsAfter(now, signerYears).getTime(), root.notAfter.getTime()))
    const certificate = readCertificate(writeSignerCertificate(subjectOf(context, key), key.spki, { notBefore: now, notAfter }, root, signer))
    return transact(db, () => storeCertificate(context, liveKey(db, kid), certificate, { root: row.fingerprint, between: [] }, 'certificate.issue'))
  } finally {
    signer.close()
  }
}

/**
 * A certificate request (PKCS#10) of a key, signed by that key: whoever issues the certificate knows that we hold it.
 * @param signer the opened key; closed here.
 */
export const requestCertificate = (context: Context, key: LiveKey, { commonName, unit }: { commonName: string; unit: string }, signer: Signer): SavedFile => {
  try {
    if (signer.kid !== key.kid) throw new Fault('KEY_ABSENT')
    const subject = { ...subjectOf(context, key), commonName, ...(unit ? { unit } : {}) }
    const der = writeRequest(subject, key.spki, signer)
    transact(context.db, () => void appendEntry(context, {
      kind: 'certificate.request', aggregate: { type: 'Certificate', id: key.kid }, baseVersion: 0, payload: { kid: key.kid, common_name: commonName, request: der.toString('base64url') },
    }))
    return { fileName: `${key.kid}.csr`, content: pemOf('CERTIFICATE REQUEST', der), encoding: 'text' }
  } finally {
    signer.close()
  }
}

/** Certificates of the root whose keys have ended: a stolen one since it was suspected. */
const withdrawnUnder = ({ db }: Context, root: string): Withdrawn[] => {
  const ends = new Map(keyEnds(db).map((end) => [end.kid, end]))
  return certificatesUnder(db, root).flatMap(({ kid, serial }) => {
    const end = ends.get(kid)
    return end ? [{ serial, since: new Date(end.since), why: end.how }] : []
  })
}

/** The root's own revocation list, numbered on from the one before. @throws Fault ROOT_ABSENT, ROOT_PASSPHRASE_WRONG, LEDGER_ROLLED_BACK. */
export const issueRevocationList = (context: Context, { rootPassphrase }: { rootPassphrase: string }): SavedFile => {
  refuseRolledBack(context)
  const { db, clock, actor, office } = context
  const { certificate: root, row, signer } = openRoot(context, rootPassphrase)
  try {
    const before = findRevocationList(db, issuerKeyOf(root))
    const number = Number(before?.number ?? 0) + 1
    const thisUpdate = new Date(Math.max(clock.now().getTime(), before ? Date.parse(before.thisUpdate) : 0))
    const nextUpdate = new Date(thisUpdate.getTime() + listDays * 86_400_000)
    const withdrawn = withdrawnUnder(context, row.fingerprint)
    const list = readRevocationList(writeRevocationList(withdrawn, { number, thisUpdate, nextUpdate }, root, signer))
    transact(db, () => {
      putRevocationList(db, {
        issuerKey: issuerKeyOf(root), issuer: list.issuerText, der: list.der, number: list.number, thisUpdate: list.thisUpdate.toISOString(),
        nextUpdate: list.nextUpdate.toISOString(), by: actor.username, at: clock.now().toISOString(),
      })
      appendEntry(context, {
        kind: 'revocationList.issue', aggregate: { type: 'RevocationList', id: issuerKeyOf(root) }, baseVersion: number - 1,
        payload: { number, revoked: withdrawn.map(({ serial }) => serial), list: list.der.toString('base64url') },
      })
    })
    return { fileName: `office-${office.unit}-${number}.crl`, content: list.der.toString('base64'), encoding: 'base64' }
  } finally {
    signer.close()
  }
}
