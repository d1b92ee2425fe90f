import type { TrustExport } from '#contract/signing'
import { fromBase64url } from '#contract/verify/base64url'
import { boundsOf, readTrustFile, type KeyBounds, type TrustFile } from '#contract/verify/trust-file'
import type { Context } from '#main/app/ports'
import { canonicalText, sha256 } from '#main/ledger/index'
import { listKeys, type PublicKeyRow } from '#db/signing/key-repo'
import type { VerifierKey } from './compact-jws'
import { importPublicKey, kidOf } from './key-policy'

const second = (instant: string): string => `${instant.slice(0, 19)}Z`

const spkiOf = (pem: string): string => importPublicKey(pem).export({ type: 'spki', format: 'der' }).toString('base64url')

/** A retired key was in use until the next one of the same holder was made: that is the only way in which one retires. */
const replacedAt = (key: PublicKeyRow, keys: readonly PublicKeyRow[]): string | undefined =>
  key.state === 'active' ? undefined
    : keys.filter((next) => next.use === key.use && next.holder === key.holder && next.createdAt > key.createdAt).map((next) => next.createdAt).sort()[0]

/**
 * The office's public keys as one file. The same keys give the same bytes, so its digest can be compared over the telephone:
 * no national root vouches for it, who keeps it has pinned it by hand.
 */
export const exportTrustFile = ({ db, office }: Pick<Context, 'db' | 'office'>): TrustExport => {
  const rows = listKeys(db)
  const keys: TrustFile['keys'] = rows
    .map((row) => ({ row, until: replacedAt(row, rows) }))
    .map(({ row, until }) => ({
      alg: 'PS256' as const, from: second(row.createdAt), kid: row.kid, spki: spkiOf(row.publicPem), use: row.use,
      ...(until ? { until: second(until) } : {}), ...(row.test ? { test: true as const } : {}),
    }))
    .sort((a, b) => (a.kid < b.kid ? -1 : 1))
  const text = canonicalText({ keys, office: office.name, typ: 'mohr-trust', unit: office.unit, v: 1 })
  return { fileName: `trust-${office.unit}.json`, content: `${text}\n`, digest: sha256(text) }
}

export type TrustedKey = VerifierKey & { bounds: KeyBounds }

/**
 * The keys of a trust file, each with what it may speak for.
 * @returns null when the text is no trust file, or a key in it is outside policy or not the one its name says.
 */
export const keysOfTrustFile = (text: string): { keys: TrustedKey[]; digest: string; office: string } | null => {
  const file = readTrustFile(text)
  if (!file) return null
  try {
    const keys = file.keys.map((key) => {
      const pem = `-----BEGIN PUBLIC KEY-----\n${Buffer.from(fromBase64url(key.spki) ?? []).toString('base64')}\n-----END PUBLIC KEY-----\n`
      const publicKey = importPublicKey(pem)
      if (kidOf(publicKey, key.use) !== key.kid) throw new TypeError('not the key it is called')
      return { kid: key.kid, publicPem: publicKey.export({ type: 'spki', format: 'pem' }).toString(), use: key.use, bounds: boundsOf(file, key) }
    })
    return { keys, digest: sha256(canonicalText(file)), office: file.office }
  } catch {
    return null
  }
}
