import type { CertificateCheck, CertificateFault, KeyCertificate, RevocationListInfo } from '#contract/certificates'
import { Fault } from '#main/app/fault'
import type { Context } from '#main/app/ports'
import { appendEntry } from '#main/ledger/index'
import { certificatesOf, findCertificate, findRevocationList, listRoots, putRevocationList, type RevocationListRow } from '#db/signing/certificate-repo'
import { listKeys } from '#db/signing/key-repo'
import { preparedKeys } from '#db/signing/key-end-repo'
import type { Reader } from '#db/handle'
import { transact } from '#db/transact'
import { NotDer } from './asn1'
import { buildChain, type Chain } from './build-chain'
import { storeCertificate } from './certify-key'
import { liveKey, type LiveKey } from './known-key'
import { derOf, readBundle } from './read-bundle'
import { readCertificate, type Certificate } from './read-certificate'
import { isListOf, issuerKeyOf, readRevocationList, type RevocationList } from './read-crl'

type Given = { kid: string; files: readonly string[] }
type Found = { chain: Chain } | { reason: CertificateFault; leaf: Certificate | null }

/** The certificate of this key among those given; without one, that which looks most like a signer's is told of. */
const leafIn = (certificates: readonly Certificate[], { spki }: LiveKey): Certificate | null =>
  certificates.find((one) => one.spki.equals(spki)) ?? certificates.find(({ ca }) => !ca) ?? certificates[0] ?? null

const look = (context: Context, key: LiveKey, given: Given): Found => {
  const { db, clock } = context
  const read = readBundle(given.files.map((text) => Buffer.from(text, 'base64')))
  if ('reason' in read) return { reason: read.reason, leaf: null }
  const leaf = leafIn(read.certificates, key)
  if (!leaf) return { reason: 'unreadable', leaf: null }
  const roots = listRoots(db).filter(({ state }) => state === 'active').map(({ der }) => readCertificate(der))
  const built = buildChain(leaf, read.certificates.filter((one) => one !== leaf), roots, key.spki, clock.now())
  if ('reason' in built) return { reason: built.reason, leaf }
  return isWithdrawn(db, built.chain) ? { reason: 'revoked', leaf } : built
}

const isWithdrawn = (db: Reader, { leaf, between, root }: Chain): boolean => {
  const chain = [leaf, ...between]
  return chain.some((one, i) => {
    const row = findRevocationList(db, issuerKeyOf(chain[i + 1] ?? root))
    return row !== undefined && readRevocationList(row.der).revoked.has(one.serial)
  })
}

/** What the files of an authority would give, before anything is kept. @throws Fault NOT_FOUND, KEY_ENDED. */
export const checkCertificate = (context: Context, given: Given): CertificateCheck => {
  const found = look(context, liveKey(context.db, given.kid), given)
  if ('reason' in found) return { outcome: 'refused', reason: found.reason, subject: found.leaf?.subjectText ?? null, issuer: found.leaf?.issuerText ?? null }
  const { leaf, between, root } = found.chain
  const kind = kindOf(context.db, root)
  return {
    outcome: 'good', kind, subject: leaf.subjectText, issuer: leaf.issuerText, serial: leaf.serial, notBefore: leaf.notBefore.toISOString(),
    notAfter: leaf.notAfter.toISOString(), between: between.map(({ subjectText }) => subjectText), root: root.subjectText, trust: kind === 'national' ? 'national_root' : 'office_root',
  }
}

const kindOf = (db: Reader, { fingerprint }: Certificate): 'office' | 'national' =>
  listRoots(db).find((root) => root.fingerprint === fingerprint)?.kind ?? 'office'

/**
 * Keeps the certificate that an authority issued for a key, with the authorities up to a pinned root.
 * @throws Fault NOT_FOUND, KEY_ENDED, CERTIFICATE_REFUSED {reason}, CERTIFICATE_KNOWN.
 */
export const importCertificate = (context: Context, given: Given): KeyCertificate =>
  transact(context.db, (db) => {
    const key = liveKey(db, given.kid)
    const found = look(context, key, given)
    if ('reason' in found) throw new Fault('CERTIFICATE_REFUSED', { reason: found.reason })
    if (findCertificate(db, found.chain.leaf.fingerprint)) throw new Fault('CERTIFICATE_KNOWN')
    return storeCertificate(context, key, found.chain.leaf, { root: found.chain.root.fingerprint, between: found.chain.between }, 'certificate.import')
  })

/** Authorities that may have issued a list of interest here: every pinned root and those between a root and a key. */
const authorities = (db: Reader): Certificate[] => {
  const kids = [...listKeys(db), ...preparedKeys(db)].map(({ kid }) => kid)
  const between = kids.flatMap((kid) => certificatesOf(db, kid)).flatMap((row) => JSON.parse(row.chain) as string[])
  return [...listRoots(db).filter(({ state }) => state === 'active').map(({ der }) => der), ...[...new Set(between)].map((text) => Buffer.from(text, 'base64url'))].map(readCertificate)
}

const readList = (file: string): RevocationList => {
  try {
    return readRevocationList(derOf(Buffer.from(file, 'base64'), 'X509 CRL'))
  } catch (error) {
    if (error instanceof NotDer) throw new Fault('LIST_REFUSED', { reason: 'unreadable' })
    throw error
  }
}

/**
 * Takes an authority's revocation list from a file. It must be whole, signed by an authority that we know, of today or before,
 * and newer than the one we have.
 * @throws Fault LIST_REFUSED {reason}, LIST_ISSUER_UNKNOWN, LIST_OLDER {at}.
 */
export const importRevocationList = (context: Context, { file }: { file: string }): RevocationListInfo => {
  const list = readList(file)
  const { db, clock, actor } = context
  if (typeof list.algorithm === 'string') throw new Fault('LIST_REFUSED', { reason: list.algorithm })
  if (list.thisUpdate > clock.now()) throw new Fault('LIST_REFUSED', { reason: 'not_yet_valid' })
  return transact(db, () => {
    const named = authorities(db).filter(({ subject }) => subject.equals(list.issuer))
    const issuer = named.find((authority) => isListOf(list, authority))
    if (!issuer) throw named.length > 0 ? new Fault('LIST_REFUSED', { reason: 'signature' }) : new Fault('LIST_ISSUER_UNKNOWN')
    const issuerKey = issuerKeyOf(issuer)
    const before = findRevocationList(db, issuerKey)
    if (before && before.thisUpdate >= list.thisUpdate.toISOString()) throw new Fault('LIST_OLDER', { at: before.thisUpdate })
    const row = {
      issuerKey, issuer: list.issuerText, der: list.der, number: list.number, thisUpdate: list.thisUpdate.toISOString(), nextUpdate: list.nextUpdate.toISOString(),
      by: actor.username, at: clock.now().toISOString(),
    }
    putRevocationList(db, row)
    appendEntry(context, {
      kind: 'revocationList.import', aggregate: { type: 'RevocationList', id: issuerKey }, baseVersion: 0,
      payload: { issuer: row.issuer, number: row.number, this_update: row.thisUpdate, revoked: list.revoked.size },
    })
    return describeList(row, clock.now())
  })
}

export const describeList = ({ issuer, number, thisUpdate, nextUpdate, at }: RevocationListRow, now: Date): RevocationListInfo =>
  ({ issuer, number, thisUpdate, nextUpdate, at, stale: now.toISOString() > nextUpdate })
