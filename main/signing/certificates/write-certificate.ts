import { createHash, randomBytes } from 'node:crypto'
import { asIs, bigInt, bits, bool, encode, instant, int, octets, oid, part, readDer, seq, setOf, tagged, tags } from './asn1'
import { keyBytesOf, ownAlgorithm } from './algorithms'
import { writeName, type Subject } from './names'
import type { Signer } from '../signer'

/** Signs bare bytes: an opened key of ours, of software or on a token. */
type SignsBytes = Pick<Signer, 'signBytes'>

/** RFC 5280 §4.2.1.2, method 1, with SHA-256 in place of SHA-1: the first 20 bytes. */
const keyIdOf = (spki: Uint8Array): Buffer => createHash('sha256').update(keyBytesOf(spki)).digest().subarray(0, 20)

const extension = (name: string, critical: boolean, value: Parameters<typeof encode>[0]) =>
  seq(oid(name), ...(critical ? [bool(true)] : []), octets(encode(value)))

const authorityKeyId = (spki: Uint8Array) => {
  const id = octets(keyIdOf(spki))
  id.idBlock.tagClass = 3
  id.idBlock.tagNumber = 0
  return extension('2.5.29.35', false, seq(id))
}

/** digitalSignature and nonRepudiation; keyCertSign and cRLSign. */
const signerUsage = bits(Uint8Array.of(0xc0), 6)
const authorityUsage = bits(Uint8Array.of(0x06), 1)

const signed = (tbs: Parameters<typeof encode>[0], signer: SignsBytes): Buffer => {
  const bytes = encode(tbs)
  return encode(seq(asIs(bytes), ownAlgorithm(), bits(signer.signBytes(bytes))))
}

/** A positive serial of 159 random bits. */
const freshSerial = (): Buffer => {
  const bytes = randomBytes(20)
  bytes.writeUInt8((bytes.readUInt8(0) & 0x7f) | 0x40, 0)
  return bytes
}

type Times = { notBefore: Date; notAfter: Date }
const second = (at: Date): Date => new Date(Math.floor(at.getTime() / 1000) * 1000)

const body = (issuer: Uint8Array, subject: Uint8Array, spki: Uint8Array, { notBefore, notAfter }: Times, extensions: ReturnType<typeof seq>[]) =>
  seq(
    tagged(0, int(2)), bigInt(freshSerial()), ownAlgorithm(), asIs(issuer), seq(instant(second(notBefore)), instant(second(notAfter))), asIs(subject),
    asIs(spki), tagged(3, seq(...extensions)),
  )

/** The office root's own certificate (X.509 v3): an authority that certifies signers and no other authority. */
export const writeRoot = (subject: Subject, spki: Uint8Array, times: Times, signer: SignsBytes): Buffer => {
  const name = encode(writeName(subject))
  return signed(body(name, name, spki, times, [
    extension('2.5.29.19', true, seq(bool(true), int(0))), extension('2.5.29.15', true, authorityUsage), extension('2.5.29.14', false, octets(keyIdOf(spki))),
  ]), signer)
}

/** A signer's certificate, issued by the office root. `issuer` and `issuerSpki` are the root's own bytes. */
export const writeSignerCertificate = (
  subject: Subject, spki: Uint8Array, times: Times, issuer: { subject: Uint8Array; spki: Uint8Array }, signer: SignsBytes,
): Buffer =>
  signed(body(issuer.subject, encode(writeName(subject)), spki, times, [
    extension('2.5.29.19', true, seq()), extension('2.5.29.15', true, signerUsage), extension('2.5.29.14', false, octets(keyIdOf(spki))), authorityKeyId(issuer.spki),
  ]), signer)

/** A certificate request (PKCS#10, RFC 2986) signed by the key that it asks for, with the usage that it will need. */
export const writeRequest = (subject: Subject, spki: Uint8Array, signer: SignsBytes): Buffer => {
  const wanted = seq(extension('2.5.29.15', true, signerUsage))
  return signed(seq(int(0), writeName(subject), asIs(spki), tagged(0, seq(oid('1.2.840.113549.1.9.14'), setOf(wanted)))), signer)
}

/** RFC 5280 §5.3.1. */
export const crlReasons = { retired: 5, replaced: 4, compromised: 1 } as const
export type Withdrawn = { serial: string; since: Date; why: keyof typeof crlReasons }

/** The root's revocation list (X.509 v2). */
export const writeRevocationList = (
  withdrawn: readonly Withdrawn[], { number, thisUpdate, nextUpdate }: { number: number; thisUpdate: Date; nextUpdate: Date },
  issuer: { subject: Uint8Array; spki: Uint8Array }, signer: SignsBytes,
): Buffer => {
  const entries = withdrawn.map(({ serial, since, why }) => {
    const reason = part(readDer(Uint8Array.of(0x30, 3, 0x0a, 1, crlReasons[why])), 0, tags.enumerated)
    return seq(bigInt(Buffer.from(serial, 'hex')), instant(second(since)), seq(extension('2.5.29.21', false, asIs(reason.raw))))
  })
  return signed(seq(
    int(1), ownAlgorithm(), asIs(issuer.subject), instant(second(thisUpdate)), instant(second(nextUpdate)), ...(entries.length > 0 ? [seq(...entries)] : []),
    tagged(0, seq(authorityKeyId(issuer.spki), extension('2.5.29.20', false, int(number)))),
  ), signer)
}
