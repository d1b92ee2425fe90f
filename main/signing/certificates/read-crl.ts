import { createHash } from 'node:crypto'
import { NotDer, readDer, tags, type Der } from './asn1'
import { fits, keyOfSpki } from './algorithms'
import { readEntries, withoutEntries } from './crl-entries'
import { nameText } from './names'
import type { Certificate } from './read-certificate'
import { extensionsOf, readSigned, refuseUnknown, wholeOf, type SignedForm } from './signed-form'

/** A revocation list (RFC 5280 §5) taken apart; nothing of it is proven. */
export type RevocationList = SignedForm & {
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

/** @throws NotDer on anything that is not one complete list with a next update. */
export const readRevocationList = (der: Uint8Array): RevocationList => {
  if (der.length > mostListBytes) throw new NotDer('too large')
  const { frame, signed, entries } = withoutEntries(Buffer.from(der))
  const { tbs, form } = readSigned(frame, (one) => bodyOf(one)[0])
  const [, issuer, thisUpdate, nextUpdate, ...more] = bodyOf(tbs)
  if (issuer?.tag !== tags.seq || !thisUpdate?.time || !nextUpdate?.time) throw new NotDer('form')
  const extensions = extensionsOf(more.find(({ tag }) => tag === 'c0'))
  refuseUnknown(extensions, plainExtensions)
  const number = extensions.get('2.5.29.20')
  return {
    ...form, der: Buffer.from(der), signed, issuer: issuer.raw, issuerText: nameText(issuer), thisUpdate: thisUpdate.time, nextUpdate: nextUpdate.time,
    number: number ? wholeOf(readDer(number.value)).toString() : '',
    revoked: readEntries(entries),
  }
}

/** A list of version 2 says so first; the older form begins with the algorithm. */
const bodyOf = ({ parts }: Der): readonly Der[] => (parts[0]?.tag === tags.int ? parts.slice(1) : parts)

/** The name under which lists of an issuer are kept: SHA-256 of its key (SPKI, DER), base64url. */
export const issuerKeyOf = ({ spki }: Pick<Certificate, 'spki'>): string => createHash('sha256').update(spki).digest('base64url')

/** Whether this authority signed the list and may sign lists. */
export const isListOf = (list: RevocationList, authority: Certificate): boolean =>
  list.issuer.equals(authority.subject) && typeof list.algorithm !== 'string' && authority.ca && (authority.usage?.has('cRLSign') ?? true) &&
  fits(list.algorithm, list.signed, list.signature, keyOfSpki(authority.spki))
