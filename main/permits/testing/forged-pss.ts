import { constants, createHash, privateEncrypt, randomBytes } from 'node:crypto'
import type { TestKey } from '#main/signing/testing/key-pair'

type Hash = 'sha1' | 'sha256' | 'sha384' | 'sha512'
/** What is wrong about an encoded message (RFC 8017 §9.1.1); without a change it is a right one. */
export type Forgery = { hash?: Hash; mgf?: Hash; saltLength?: number; trailer?: number; separator?: number; padding?: number }

const digest = (hash: Hash, ...parts: Uint8Array[]): Buffer => parts.reduce((sum, part) => sum.update(part), createHash(hash)).digest()

/** MGF1 (RFC 8017 §B.2.1). */
const mask = (hash: Hash, seed: Uint8Array, length: number): Buffer => {
  const blocks: Buffer[] = []
  for (let i = 0, got = 0; got < length; i += 1) {
    const counter = Buffer.alloc(4)
    counter.writeUInt32BE(i)
    const block = digest(hash, seed, counter)
    blocks.push(block)
    got += block.length
  }
  return Buffer.concat(blocks).subarray(0, length)
}

/**
 * A signature by the real private key over an encoded message with one thing wrong about it: what a lax verifier takes for a
 * good one. Raw RSA, because no library makes such a signature.
 */
export const forgedPss = (
  key: TestKey, signed: string, { hash = 'sha256', mgf = hash, saltLength = 32, trailer = 0xbc, separator = 1, padding = 0 }: Forgery = {},
): Buffer => {
  const size = 384
  const salt = randomBytes(saltLength)
  const h = digest(hash, Buffer.alloc(8), digest(hash, Buffer.from(signed)), salt)
  const db = Buffer.concat([Buffer.alloc(size - saltLength - h.length - 2, padding), Buffer.from([separator]), salt])
  const hidden = mask(mgf, h, db.length)
  const masked = Buffer.from(db.map((byte, i) => byte ^ hidden[i]!))
  masked[0] = masked[0]! & 0x7f
  return privateEncrypt({ key: key.privateKey, padding: constants.RSA_NO_PADDING }, Buffer.concat([masked, h, Buffer.from([trailer])]))
}

/** A signature and the modulus added to it: the same number to whoever reduces first, in the same 384 bytes. */
export const plusModulus = (key: TestKey, sign: () => Buffer): Buffer => {
  const n = BigInt(`0x${Buffer.from(key.publicKey.export({ format: 'jwk' }).n ?? '', 'base64url').toString('hex')}`)
  for (;;) {
    const sum = (BigInt(`0x${sign().toString('hex')}`) + n).toString(16)
    if (sum.length <= 768) return Buffer.from(sum.padStart(768, '0'), 'hex')
  }
}
