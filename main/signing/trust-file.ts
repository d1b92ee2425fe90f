import type { TrustExport } from '#contract/signing'
import { fromBase64url } from '#contract/verify/base64url'
import { boundsOf, pinnedText, readTrustFile, type KeyBounds } from '#contract/verify/trust-file'
import type { Context } from '#main/app/ports'
import { canonicalText, sha256 } from '#main/ledger/index'
import type { Reader } from '#db/handle'
import { listDelegations } from '#db/signing/delegation-repo'
import { listKeys, type PublicKeyRow } from '#db/signing/key-repo'
import { listSeats } from '#db/staff/seat-repo'
import type { VerifierKey } from './compact-jws'
import { actingKeys, type DelegationTexts } from './delegation/verify-delegation'
import { importPublicKey, kidOf } from './key-policy'

const second = (instant: string): string => `${instant.slice(0, 19)}Z`

const spkiOf = (pem: string): string => importPublicKey(pem).export({ type: 'spki', format: 'der' }).toString('base64url')

/** A retired key was in use until the next one of the same holder was made, or until its holder left the Director's seat. */
const replacedAt = (db: Reader, key: PublicKeyRow, keys: readonly PublicKeyRow[]): string | undefined => {
  if (key.state === 'active') return undefined
  const next = keys.filter((one) => one.use !== 'seal' === (key.use !== 'seal') && one.holder === key.holder && one.createdAt > key.createdAt).map((one) => one.createdAt)
  const left = key.use === 'director' ? listSeats(db).flatMap(({ username, endedAt }) => (username === key.holder && endedAt !== null && endedAt > key.createdAt ? [endedAt] : [])) : []
  return [...next, ...left].sort()[0]
}

/**
 * The office's public keys as one file, with what was delegated. The same keys give the same digest, so it can be compared
 * over the telephone: no national root vouches for it, who keeps it has pinned it by hand. Delegations prove themselves and
 * are no part of the digest; an acting director's key comes with them, never among the pinned ones.
 */
export const exportTrustFile = ({ db, office }: Pick<Context, 'db' | 'office'>): TrustExport => {
  const rows = listKeys(db)
  const keys = rows
    .map((row) => ({ row, until: replacedAt(db, row, rows) }))
    .flatMap(({ row, until }) => row.use === 'acting' ? [] : [{
      alg: 'PS256' as const, from: second(row.createdAt), kid: row.kid, spki: spkiOf(row.publicPem), use: row.use,
      ...(until ? { until: second(until) } : {}), ...(row.test ? { test: true as const } : {}),
    }])
    .sort((a, b) => (a.kid < b.kid ? -1 : 1))
  const delegations = delegationTexts(db)
  const text = canonicalText({ keys, office: office.name, typ: 'mohr-trust', unit: office.unit, v: 1, ...(delegations.length > 0 ? { delegations } : {}) })
  return { fileName: `trust-${office.unit}.json`, content: `${text}\n`, digest: sha256(pinnedText(text)) }
}

/** Every delegation that was ever given, in the order of their digests. */
const delegationTexts = (db: Reader): DelegationTexts[] =>
  listDelegations(db).map(({ digest, jws, endJws }) => ({ digest, jws, endJws })).sort((a, b) => (a.digest < b.digest ? -1 : 1))
    .map(({ jws, endJws }) => ({ jws, ...(endJws === null ? {} : { end: endJws }) }))

export type TrustedKey = VerifierKey & { bounds: KeyBounds }

/**
 * The keys of a trust file, each with what it may speak for; acting directors' with what was delegated to them.
 * @returns null when the text is no trust file, a key in it is outside policy or not the one its name says, or a delegation
 *   in it is not signed by one of its keys.
 */
export const keysOfTrustFile = (text: string): { keys: TrustedKey[]; digest: string; office: string } | null => {
  const file = readTrustFile(text)
  if (!file) return null
  try {
    const keys: TrustedKey[] = file.keys.map((key) => {
      const pem = `-----BEGIN PUBLIC KEY-----\n${Buffer.from(fromBase64url(key.spki) ?? []).toString('base64')}\n-----END PUBLIC KEY-----\n`
      const publicKey = importPublicKey(pem)
      if (kidOf(publicKey, key.use) !== key.kid) throw new TypeError('not the key it is called')
      return { kid: key.kid, publicPem: publicKey.export({ type: 'spki', format: 'pem' }).toString(), use: key.use, bounds: boundsOf(file, key) }
    })
    const acting = actingKeys(file.delegations ?? [], keys)
    return acting && { keys: [...keys, ...acting], digest: sha256(pinnedText(text)), office: file.office }
  } catch {
    return null
  }
}

/** Every key that a document of this office may be checked with, acting directors' with what was delegated to them. */
export const officeKeys = (db: Reader): VerifierKey[] => {
  const own = listKeys(db).filter(({ use }) => use !== 'acting')
  return [...own, ...delegationTexts(db).flatMap((texts) => actingKeys([texts], own) ?? []).reduce(joined, [])]
}

/** One entry a key: its delegations together. */
const joined = (keys: VerifierKey[], next: VerifierKey): VerifierKey[] => {
  const same = keys.find(({ kid }) => kid === next.kid)
  if (!same) return [...keys, next]
  return keys.map((key) => (key === same ? { ...key, delegations: [...key.delegations ?? [], ...next.delegations ?? []] } : key))
}
