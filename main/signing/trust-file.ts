import type { KeyObject } from 'node:crypto'
import type { TrustExport } from '#contract/signing-key'
import { fromBase64url } from '#contract/verify/base64url'
import { joinKeys, type DelegationTexts } from '#contract/verify/delegation'
import { boundsOf, pinnedText, readTrustFile, stolenIn, type KeyBounds, type StolenKey, type TrustFile, type TrustRootMember } from '#contract/verify/trust-file'
import type { Context } from '#main/app/ports'
import { appendEntry, canonicalText, sha256 } from '#main/ledger/index'
import { activeOfficeRoot, certificatesOf, insertSignedTrust, newestSignedTrust, type RootRow } from '#db/signing/certificate-repo'
import { listDelegations } from '#db/signing/delegation-repo'
import { keyEnds, preparedKeys, type KeyEndRow } from '#db/signing/key-end-repo'
import { readMachine } from '#db/office/machine-repo'
import { listKeys, type PublicKeyRow } from '#db/signing/key-repo'
import { listSeats } from '#db/staff/seat-repo'
import type { Reader } from '#db/handle'
import { transact } from '#db/transact'
import { openRoot } from './certificates/office-root'
import { readCertificate } from './certificates/read-certificate'
import { signatureCheck, type VerifierKey } from './compact-jws'
import { actingKeys } from './delegation/verify-delegation'
import { importPublicKey, kidOf, type KeyUse } from './key-policy'

type Door = Pick<Context, 'db' | 'office'>

const second = (instant: string): string => `${instant.slice(0, 19)}Z`

const spkiOf = (pem: string): string => importPublicKey(pem).export({ type: 'spki', format: 'der' }).toString('base64url')

/** A retired key was in use until the next one of the same holder was made, or until its holder left the Director's seat. */
const replacedAt = (db: Reader, key: PublicKeyRow, keys: readonly PublicKeyRow[]): string | undefined => {
  if (key.state === 'active') return undefined
  const next = keys.filter((one) => one.use !== 'seal' === (key.use !== 'seal') && one.holder === key.holder && one.createdAt > key.createdAt).map((one) => one.createdAt)
  const left = key.use === 'director' ? listSeats(db).flatMap(({ username, endedAt }) => (username === key.holder && endedAt !== null && endedAt > key.createdAt ? [endedAt] : [])) : []
  return [...next, ...left].sort()[0]
}

/** When a key was put away, as it was written down; one that ended before that was done, as its holder's next key says. */
const endedAt = (db: Reader, key: PublicKeyRow, keys: readonly PublicKeyRow[], end: KeyEndRow | undefined): string | undefined => {
  if (!end || key.state === 'active') return replacedAt(db, key, keys)
  return end.how === 'compromised' ? end.at : end.since
}

/** The newest certificate of each root that a key has, leaf first; the national one where there are two. */
const certificatesFor = ({ db }: Door, kid: string, office: RootRow | undefined): string[] | undefined => {
  const rows = certificatesOf(db, kid)
  const chosen = rows.find(({ root }) => root !== office?.fingerprint) ?? rows[0]
  return chosen && [chosen.der.toString('base64url'), ...(JSON.parse(chosen.chain) as string[])]
}

type Entry = Extract<TrustFile, { v: 2 }>['keys'][number]

const entriesOf = (door: Door, office: RootRow | undefined): Entry[] => {
  const rows = listKeys(door.db)
  const ends = new Map(keyEnds(door.db).map((end) => [end.kid, end]))
  const inUse = rows.flatMap((row): Entry[] => {
    const { use } = row
    if (use === 'acting') return []
    const end = ends.get(row.kid)
    const until = endedAt(door.db, row, rows, end)
    return [{
      alg: 'PS256', from: second(row.createdAt), kid: row.kid, spki: spkiOf(row.publicPem), use, ...(until ? { until: second(until) } : {}),
      ...(end?.how === 'compromised' ? { lost: second(end.since) } : {}), ...(row.test ? { test: true as const } : {}),
    }]
  })
  const announced = preparedKeys(door.db).filter(({ announcedAt }) => announcedAt !== null).map((row): Entry => ({
    alg: 'PS256', from: second(row.createdAt), kid: row.kid, spki: spkiOf(row.publicPem), use: row.use, ...(row.test ? { test: true as const } : {}),
  }))
  return [...inUse, ...announced].map((entry) => {
    const certs = certificatesFor(door, entry.kid, office)
    return { ...entry, ...(certs ? { certs } : {}) }
  }).sort((a, b) => (a.kid < b.kid ? -1 : 1))
}

/** Stolen keys of acting directors: they are no entries, and a delegation says nothing of what became of its key. */
const stolenActing = (db: Reader): StolenKey[] => {
  const acting = new Set(listKeys(db).flatMap(({ kid, use }) => (use === 'acting' ? [kid] : [])))
  return keyEnds(db).filter(({ kid, how }) => how === 'compromised' && acting.has(kid)).map(({ kid, since }) => ({ kid, since: second(since) }))
    .sort((a, b) => (a.kid < b.kid ? -1 : 1))
}

/** Of the file that this root signed last: verifiers take no earlier one, and an announced key that was dropped leaves nothing later. */
const signedAt = (db: Reader, office: RootRow | undefined): string[] => {
  const signed = office && newestSignedTrust(db)
  const file = signed && signed.root === office.fingerprint ? (JSON.parse(signed.payload) as TrustFile) : undefined
  return file && 'at' in file ? [file.at] : []
}

/** The newest change that the file tells of: the same state gives the same bytes on any day. */
const changedAt = ({ db }: Door, keys: readonly Entry[], office: RootRow | undefined): string =>
  [
    ...keys.flatMap(({ from, until }) => [from, ...(until ? [until] : [])]), ...(office ? [second(office.at)] : []), ...signedAt(db, office), ...keyEnds(db).map(({ at }) => second(at)),
    ...preparedKeys(db).flatMap(({ announcedAt }) => (announcedAt ? [second(announcedAt)] : [])),
    ...keys.flatMap(({ kid }) => certificatesOf(db, kid).map(({ at }) => second(at))),
  ].sort().at(-1) ?? '1970-01-01T00:00:00Z'

const rootMember = ({ der, kid }: RootRow): TrustRootMember =>
  ({ cert: der.toString('base64url'), kid, spki: readCertificate(der).spki.toString('base64url') })

/** Every delegation that was ever given, in the order of their digests. */
const delegationTexts = (db: Reader): DelegationTexts[] =>
  listDelegations(db).map(({ digest, jws, endJws }) => ({ digest, jws, endJws })).sort((a, b) => (a.digest < b.digest ? -1 : 1))
    .map(({ jws, endJws }) => ({ jws, ...(endJws === null ? {} : { end: endJws }) }))

/** What is pinned or signed, as it is today: version 1 while there is nothing that it could not say. */
const payloadOf = (door: Door): string => {
  const office = activeOfficeRoot(door.db)
  const keys = entriesOf(door, office)
  const stolen = stolenActing(door.db)
  const shared = { keys, office: door.office.name, typ: 'mohr-trust', unit: door.office.unit }
  if (!office && stolen.length === 0 && keys.every(({ certs, lost }) => !certs && !lost)) return canonicalText({ ...shared, v: 1 })
  return canonicalText({ ...shared, at: changedAt(door, keys, office), ...(office ? { root: rootMember(office) } : {}), ...(stolen.length > 0 ? { stolen } : {}), v: 2 })
}

/**
 * The office's public keys as one file, with what was delegated. Signed by the office root it is compared once, by the words of
 * the root's key; without a root, or until the root has signed its newest state, every state of it by its own. Delegations
 * prove themselves and are no part of either; an acting director's key comes with them, never among the others.
 */
export const exportTrustFile = (door: Door): TrustExport => {
  const { db, office: { unit } } = door
  const payload = payloadOf(door)
  const office = activeOfficeRoot(db)
  const signed = office && newestSignedTrust(db)
  const whole = office !== undefined && signed?.payload === payload && signed.root === office.fingerprint
  const pinned = keysIn(JSON.parse(payload) as TrustFile)
  // One that a stolen key signed after it was stolen would make the whole file false.
  const given = delegationTexts(db).filter((texts) => actingKeys([texts], pinned, []) !== null)
  const members = whole ? { signed: signed.jws, typ: 'mohr-trust', v: 2 } : (JSON.parse(payload) as TrustFile)
  const text = canonicalText({ ...members, ...(given.length > 0 ? { delegations: given } : {}) })
  return {
    fileName: `trust-${unit}.json`, content: `${text}\n`, digest: sha256(pinnedText(text)), pinned: whole ? 'root' : 'file',
    unsignedSince: office && !whole && 'at' in members ? members.at : null,
  }
}

/** The root signs the file as it is today. @throws Fault LEDGER_ROLLED_BACK, ROOT_ABSENT, ROOT_PASSPHRASE_WRONG. */
export const signTrustFile = (context: Context, { rootPassphrase }: { rootPassphrase: string }): TrustExport => {
  const { db, clock, actor } = context
  const { row, signer } = openRoot(context, rootPassphrase)
  try {
    const payload = payloadOf(context)
    const jws = signer.sign('trust+jws', payload)
    return transact(db, () => {
      insertSignedTrust(db, { root: row.fingerprint, payload, jws, by: actor.username, at: clock.now().toISOString() })
      appendEntry(context, { kind: 'trustFile.sign', aggregate: { type: 'Root', id: row.fingerprint }, baseVersion: 0, payload: { root: row.kid, digest: sha256(payload) } })
      return exportTrustFile(context)
    })
  } finally {
    signer.close()
  }
}

export type TrustedKey = VerifierKey & { bounds: KeyBounds }
export type Trusted = { keys: TrustedKey[]; digest: string; pinned: TrustExport['pinned']; office: string; at: string | null; /** Acting directors' keys in other hands: a delegation from beside the file needs them too. */ stolen: readonly StolenKey[] }

/** A public key under the name that its own bytes give it. @throws KeyOutsidePolicy and others. */
const importNamed = (spki: string, kid: string, use: KeyUse): KeyObject => {
  const pem = `-----BEGIN PUBLIC KEY-----\n${Buffer.from(fromBase64url(spki) ?? []).toString('base64')}\n-----END PUBLIC KEY-----\n`
  const publicKey = importPublicKey(pem)
  if (kidOf(publicKey, use) !== kid) throw new TypeError('not the key it is called')
  return publicKey
}

const pemOfKey = (key: KeyObject): string => key.export({ type: 'spki', format: 'pem' }).toString()

/** Whether the root that a signed file names really signed it, and its certificate is of the same key. */
const isSealed = ({ signed, root }: TrustFile): boolean => {
  if (!signed) return true
  if (!root) return false
  const certificate = readCertificate(fromBase64url(root.cert) ?? new Uint8Array())
  return signatureCheck(importNamed(root.spki, root.kid, 'root'))(Buffer.from(signed.signed, 'latin1'), signed.signature) && certificate.spki.toString('base64url') === root.spki
}

/** A certificate in the file is the key's own; who issued it, its reader checks with tools of his own. */
const isCertified = (key: TrustFile['keys'][number]): boolean =>
  !('certs' in key) || key.certs === undefined || readCertificate(fromBase64url(key.certs[0] ?? '') ?? new Uint8Array()).spki.toString('base64url') === key.spki

const keysIn = (file: TrustFile): TrustedKey[] =>
  file.keys.map((key) => ({ kid: key.kid, publicPem: pemOfKey(importNamed(key.spki, key.kid, key.use)), use: key.use, bounds: boundsOf(file, key) }))

/**
 * The keys of a trust file, each with what it may speak for; acting directors' with what was delegated to them. Who asks
 * compares the words of `digest`: the root's where it signed the file.
 * @returns null when the text is no trust file, its signature is not its root's, a key in it is outside policy or not the one
 *   its name says, or a delegation in it is not signed by one of its keys.
 */
export const keysOfTrustFile = (text: string): Trusted | null => {
  const file = readTrustFile(text)
  if (!file) return null
  try {
    if (!isSealed(file)) return null
    const keys = keysIn(file)
    if (!file.keys.every(isCertified)) return null
    const stolen = stolenIn(file)
    const acting = actingKeys(file.delegations ?? [], keys, stolen)
    return acting && {
      keys: [...keys, ...acting], digest: sha256(pinnedText(text)), pinned: file.signed ? 'root' : 'file', office: file.office, at: 'at' in file ? file.at : null, stolen,
    }
  } catch {
    return null
  }
}

/**
 * Every key that a document of this office may be checked with, acting directors' with what was delegated to them. Stolen ones
 * too: here the register says what was signed before (main/permits/compromise/stands).
 */
export const officeKeys = (db: Reader): VerifierKey[] => {
  const own: VerifierKey[] = listKeys(db).filter(({ use }) => use !== 'acting')
  const texts = delegationTexts(db)
  return joinKeys(own, texts.length > 0 ? (actingKeys(texts, own, []) ?? []) : [])
}

/** The same, and on a joined machine the keys that the first one's trust file brought. */
export const knownKeys = (db: Reader): (VerifierKey & { bounds?: KeyBounds })[] => {
  const { trust } = readMachine(db)
  return [...officeKeys(db), ...(trust === null ? [] : (keysOfTrustFile(trust)?.keys ?? []))]
}
