import type { CertificateFault, KeyCertificate } from '#contract/certificates'
import type { KeyTrust } from '#contract/signing'
import type { Context } from '#main/app/ports'
import { certificatesOf, findRevocationList, listRoots, type CertificateRow, type RootRow } from '#db/signing/certificate-repo'
import type { Reader } from '#db/handle'
import { sealedSizeBy } from '#db/checkpoints/checkpoint-repo'
import { buildChain, type Chain } from './build-chain'
import { pemOf, spkiOfPem } from './read-bundle'
import { readCertificate, type Certificate } from './read-certificate'
import { issuerKeyOf, readRevocationList, type RevocationList } from './read-crl'

/** Taking bytes apart costs more than asking what they say; the same bytes always say the same. */
const remembered = <T>(read: (der: Buffer) => T) => {
  const known = new Map<string, T>()
  return (name: string, der: Buffer): T => {
    const found = known.get(name)
    if (found !== undefined) return found
    if (known.size > 200) known.clear()
    const fresh = read(der)
    known.set(name, fresh)
    return fresh
  }
}
const certificateOf = remembered(readCertificate)
const listOf = remembered(readRevocationList)

const chainOf = (row: CertificateRow): Certificate[] =>
  (JSON.parse(row.chain) as string[]).map((text) => certificateOf(text.slice(-64), Buffer.from(text, 'base64url')))

type Revocation = { since: Date | null; state: KeyCertificate['listState']; asOf: string | null }

const knownList = (db: Reader, issuer: Certificate): RevocationList | null => {
  const row = findRevocationList(db, issuerKeyOf(issuer))
  return row ? listOf(`${row.issuerKey}${row.thisUpdate}${row.number}`, row.der) : null
}

/** Whether any certificate of the chain was taken back, and how far that is known: as far as the worst list of them. */
const revocationOf = (db: Reader, { leaf, between, root }: Chain, now: Date): Revocation => {
  const chain = [leaf, ...between]
  const found: Revocation[] = chain.map((one, i) => {
    const list = knownList(db, chain[i + 1] ?? root)
    if (!list) return { since: null, state: 'none', asOf: null }
    return { since: list.revoked.get(one.serial) ?? null, state: now > list.nextUpdate ? 'stale' : 'fresh', asOf: list.thisUpdate.toISOString() }
  })
  const since = found.flatMap((one) => one.since ?? []).sort((a, b) => a.getTime() - b.getTime())[0] ?? null
  const worst = found.find(({ state }) => state === 'none') ?? found.find(({ state }) => state === 'stale') ?? found[0]
  return { since, state: worst?.state ?? 'none', asOf: worst?.asOf ?? null }
}

/** A moment to judge by: now, or the signature of a document with its place in the ledger. */
export type Moment = { at: Date; now: Date; seq: number | null }

type Judged = { fault: CertificateFault | null; revocation: Revocation }

/**
 * RFC 5280 and what the ledger knows: a certificate taken back since T still vouches for what certainly lay in the ledger under
 * a checkpoint sealed by T. That a document says an earlier hour proves nothing: who holds a stolen key writes any hour.
 */
const judged = (db: Reader, row: CertificateRow, root: RootRow, spki: Uint8Array, { at, now, seq }: Moment): Judged => {
  const leaf = certificateOf(row.fingerprint, row.der)
  const built = buildChain(leaf, chainOf(row), root.state === 'active' ? [certificateOf(root.fingerprint, root.der)] : [], spki, at)
  if ('reason' in built) return { fault: built.reason, revocation: { since: null, state: 'none', asOf: null } }
  const revocation = revocationOf(db, built.chain, now)
  const { since } = revocation
  const stands = since === null || (at < since && seq !== null && seq <= sealedSizeBy(db, since.toISOString()))
  return { fault: stands ? null : 'revoked', revocation }
}

const levels: Record<RootRow['kind'], KeyTrust> = { office: 'office_root', national: 'national_root' }

/** The certificates of a key as they stand at a moment, and the highest trust that any of them gives. */
export const trustOfKey = (db: Reader, kid: string, spki: Uint8Array, moment: Moment): { trust: KeyTrust; certificates: KeyCertificate[] } => {
  const rows = certificatesOf(db, kid)
  if (rows.length === 0) return { trust: 'office_internal', certificates: [] }
  const roots = new Map(listRoots(db).map((root) => [root.fingerprint, root]))
  const certificates = rows.flatMap((row) => {
    const root = roots.get(row.root)
    return root ? [describe(row, root, judged(db, row, root, spki, moment), moment.now)] : []
  })
  const good = certificates.filter(({ fault }) => fault === null).map(({ kind }) => levels[kind])
  return { trust: good.includes('national_root') ? 'national_root' : (good[0] ?? 'office_internal'), certificates }
}

/** The same today. */
export const trustNow = ({ db, clock }: Pick<Context, 'db' | 'clock'>, { kid, publicPem }: { kid: string; publicPem: string }): ReturnType<typeof trustOfKey> => {
  const now = clock.now()
  return trustOfKey(db, kid, spkiOfPem(publicPem), { at: now, now, seq: null })
}

const describe = (row: CertificateRow, root: RootRow, { fault, revocation }: Judged, now: Date): KeyCertificate => ({
  fingerprint: row.fingerprint, kid: row.kid, kind: root.kind, subject: row.subject, issuer: row.issuer, serial: row.serial, notBefore: row.notBefore,
  notAfter: row.notAfter, fault, revokedSince: revocation.since?.toISOString() ?? null, listState: revocation.state, listAsOf: revocation.asOf,
  daysLeft: Math.floor((Date.parse(row.notAfter) - now.getTime()) / 86_400_000),
  pem: [row.der, ...(JSON.parse(row.chain) as string[]).map((text) => Buffer.from(text, 'base64url'))].map((der) => pemOf('CERTIFICATE', der)).join(''),
})
