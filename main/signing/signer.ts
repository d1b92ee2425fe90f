import { createPrivateKey, createPublicKey } from 'node:crypto'
import { NodeRSA } from 'node-rsa'
import { headerText, signatureFits, type JwsType } from './compact-jws'
import { admitKey, kidOf } from './key-policy'
import type { SigningKey } from '#contract/signing'

/** An opened key. Close it as soon as the last document is signed. */
export type Signer = {
  kid: string
  /** @returns a compact JWS over exactly this canonical text, already checked by a second implementation. */
  sign(typ: JwsType, canonicalText: string): string
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
    const publicKey = admitKey(createPublicKey(createPrivateKey({ key: der, format: 'der', type: 'pkcs8' })))
    // node-rsa's own default salt is 20 bytes and its browser engine is another implementation: both are pinned.
    const rsa = new NodeRSA(der, 'pkcs8-private-der', {
      environment: 'node', signingScheme: { scheme: 'pss', hash: 'sha256', saltLength: 32 },
    })
    const kid = kidOf(publicKey, use)
    const headers = new Map<JwsType, string>()
    return {
      kid,
      sign: (typ, text) => {
        let header = headers.get(typ)
        if (!header) headers.set(typ, (header = Buffer.from(headerText(kid, typ)).toString('base64url')))
        const signed = `${header}.${Buffer.from(text).toString('base64url')}`
        const bytes = Buffer.from(signed)
        const signature = Buffer.from(rsa.sign(bytes))
        if (!signatureFits(bytes, signature, publicKey)) throw new SignatureFaulty()
        return `${signed}.${signature.toString('base64url')}`
      },
      close: () => rsa.keyPair.destroy(),
    }
  } finally {
    der.fill(0)
  }
}
