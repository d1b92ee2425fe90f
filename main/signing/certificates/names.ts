import { oid, printable, seq, setOf, tags, utf8, type Der } from './asn1'

/** Parts of a distinguished name that we write and show, in RFC 4514's letters. */
const letters: Readonly<Record<string, string>> = {
  '2.5.4.3': 'CN', '2.5.4.4': 'SN', '2.5.4.5': 'serialNumber', '2.5.4.6': 'C', '2.5.4.7': 'L', '2.5.4.8': 'ST', '2.5.4.10': 'O', '2.5.4.11': 'OU',
  '2.5.4.12': 'T', '2.5.4.42': 'GN', '1.2.840.113549.1.9.1': 'email', '2.5.4.97': 'organizationIdentifier',
}

export type Subject = { commonName: string; organization: string; unit?: string | undefined; state?: string | undefined }

/** A name as X.509 writes it: country, organisation, unit, common name. */
export const writeName = ({ commonName, organization, unit, state }: Subject) => {
  const one = (type: string, value: ReturnType<typeof utf8> | ReturnType<typeof printable>) => setOf(seq(oid(type), value))
  return seq(
    one('2.5.4.6', printable('IR')), ...(state ? [one('2.5.4.8', utf8(state))] : []), one('2.5.4.10', utf8(organization)),
    ...(unit ? [one('2.5.4.11', utf8(unit))] : []), one('2.5.4.3', utf8(commonName)),
  )
}

/** A name for people to read, `CN=…، O=…`; what is no text is left out. Controls are not shown. */
export const nameText = (name: Der): string =>
  name.parts.flatMap((set) => set.parts).flatMap((pair) => {
    const type = pair.parts[0]?.text ?? ''
    const value = pair.parts[1]
    const text = value?.text ?? (value && [tags.ia5, 'u20'].includes(value.tag) ? value.content.toString('latin1') : null)
    return text === null ? [] : [`${letters[type] ?? type}=${text.replace(/[\p{Cc}\p{Cf}]/gu, ' ').trim()}`]
  }).reverse().join('، ').slice(0, 400)
