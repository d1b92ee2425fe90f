/**
 * Who vouches for a key: this office alone, this office's root, or a national root that the system manager pinned. Never more
 * than holds today: dates, chain and revocation lists are looked at anew at every reading.
 */
export type KeyTrust = 'office_internal' | 'office_root' | 'national_root'

/** Where a key on a token is found again: the office's name of the module, the token's own serial number, the key's CKA_ID (hex). */
export type TokenAddress = { module: string; serial: string; label: string; keyId: string }

export type SigningKey = {
  kid: string
  /** `acting`: made by a director who does not hold the seat; good only under a delegation. */
  use: 'director' | 'acting' | 'seal'
  alg: 'PS256'
  bits: number
  /** Who may open it (director) or which unit's seal it is. */
  holder: string
  createdAt: string
  state: 'active' | 'retired'
  test: boolean
  /** SPKI, PEM: what a verifier needs. */
  publicPem: string
  /** Outside Art. 10 until chained to the national root; the screen must say so. */
  trust: KeyTrust
  /** Wrapped here by its holder's passphrase, or made on and never leaving a token (PKCS#11), which asks its PIN. */
  store: 'software' | 'token'
  token: TokenAddress | null
}

/** The office's public keys as the file others keep (docs/formats/trust-file.md), and the digest to compare it by. */
export type TrustExport = {
  fileName: string
  content: string
  /** What others compare by ten words: SHA-256, base64url, of the root's key (`root`), or of this text without its last line break (`file`). */
  digest: string
  pinned: 'root' | 'file'
  /** The root signed an earlier state of it: this one waits for its signature. */
  unsignedSince: string | null
}
