import { createHash } from 'node:crypto'
import { NotDer, part, readDer, tags, type Der } from './asn1'
import { fits, keyOfSpki, readAlgorithm, type Accepted, type AlgorithmFault } from './algorithms'
import { nameText } from './names'
import { extensionsOf, type Certificate } from './read-certificate'

/** A revocation list (RFC 5280 §5) taken apart; nothing of it is proven. */
export type RevocationList = {
  der: Buffer
  signed: Buffer
  signature: Buffer
  algorithm: Accepted | AlgorithmFault
  issuer: Buffer
  issuerText: string
  thisUpdate: Date
  nextUpdate: Date
  /** CRL number, decimal; '' when it has none. */
  number: string
  /** By serial, hexadecimal: since when. */
  revoked: ReadonlyMap<string, Date>
}

/** An authority's list of tens of thousands of certificates; more is not read. */
export const mostListBytes = 4 * 1024 * 1024

/** Partial and indirect lists (critical extensions 27 to 29 and others) would be misread as whole: they are refused. */
const plainExtensions = new Set(['2.5.29.20', '2.5.29.35'])
const entryExtensions = new Set(['2.5.29.21', '2.5.29.24'])

/** @throws NotDer on anything that is not one complete list with a next update. */
export const readRevocationList = (der: Uint8Array): RevocationList => {
  if (der.length > mostListBytes) throw new NotDer('too large')
  const whole = readDer(der)
  const tbs = part(whole, 0, tags.seq)
  const algorithm = part(whole, 1, tags.seq)
  const signature = part(whole, 2, tags.bits)
  const rest = tbs.parts[0]?.tag === tags.int ? tbs.parts.slice(1) : tbs.parts
  const [inner, issuer, thisUpdate, nextUpdate, ...more] = rest
  if (whole.parts.length !== 3 || inner?.tag !== tags.seq || !inner.raw.equals(algorithm.raw) || issuer?.tag !== tags.seq || !thisUpdate?.time || !nextUpdate?.time) throw new NotDer('form')
  const extensions = extensionsOf(more.find(({ tag }) => tag === 'c0'))
  refuseUnknown(extensions, plainExtensions)
  const number = extensions.get('2.5.29.20')
  return {
    der: whole.raw, signed: tbs.raw, signature: signature.content, algorithm: readAlgorithm(algorithm), issuer: issuer.raw, issuerText: nameText(issuer),
    thisUpdate: thisUpdate.time, nextUpdate: nextUpdate.time,
    number: number ? BigInt(`0x${readDer(number.value).content.toString('hex') || '0'}`).toString() : '',
    revoked: new Map(more.find(({ tag }) => tag === tags.seq)?.parts.map(readEntry)),
  }
}

const refuseUnknown = (extensions: ReadonlyMap<string, { critical: boolean }>, known: ReadonlySet<string>): void => {
  for (const [name, { critical }] of extensions) if (critical && !known.has(name)) throw new NotDer(`critical ${name}`)
}

const readEntry = (entry: Der): [string, Date] => {
  const since = entry.parts[1]?.time
  if (!since) throw new NotDer('entry')
  const list = entry.parts[2]
  if (list) refuseUnknown(extensionsOf({ ...list, parts: [list] }), entryExtensions)
  return [part(entry, 0, tags.int).content.toString('hex'), since]
}

/** The name under which lists of an issuer are kept: SHA-256 of its key (SPKI, DER), base64url. */
export const issuerKeyOf = ({ spki }: Pick<Certificate, 'spki'>): string => createHash('sha256').update(spki).digest('base64url')

/** Whether this authority signed the list and may sign lists. */
export const isListOf = (list: RevocationList, authority: Certificate): boolean =>
  list.issuer.equals(authority.subject) && typeof list.algorithm !== 'string' && authority.ca && (authority.usage?.has('cRLSign') ?? true) &&
  fits(list.algorithm, list.signed, list.signature, keyOfSpki(authority.spki))
