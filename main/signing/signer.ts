import { constants, createPrivateKey, createPublicKey, sign as signInThreadPool, type KeyObject } from 'node:crypto'
import { NodeRSA } from 'node-rsa'
import { headerText, modulusBytesOf, signatureFits, type HeaderExtra, type JwsType } from './compact-jws'
import { admitKey, kidOf } from './key-policy'
import type { SigningKey } from '#contract/signing'

/** An opened key. Close it as soon as the last document is signed. */
export type Signer = {
  kid: string
  /** @returns a compact JWS over exactly this canonical text, already checked by a second implementation. */
  sign(typ: JwsType, canonicalText: string, extra?: HeaderExtra): string
  /** The same in the thread pool: the arithmetic of a long list runs beside the storing of what is already signed. */
  signBeside(typ: JwsType, canonicalText: string, extra?: HeaderExtra): Promise<string>
  /** A bare signature (RSASSA-PSS, SHA-256, salt 32) over bytes that are no JWS: certificate requests, certificates, CRLs. */
  signBytes(bytes: Uint8Array): Buffer
  close(): void
}

/** The signature just made does not verify: a fault of the machine or an attack on it (Boneh, DeMillo, Lipton). */
export class SignatureFaulty extends Error {
  override name = 'SignatureFaulty'
}

/**
 * Loads a private key once for any number of signatures and wipes the bytes it came in.
 * @param der PKCS#8; overwritten with zeros before this returns or throws.
 * @throws KeyOutsidePolicy.
 */
export const openSigner = (der: Buffer, use: SigningKey['use']): Signer => {
  try {
    const privateKey = createPrivateKey({ key: der, format: 'der', type: 'pkcs8' })
    const publicKey = admitKey(createPublicKey(privateKey))
    // node-rsa's own default salt is 20 bytes and its browser engine is another implementation: both are pinned.
    const rsa = new NodeRSA(der, 'pkcs8-private-der', {
      environment: 'node', signingScheme: { scheme: 'pss', hash: 'sha256', saltLength: 32 },
    })
    const kid = kidOf(publicKey, use)
    const modulusBytes = modulusBytesOf(publicKey)
    let forPool: KeyObject | null = privateKey
    const headers = new Map<string, string>()
    const signedPart = (typ: JwsType, text: string, extra?: HeaderExtra): string => {
      const name = `${typ} ${extra?.bat ?? ''}`
      let header = headers.get(name)
      if (!header) headers.set(name, (header = Buffer.from(headerText(kid, typ, extra)).toString('base64url')))
      return `${header}.${Buffer.from(text).toString('base64url')}`
    }
    const checked = (bytes: Buffer, made: Uint8Array): Buffer => {
      const signature = Buffer.from(made.buffer, made.byteOffset, made.byteLength)
      if (!signatureFits(bytes, signature, publicKey, modulusBytes)) throw new SignatureFaulty()
      return signature
    }
    const complete = (signed: string, bytes: Buffer, made: Uint8Array): string => `${signed}.${checked(bytes, made).toString('base64url')}`
    return {
      kid,
      sign: (typ, text, extra) => {
        const signed = signedPart(typ, text, extra)
        const bytes = Buffer.from(signed, 'latin1')
        return complete(signed, bytes, rsa.sign(bytes))
      },
      signBeside: async (typ, text, extra) => {
        if (!forPool) throw new Error('the signer is closed')
        const signed = signedPart(typ, text, extra)
        const bytes = Buffer.from(signed, 'latin1')
        return complete(signed, bytes, await pooled(bytes, forPool))
      },
      signBytes: (bytes) => {
        const whole = Buffer.from(bytes)
        return checked(whole, rsa.sign(whole))
      },
      close: () => {
        forPool = null
        rsa.keyPair.destroy()
      },
    }
  } finally {
    der.fill(0)
  }
}

const pooled = (bytes: Buffer, key: KeyObject): Promise<Uint8Array> =>
  new Promise((resolve, reject) => {
    signInThreadPool('sha256', bytes, { key, padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: 32 }, (error, made) => {
      if (error) reject(error)
      else resolve(made)
    })
  })
