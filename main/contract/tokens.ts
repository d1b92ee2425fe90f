import { z } from 'zod'
import { noInput, operation, shape } from './define'
import type { SigningKey, TokenAddress } from './signing-key'
import { line } from './values/fields'

/** What the token itself says of its PIN (CK_TOKEN_INFO flags): some wrong tries, one try left, none left. PKCS#11 gives no number. */
export type PinTries = 'normal' | 'low' | 'final' | 'locked'

/** Why a token can't hold the Director's key here: the PIN is typed on its reader, it has no PIN yet, nothing can be written to it. */
export type TokenUnfit = 'pin_pad' | 'pin_not_set' | 'read_only'

export type TokenInfo = {
  serial: string
  label: string
  manufacturer: string
  model: string
  /** The reader, as the module calls it. */
  slot: string
  tries: PinTries
  unfit: TokenUnfit | null
}

/** Why a module of the office's list can't be used: not there, writable by anybody, no PKCS#11 library, or it does not start. */
export const moduleFaults = ['configuration', 'unknown', 'missing', 'open_to_others', 'not_pkcs11', 'failed'] as const
export type ModuleFault = (typeof moduleFaults)[number]

/** A module that the office's IT listed (docs/tokens.md), and the tokens that it sees now. */
export type TokenModule = { id: string; title: string; fault: ModuleFault | null; tokens: TokenInfo[] }

/** Why a key on a token does not become the Director's. */
export const keyRefusals = [
  'not_rsa', 'bits', 'exponent', 'cannot_sign', 'mechanism', 'certificate_other', 'usage', 'authority', 'expired', 'not_yet_valid',
] as const
export type KeyRefusal = (typeof keyRefusals)[number]
/** What is said of a key that may be used all the same. */
export type KeyWarning = 'no_certificate' | 'expires_soon' | 'may_leave_token' | 'other_uses'

export type TokenCertificate = { subject: string; issuer: string; serial: string; notBefore: string; notAfter: string }
/** A key pair on a token, as far as it shows without its PIN. */
export type TokenKey = {
  /** CKA_ID, hex. */
  keyId: string
  label: string
  bits: number
  /** The name it would have, or has. */
  kid: string | null
  certificate: TokenCertificate | null
  refusals: KeyRefusal[]
  warnings: KeyWarning[]
}

/** The signed-in Director's key as the signing dialog must ask for it. */
export type MyKey = Pick<SigningKey, 'kid' | 'bits' | 'alg' | 'store'> & {
  token: (TokenAddress & { moduleTitle: string; tries: PinTries; certificate: TokenCertificate | null; warnings: KeyWarning[] }) | null
  /** Why it can't sign now, before any PIN is typed: an error code of signing, with its details. */
  obstacle: { code: SigningFault; details: { cause?: string; causes?: readonly string[] } } | null
}

/** What may stand in the way of a token, beside its PIN. */
export const tokenFaults = [
  'TOKEN_SUPPORT_ABSENT', 'TOKEN_MODULE_UNFIT', 'TOKEN_ABSENT', 'TOKEN_UNFIT', 'TOKEN_LOCKED', 'TOKEN_BUSY', 'TOKEN_FAILED', 'TOKEN_KEY_ABSENT',
  'TOKEN_KEY_REFUSED', 'PIN_WRONG',
] as const
export type TokenFault = (typeof tokenFaults)[number]

/** What every operation that opens the Director's key may answer: of this program or on a token, its secret is asked for in one field. */
export const signingFaults = ['KEY_ABSENT', 'PASSPHRASE_WRONG', 'PASSPHRASE_DELAYED', 'LEDGER_ROLLED_BACK', 'TIMESTAMP_OVERDUE', 'CLOCK_WRONG', 'ANCHOR_OVERDUE', ...tokenFaults] as const
export type SigningFault = (typeof signingFaults)[number]

/** Why a run of signatures ended at a document. */
export const stopReasons = ['token_absent', 'token_locked', 'token_failed', 'pin_wrong'] as const
export type StopReason = (typeof stopReasons)[number]

/** Persian and Arabic digits are the same keys of the same keyboard; nothing else of a PIN is changed. */
export const latinDigits = (text: string): string => text.replace(/[۰-۹٠-٩]/g, (digit) => String(digit.charCodeAt(0) & 0xf))
const pinText = z.string().min(1, 'REQUIRED').max(255, 'TOO_LONG')

const serial = z.string().min(1).max(64)
const module = z.string().regex(/^[a-z0-9-]{1,32}$/)
/** The key that this one follows, so that nobody replaces a key unawares. */
const replaces = z.string().max(40).nullable().default(null)

/** A key on a token, and the PIN just typed. */
export const tokenPlace = { module, serial, keyId: z.string().regex(/^[0-9a-f]{2,128}$/), pin: pinText }

export const tokenOperations = {
  /** The modules that IT listed, and the tokens in the readers now. */
  tokens: operation({
    kind: 'read', access: ['director', 'it'], input: noInput,
    output: shape<{ supported: boolean; configured: 'absent' | 'unreadable' | 'ready'; modules: TokenModule[] }>(), errors: [],
  }),
  /** Key pairs and certificates that a token shows without its PIN, and what policy says of each. */
  tokenKeys: operation({
    kind: 'read', access: ['director'], input: z.object({ module, serial }), output: shape<{ keys: TokenKey[] }>(), errors: [...tokenFaults],
  }),
  /** A key pair that is on the token becomes the signed-in Director's key, after it has signed a trial text. */
  useTokenKey: operation({
    kind: 'write', access: ['director'], input: z.object({ ...tokenPlace, replaces }),
    output: shape<SigningKey>(), errors: [...tokenFaults, 'KEY_EXISTS'],
  }),
  /** RSA-3072, made on the token, which it never leaves; it becomes the signed-in Director's key. */
  makeTokenKey: operation({
    kind: 'write', access: ['director'], input: z.object({ module, serial, label: line(60), pin: pinText, replaces }),
    output: shape<SigningKey>(), errors: [...tokenFaults, 'KEY_EXISTS'],
  }),
  /** What the signing dialog asks for: passphrase or PIN, and how the token stands. No PIN is tried. */
  myKey: operation({ kind: 'read', access: ['director'], input: noInput, output: shape<{ key: MyKey | null }>(), errors: [] }),
} as const
