import { NotDer, part, readDer, tags, type Der } from './asn1'
import { readAlgorithm, type Accepted, type AlgorithmFault } from './algorithms'

/** What somebody signed, taken apart: the whole, what the signature is over, the signature. */
export type SignedForm = { der: Buffer; signed: Buffer; signature: Buffer; algorithm: Accepted | AlgorithmFault }

/**
 * The outer form that certificates and revocation lists share (RFC 5280 §4.1.1, §5.1.1): three parts, whole bytes of signature.
 * @param inner where the algorithm stands once more within what is signed: the two must be the same bytes.
 * @throws NotDer on anything else.
 */
export const readSigned = (bytes: Uint8Array, inner: (tbs: Der) => Der | undefined): { tbs: Der; form: SignedForm } => {
  const whole = readDer(bytes)
  const tbs = part(whole, 0, tags.seq)
  const algorithm = part(whole, 1, tags.seq)
  const signature = part(whole, 2, tags.bits)
  if (whole.tag !== tags.seq || whole.parts.length !== 3 || signature.unused !== 0 || !inner(tbs)?.raw.equals(algorithm.raw)) throw new NotDer('form')
  return { tbs, form: { der: whole.raw, signed: tbs.raw, signature: signature.content, algorithm: readAlgorithm(algorithm) } }
}

/** Each extension once, its value a DER text of its own. @throws NotDer. */
export const extensionsOf = (list: Der | undefined): Map<string, { critical: boolean; value: Buffer }> => {
  const found = new Map<string, { critical: boolean; value: Buffer }>()
  for (const one of list?.parts[0]?.parts ?? []) {
    const name = part(one, 0, tags.oid).text ?? ''
    const critical = one.parts[1]?.tag === tags.bool
    if (found.has(name)) throw new NotDer('an extension twice')
    found.set(name, { critical: critical && one.parts[1]?.raw[2] !== 0, value: part(one, critical ? 2 : 1, tags.octets).content })
  }
  return found
}

/** @throws NotDer where an extension is critical and not one of these: what it changes would be missed. */
export const refuseUnknown = (extensions: ReadonlyMap<string, { critical: boolean }>, known: ReadonlySet<string>): void => {
  for (const [name, { critical }] of extensions) if (critical && !known.has(name)) throw new NotDer(`critical ${name}`)
}

/** A whole number of a DER INTEGER, which may not be negative. @throws NotDer. */
export const wholeOf = ({ tag, content }: Der): bigint => {
  if (tag !== tags.int || content.length === 0 || content.readUInt8(0) > 0x7f) throw new NotDer('number')
  return BigInt(`0x${content.toString('hex')}`)
}
