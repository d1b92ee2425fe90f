import { lengthAt } from '#main/timestamps/index'
import { NotDer, readDer } from './asn1'
import { extensionsOf, refuseUnknown } from './signed-form'

// The library needs a tenth of a millisecond for an entry and stops at some thousand: an authority's list has tens of thousands.
// Entries all have one form, so only their lengths are walked here; what is in them is still read by the library, once a kind.
type Value = { tag: number; raw: Buffer; content: Buffer }

const sequence = 0x30
const integer = 0x02
const times = new Set([0x17, 0x18])

/** The values that lie one after another in these bytes and fill them. @throws NotDer. */
const valuesIn = (bytes: Buffer): Value[] => {
  const found: Value[] = []
  let at = 0
  while (at < bytes.length) {
    const tag = bytes.readUInt8(at)
    const { start, length } = lengthAt(bytes, at + 1, bytes.length)
    const end = start + length
    if ((tag & 0x1f) === 0x1f || start < 0 || end > bytes.length) throw new NotDer('lengths')
    found.push({ tag, raw: bytes.subarray(at, end), content: bytes.subarray(start, end) })
    at = end
  }
  return found
}

const one = (bytes: Buffer, tag = sequence): Value => {
  const [value, ...more] = valuesIn(bytes)
  if (value?.tag !== tag || more.length > 0) throw new NotDer('one value')
  return value
}

/** A value of these values, its length in the shortest form. */
const wrapped = (tag: number, values: readonly Buffer[]): Buffer => {
  const content = Buffer.concat(values)
  const digits = content.length.toString(16)
  const long = Buffer.from(digits.length % 2 === 0 ? digits : `0${digits}`, 'hex')
  const length = content.length < 0x80 ? [content.length] : [0x80 | long.length, ...long]
  return Buffer.concat([Buffer.from([tag, ...length]), content])
}

/**
 * A revocation list in two: its frame, which is the list as it would be with nothing revoked, and its entries (RFC 5280 §5.1.2.6:
 * the sequence after the times). `signed` is what the signature is over, as it stands.
 * @throws NotDer where it is not three values in one.
 */
export const withoutEntries = (list: Buffer): { frame: Buffer; signed: Buffer; entries: Buffer } => {
  const [tbs, ...rest] = valuesIn(one(list).content)
  if (tbs?.tag !== sequence) throw new NotDer('form')
  const body = valuesIn(tbs.content)
  const lastTime = body.findLastIndex(({ tag }) => times.has(tag))
  const at = body[lastTime + 1]?.tag === sequence ? lastTime + 1 : -1
  const kept = body.filter((_, i) => i !== at).map(({ raw }) => raw)
  return { frame: wrapped(sequence, [wrapped(sequence, kept), ...rest.map(({ raw }) => raw)]), signed: tbs.raw, entries: body[at]?.content ?? Buffer.alloc(0) }
}

const known = new Set(['2.5.29.21', '2.5.29.24'])

/** By serial, hexadecimal: since when. @throws NotDer on an entry that is none, one serial twice, an unknown critical extension. */
export const readEntries = (entries: Buffer): ReadonlyMap<string, Date> => {
  const instants = remembering((raw) => {
    const { time } = readDer(raw)
    if (!time || Number.isNaN(time.getTime())) throw new NotDer('entry')
    return time
  })
  const extensions = remembering((raw) => {
    const list = readDer(raw)
    refuseUnknown(extensionsOf({ ...list, parts: [list] }), known)
    return true
  })
  const revoked = new Map<string, Date>()
  for (const entry of valuesIn(entries)) {
    const [serial, since, more, ...others] = entry.tag === sequence ? valuesIn(entry.content) : []
    if (!serial || !since || serial.tag !== integer || !isShortest(serial.content) || !times.has(since.tag) || others.length > 0) throw new NotDer('entry')
    const name = serial.content.toString('hex')
    if (revoked.has(name)) throw new NotDer('a serial twice')
    if (more) extensions(more.raw)
    revoked.set(name, instants(since.raw))
  }
  return revoked
}

const isShortest = (whole: Buffer): boolean => whole.length > 0 && (whole.length === 1 || whole[0] !== 0 || whole.readUInt8(1) > 0x7f)

/** Thousands of entries have the same few reasons and instants. */
const remembering = <T>(read: (raw: Buffer) => T) => {
  const found = new Map<string, T>()
  return (raw: Buffer): T => {
    const name = raw.toString('latin1')
    const before = found.get(name)
    if (before !== undefined) return before
    const fresh = read(raw)
    if (found.size < 1000) found.set(name, fresh)
    return fresh
  }
}
