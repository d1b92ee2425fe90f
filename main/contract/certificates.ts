import { z } from 'zod'
import { noInput, operation, shape } from './define'
import type { KeyTrust, SigningKey, TrustExport } from './signing-key'
import { signingFaults, tokenFaults, tokenPlace } from './tokens'
import { line, passphrase } from './values/fields'

/** Why a certificate is not taken, in the order in which it is looked at; each has one Persian sentence. */
export const certificateFaults = [
  'unreadable', 'private_key', 'too_large', 'too_many', 'wrong_key', 'is_authority', 'key_usage', 'weak_hash', 'algorithm', 'weak_key', 'critical',
  'not_yet_valid', 'expired', 'broken_chain', 'not_authority', 'path_length', 'signature', 'root_unknown', 'revoked',
] as const
export type CertificateFault = (typeof certificateFaults)[number]

/** A root that this office trusts: its own, or a national one that the system manager compared and pinned. */
export type TrustRoot = {
  fingerprint: string
  /** The same, 64 hexadecimal digits: how authorities publish it. */
  sha256: string
  kind: 'office' | 'national'
  subject: string
  notBefore: string
  notAfter: string
  state: 'active' | 'retired'
  test: boolean
  /** Who was present when it was made; where its fingerprint was compared. */
  witness: string
  by: string
  at: string
  endedReason: string | null
  pem: string
}

export type KeyCertificate = {
  fingerprint: string
  kid: string
  kind: TrustRoot['kind']
  subject: string
  issuer: string
  serial: string
  notBefore: string
  notAfter: string
  /** Why it vouches for nothing today; null when it does. */
  fault: CertificateFault | null
  revokedSince: string | null
  /** How far its revocation is known: `none` and `stale` are said aloud, never passed over. */
  listState: 'fresh' | 'stale' | 'none'
  listAsOf: string | null
  daysLeft: number
  /** It and every authority up to the root's doorstep, PEM. */
  pem: string
}

export type KeyEnd = { how: 'replaced' | 'retired' | 'compromised'; since: string; reason: string; successor: string | null; by: string; at: string }

/** What is known of a key beside its public half. */
export type KeyStanding = { kid: string; trust: KeyTrust; certificates: KeyCertificate[]; end: KeyEnd | null }

/** A key that waits to follow the one in use. */
export type PreparedKey = Pick<SigningKey, 'kid' | 'bits' | 'holder' | 'createdAt' | 'test' | 'publicPem' | 'token'> & { use: 'director' | 'seal'; announcedAt: string | null; trust: KeyTrust; certificates: KeyCertificate[] }

export type RevocationListInfo = { issuer: string; number: string; thisUpdate: string; nextUpdate: string; stale: boolean; at: string }

export type Certificates = {
  roots: TrustRoot[]
  keys: KeyStanding[]
  prepared: PreparedKey[]
  lists: RevocationListInfo[]
  /** The trust file as the root signed it last; `current` when it still says what is so. */
  signedTrust: { at: string; current: boolean } | null
}

/** What files from an authority hold, looked at before anything is kept. */
export type CertificateCheck =
  | { outcome: 'good'; kind: TrustRoot['kind']; subject: string; issuer: string; serial: string; notBefore: string; notAfter: string; between: string[]; root: string; trust: KeyTrust }
  | { outcome: 'refused'; reason: CertificateFault; subject: string | null; issuer: string | null }

export type SavedFile = { fileName: string; content: string; encoding: 'text' | 'base64' }

const kid = z.string().regex(/^[das]-[A-Za-z0-9_-]{16}$/, 'INVALID')
const reason = line(500, 3)
const secret = z.string().min(1, 'REQUIRED').max(1024, 'TOO_LONG')
/** A root is opened once in years: its passphrase is longer than a person's. */
const rootPassphrase = z.string().min(16, 'TOO_SHORT').max(1024, 'TOO_LONG')
const file = z.base64().max(6_000_000, 'TOO_LONG')
const files = z.array(file).min(1, 'REQUIRED').max(10, 'TOO_LONG')
const managing = ['director', 'system_manager'] as const

export const certificateOperations = {
  certificates: operation({ kind: 'read', access: 'signed_in', input: noInput, output: shape<Certificates>(), errors: [] }),
  /** The ceremony: RSA-4096, its own passphrase, a second person present; there is one at a time. */
  createRoot: operation({
    kind: 'write', access: managing,
    input: z.object({ rootPassphrase, witness: line(120, 3), passphrase }),
    output: shape<TrustRoot>(), errors: ['ROOT_EXISTS', 'ROOT_PASSPHRASE_SAME', 'PASSPHRASE_WRONG', 'PASSPHRASE_DELAYED'],
  }),
  /** A national root, pinned by the fingerprint that the system manager has from elsewhere, not from the file. */
  pinRoot: operation({
    kind: 'write', access: ['system_manager'],
    input: z.object({ file, fingerprint: z.string().max(200, 'TOO_LONG'), source: line(200, 3) }),
    output: shape<TrustRoot>(), errors: ['ROOT_FINGERPRINT_DIFFERS', 'ROOT_PINNED', 'CERTIFICATE_REFUSED'],
  }),
  retireRoot: operation({
    kind: 'write', access: ['system_manager'], input: z.object({ fingerprint: z.string().max(60), reason }), output: shape<TrustRoot>(), errors: ['ROOT_ABSENT'],
  }),
  /** The office root certifies a key of this office, in use or prepared. */
  certifyKey: operation({
    kind: 'write', access: managing, input: z.object({ kid, rootPassphrase: secret }), output: shape<KeyCertificate>(),
    errors: ['ROOT_ABSENT', 'ROOT_PASSPHRASE_WRONG', 'KEY_ENDED'],
  }),
  /** PKCS#10, signed by the key itself: the Director's own with her secret, the seal's by who manages it. */
  requestCertificate: operation({
    kind: 'write', access: managing,
    input: z.object({ kid, commonName: line(64, 2), unit: line(64, 0).default(''), passphrase: secret }),
    output: shape<SavedFile>(), errors: ['KEY_ENDED', 'KEY_NOT_YOURS', 'SEAL_KEY_ABSENT', ...signingFaults],
  }),
  checkCertificate: operation({ kind: 'read', access: managing, input: z.object({ kid, files }), output: shape<CertificateCheck>(), errors: [] }),
  importCertificate: operation({
    kind: 'write', access: managing, input: z.object({ kid, files }), output: shape<KeyCertificate>(), errors: ['CERTIFICATE_REFUSED', 'CERTIFICATE_KNOWN', 'KEY_ENDED'],
  }),
  /** An authority's list as a file, offline. */
  importRevocationList: operation({
    kind: 'write', access: ['director', 'system_manager', 'it'], input: z.object({ file }), output: shape<RevocationListInfo>(),
    errors: ['LIST_REFUSED', 'LIST_ISSUER_UNKNOWN', 'LIST_OLDER'],
  }),
  /** The office root's own list of certificates that it took back. */
  issueRevocationList: operation({
    kind: 'write', access: managing, input: z.object({ rootPassphrase: secret }), output: shape<SavedFile>(), errors: ['ROOT_ABSENT', 'ROOT_PASSPHRASE_WRONG'],
  }),
  /** The root signs the trust file: who pinned the root needs no new comparison. */
  signTrustFile: operation({
    kind: 'write', access: managing, input: z.object({ rootPassphrase: secret }), output: shape<TrustExport>(), errors: ['ROOT_ABSENT', 'ROOT_PASSPHRASE_WRONG'],
  }),
  prepareKey: operation({
    kind: 'write', access: managing, input: z.object({ use: z.enum(['director', 'seal'], 'UNKNOWN_VALUE'), passphrase }), output: shape<PreparedKey>(),
    errors: ['KEY_PREPARED', 'KEY_ABSENT', 'KEY_NOT_YOURS', 'SEAL_KEY_ABSENT', 'PRINCIPAL_ONLY', 'PASSPHRASE_WRONG', 'PASSPHRASE_DELAYED'],
  }),
  /** The same on a token: the pair named, or one that is made there. */
  prepareTokenKey: operation({
    kind: 'write', access: ['director'], input: z.object({ ...tokenPlace, keyId: tokenPlace.keyId.nullable(), label: line(60) }), output: shape<PreparedKey>(),
    errors: ['KEY_PREPARED', 'KEY_ABSENT', 'KEY_KNOWN', 'KEY_NOT_YOURS', 'PRINCIPAL_ONLY', 'LEDGER_ROLLED_BACK', ...tokenFaults],
  }),
  /** From now on the trust file names it, before it signs anything. */
  announceKey: operation({ kind: 'write', access: managing, input: z.object({ kid }), output: shape<PreparedKey>(), errors: ['KEY_NOT_YOURS', 'PRINCIPAL_ONLY'] }),
  switchKey: operation({
    kind: 'write', access: managing, input: z.object({ kid, passphrase: secret }), output: shape<SigningKey>(),
    errors: ['KEY_UNANNOUNCED', 'KEY_NOT_YOURS', 'PRINCIPAL_ONLY', 'PASSPHRASE_WRONG', 'PASSPHRASE_DELAYED', ...tokenFaults],
  }),
  dropPreparedKey: operation({ kind: 'write', access: managing, input: z.object({ kid, reason }), output: shape<{ kid: string }>(), errors: ['KEY_NOT_YOURS', 'PRINCIPAL_ONLY'] }),
  /** Without a successor; what it signed still verifies. */
  retireKey: operation({
    kind: 'write', access: managing, input: z.object({ kid, reason, passphrase }), output: shape<KeyStanding>(),
    errors: ['KEY_ENDED', 'KEY_NOT_YOURS', 'PASSPHRASE_WRONG', 'PASSPHRASE_DELAYED'],
  }),
} as const
