import { createPrivateKey, createPublicKey, sign as signInThreadPool, type KeyObject } from 'node:crypto'
import { NodeRSA } from 'node-rsa'
import { ps256, type HeaderExtra, type JwsType } from './compact-jws'
import { jwsFrame } from './jws-frame'
import { admitKey, kidOf, type KeyUse } from './key-policy'
import { startCrew, type SigningCrew } from './signing-crew'

/** An opened key of this program or on a token. Close it as soon as the last document is signed. */
export type Signer = {
  kid: string
  /** How many documents to sign between two commits: a token takes up to a second for each, and the screen waits so long. */
  atOnce: number
  /** So many documents are about to be signed beside: a long list gets threads of its own while it is still being checked. */
  expect(count: number): void
  /**
   * Blocks until it is done; a long list, or one document of a key that may be on a token, is better signed beside.
   * @returns a compact JWS over exactly this canonical text, already checked by a second implementation.
   * @throws SigningStopped when a token can't go on.
   */
  sign(typ: JwsType, canonicalText: string, extra?: HeaderExtra): string
  /** The same on other threads: the arithmetic of a long list runs beside the storing of what is already signed. */
  signBeside(typ: JwsType, canonicalText: string, extra?: HeaderExtra): Promise<string>
  /** A bare signature (RSASSA-PSS, SHA-256, salt 32) over bytes that are no JWS: certificate requests, certificates, CRLs. */
  signBytes(bytes: Uint8Array): Buffer
  close(): void
}

/** Fewer are signed in the thread pool before threads would be there. */
const longList = 200

/** What a key is opened for: to give somebody a right, or only to take one away or say how it stands. */
export type SigningPurpose = 'issue' | 'protect'

/**
 * Loads a private key once for any number of signatures and wipes the bytes it came in.
 * @param der PKCS#8; overwritten with zeros before this returns or throws.
 * @throws KeyOutsidePolicy.
 */
export const openSigner = (der: Buffer, use: KeyUse): Signer => {
  try {
    const privateKey = createPrivateKey({ key: der, format: 'der', type: 'pkcs8' })
    const publicKey = admitKey(createPublicKey(privateKey))
    // node-rsa's own default salt is 20 bytes and its browser engine is another implementation: both are pinned.
    const rsa = new NodeRSA(der, 'pkcs8-private-der', {
      environment: 'node', signingScheme: { scheme: 'pss', hash: 'sha256', saltLength: 32 },
    })
    const kid = kidOf(publicKey, use)
    const frame = jwsFrame(kid, publicKey)
    let forPool: KeyObject | null = privateKey
    let crew: SigningCrew | null = null
    return {
      kid,
      atOnce: 50,
      expect: (count) => {
        if (forPool && count >= longList) crew ??= crewOf(forPool)
      },
      sign: (typ, text, extra) => {
        const part = frame.part(typ, text, extra)
        return frame.complete(part, rsa.sign(part.bytes))
      },
      signBeside: async (typ, text, extra) => {
        if (!forPool) throw new Error('the signer is closed')
        const part = frame.part(typ, text, extra)
        return frame.complete(part, await (crew ? crew.sign(part.bytes) : pooled(part.bytes, forPool)))
      },
      signBytes: (bytes) => {
        const whole = Buffer.from(bytes)
        return frame.checked(whole, rsa.sign(whole))
      },
      close: () => {
        forPool = null
        crew?.close()
        rsa.keyPair.destroy()
      },
    }
  } finally {
    der.fill(0)
  }
}

/** None where threads of one's own can't be had: the pool then does it, slower. */
const crewOf = (key: KeyObject): SigningCrew | null => {
  try {
    return startCrew(key)
  } catch {
    return null
  }
}

const pooled = (bytes: Buffer, key: KeyObject): Promise<Uint8Array> =>
  new Promise((resolve, reject) => {
    signInThreadPool('sha256', bytes, { key, ...ps256 }, (error, made) => {
      if (error) reject(error)
      else resolve(made)
    })
  })
