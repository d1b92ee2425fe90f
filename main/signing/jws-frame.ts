import type { KeyObject } from 'node:crypto'
import { headerText, signatureCheck, type HeaderExtra, type JwsType } from './compact-jws'

/** The signature just made does not verify: a fault of the machine or an attack on it (Boneh, DeMillo, Lipton). */
export class SignatureFaulty extends Error {
  override name = 'SignatureFaulty'
}

/** What a signature is over, as ASCII text and as bytes. */
export type SignedPart = { text: string; bytes: Buffer }

/** What signers of every store share: how a document becomes bytes, and that nothing leaves them unchecked. */
export type JwsFrame = {
  part(typ: JwsType, canonicalText: string, extra?: HeaderExtra): SignedPart
  /** @returns the signature, checked with node:crypto. @throws SignatureFaulty. */
  checked(bytes: Buffer, made: Uint8Array): Buffer
  /** @throws SignatureFaulty. */
  complete(part: SignedPart, made: Uint8Array): string
}

export const jwsFrame = (kid: string, publicKey: KeyObject): JwsFrame => {
  const fits = signatureCheck(publicKey)
  const headers = new Map<string, string>()
  const headerOf = (typ: JwsType, extra: HeaderExtra): string => {
    const name = `${typ} ${extra.bat ?? ''}`
    let header = headers.get(name)
    if (!header) {
      if (headers.size > 20) headers.clear()
      headers.set(name, (header = Buffer.from(headerText(kid, typ, extra)).toString('base64url')))
    }
    return header
  }
  const checked = (bytes: Buffer, made: Uint8Array): Buffer => {
    const signature = Buffer.from(made.buffer, made.byteOffset, made.byteLength)
    if (!fits(bytes, signature)) throw new SignatureFaulty()
    return signature
  }
  return {
    part: (typ, canonicalText, extra = {}) => {
      const text = `${headerOf(typ, extra)}.${Buffer.from(canonicalText).toString('base64url')}`
      return { text, bytes: Buffer.from(text, 'latin1') }
    },
    checked,
    complete: ({ text, bytes }, made) => `${text}.${checked(bytes, made).toString('base64url')}`,
  }
}
