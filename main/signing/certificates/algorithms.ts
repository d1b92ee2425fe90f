import { constants, createPublicKey, verify, type KeyObject } from 'node:crypto'
import { int, nothing, oid, part, readDer, seq, tagged, tags, type Der } from './asn1'

/** A signature algorithm that we accept in certificates, requests and lists: RSA with SHA-2, nothing else. */
export type Accepted = { hash: 'sha256' | 'sha384' | 'sha512'; padding: 'pkcs1' | 'pss'; salt: number }
/** `weak_hash`: SHA-1 and older; `algorithm`: one that we do not take part in. */
export type AlgorithmFault = 'weak_hash' | 'algorithm'

const rsa = '1.2.840.113549.1.1.'
const pss = `${rsa}10`
const mgf1 = `${rsa}8`
const pkcs1: Readonly<Record<string, Accepted['hash']>> = { [`${rsa}11`]: 'sha256', [`${rsa}12`]: 'sha384', [`${rsa}13`]: 'sha512' }
const hashes: Readonly<Record<string, Accepted['hash']>> = {
  '2.16.840.1.101.3.4.2.1': 'sha256', '2.16.840.1.101.3.4.2.2': 'sha384', '2.16.840.1.101.3.4.2.3': 'sha512',
}
const sha256Oid = '2.16.840.1.101.3.4.2.1'
/** md2, md5 and SHA-1 with RSA; SHA-1 with ECDSA and DSA. */
const weak = new Set([`${rsa}2`, `${rsa}4`, `${rsa}5`, '1.2.840.10045.4.1', '1.2.840.10040.4.3'])

const hashOf = (algorithm: Der | undefined): Accepted['hash'] | null => hashes[part(algorithm, 0, tags.oid).text ?? ''] ?? null

/** RFC 4055 §3.1: what is left out means SHA-1 and a salt of 20. */
const readPss = (parameters: Der | undefined): Accepted | AlgorithmFault => {
  if (parameters?.tag !== tags.seq) return 'weak_hash'
  const under = new Map(parameters.parts.map((one) => [one.tag, one.parts[0]]))
  const hash = under.get('c0') && hashOf(under.get('c0'))
  const mask = under.get('c1')
  const salt = under.get('c2')
  if (!hash || !mask || salt?.tag !== tags.int) return 'weak_hash'
  if (under.has('c3') || part(mask, 0, tags.oid).text !== mgf1 || hashOf(mask.parts[1]) !== hash || salt.content.length !== 1) return 'algorithm'
  return { hash, padding: 'pss', salt: salt.content.readUInt8(0) }
}

/** What an AlgorithmIdentifier says. @throws NotDer. */
export const readAlgorithm = (algorithm: Der): Accepted | AlgorithmFault => {
  const name = part(algorithm, 0, tags.oid).text ?? ''
  if (weak.has(name)) return 'weak_hash'
  if (name === pss) return readPss(algorithm.parts[1])
  const hash = pkcs1[name]
  return hash ? { hash, padding: 'pkcs1', salt: 0 } : 'algorithm'
}

/** RSASSA-PSS with SHA-256 and a salt of 32: what every key of ours signs with. */
export const ownAlgorithm = () => {
  const sha256 = seq(oid(sha256Oid), nothing())
  return seq(oid(pss), seq(tagged(0, sha256), tagged(1, seq(oid(mgf1), seq(oid(sha256Oid), nothing()))), tagged(2, int(32))))
}

/** Whether the signature is this key's. Its length first (CVE-2020-14968). */
export const fits = ({ hash, padding, salt }: Accepted, signed: Uint8Array, signature: Uint8Array, key: KeyObject): boolean =>
  signature.length === (key.asymmetricKeyDetails?.modulusLength ?? 0) / 8 &&
  verify(hash, signed, padding === 'pss' ? { key, padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: salt } : { key, padding: constants.RSA_PKCS1_PADDING }, signature)

export const keyOfSpki = (spki: Uint8Array): KeyObject => createPublicKey({ key: Buffer.from(spki), format: 'der', type: 'spki' })

/** The bytes behind a SubjectPublicKeyInfo's BIT STRING. @throws NotDer. */
export const keyBytesOf = (spki: Uint8Array): Buffer => part(readDer(spki), 1, tags.bits).content
