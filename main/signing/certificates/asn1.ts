import { BitString, BmpString, Boolean as Bool, Constructed, fromBER, Integer, Null, ObjectIdentifier, OctetString, Sequence, Set as SetOf, UTCTime, Utf8String, GeneralizedTime, PrintableString } from 'asn1js'

/** Bytes that are not one DER value of the form asked for. */
export class NotDer extends Error {
  override name = 'NotDer'
}

/** One value of a DER text: its tag (`u` universal, `c` context and number), its bytes whole and within, its parts. */
export type Der = { tag: string; raw: Buffer; content: Buffer; unused: number; parts: readonly Der[]; text: string | null; time: Date | null }

export const tags = { bool: 'u1', int: 'u2', bits: 'u3', octets: 'u4', null: 'u5', oid: 'u6', enumerated: 'u10', utf8: 'u12', seq: 'u16', set: 'u17', printable: 'u19', ia5: 'u22', utc: 'u23', time: 'u24', bmp: 'u30' } as const
const classes = ['', 'u', 'a', 'c', 'p']

type Block = ReturnType<typeof fromBER>['result']

const bytesOf = (view: unknown): Buffer => (view instanceof Uint8Array ? Buffer.from(view.buffer, view.byteOffset, view.byteLength) : Buffer.alloc(0))
const member = (of: object, name: string): unknown => (name in of ? of[name as keyof typeof of] : undefined)

const toDer = (block: Block): Der => {
  const value = block.valueBlock
  const parts = member(value, 'value')
  const unused = member(value, 'unusedBits')
  return {
    tag: `${classes[block.idBlock.tagClass] ?? ''}${block.idBlock.tagNumber}`, raw: bytesOf(block.valueBeforeDecodeView),
    content: bytesOf(member(value, 'valueHexView')), unused: typeof unused === 'number' ? unused : 0,
    parts: block.idBlock.isConstructed && Array.isArray(parts) ? (parts as Block[]).map(toDer) : [],
    text: block instanceof ObjectIdentifier || block instanceof Utf8String || block instanceof PrintableString || block instanceof BmpString ? block.getValue() : null,
    time: block instanceof UTCTime || block instanceof GeneralizedTime ? block.toDate() : null,
  }
}

/** Reads exactly one value that is its own re-encoding. @throws NotDer. */
export const readDer = (bytes: Uint8Array): Der => {
  try {
    const whole = Uint8Array.from(bytes)
    const { result, offset } = fromBER(whole)
    if (offset !== whole.length || result.error !== '' || !Buffer.from(result.toBER()).equals(whole)) throw new NotDer()
    return toDer(result)
  } catch (error) {
    throw error instanceof NotDer ? error : new NotDer(error instanceof Error ? error.name : 'unreadable')
  }
}

/** A part that must be there under this tag. @throws NotDer. */
export const part = (of: Der | undefined, index: number, tag: string): Der => {
  const found = of?.parts[index]
  if (found?.tag !== tag) throw new NotDer(`${tag} at ${index}`)
  return found
}

export const seq = (...parts: Block[]): Sequence => new Sequence({ value: parts })
export const setOf = (...parts: Block[]): SetOf => new SetOf({ value: parts })
export const oid = (value: string): ObjectIdentifier => new ObjectIdentifier({ value })
export const int = (value: number): Integer => new Integer({ value })
/** A whole positive number from its bytes, whatever its size. */
export const bigInt = (bytes: Uint8Array): Integer => new Integer({ valueHex: Uint8Array.from(bytes).buffer })
export const bool = (value: boolean): Bool => new Bool({ value })
export const nothing = (): Null => new Null()
export const octets = (bytes: Uint8Array): OctetString => new OctetString({ valueHex: Uint8Array.from(bytes).buffer })
export const bits = (bytes: Uint8Array, unusedBits = 0): BitString => new BitString({ valueHex: Uint8Array.from(bytes).buffer, unusedBits })
export const utf8 = (value: string): Utf8String => new Utf8String({ value })
export const printable = (value: string): PrintableString => new PrintableString({ value })
/** Explicit: wraps whole values under a context tag. */
export const tagged = (no: number, ...parts: Block[]): Constructed => new Constructed({ idBlock: { tagClass: 3, tagNumber: no }, value: parts })
/** What was read or written before, as it stands. @throws NotDer. */
export const asIs = (bytes: Uint8Array): Block => {
  const { result, offset } = fromBER(Uint8Array.from(bytes))
  if (offset !== bytes.length) throw new NotDer()
  return result
}
/** RFC 5280 §4.1.2.5: two digits of the year until 2049, four from then on. */
export const instant = (at: Date): UTCTime | GeneralizedTime =>
  at.getUTCFullYear() < 2050 ? new UTCTime({ valueDate: at }) : new GeneralizedTime({ valueDate: at })
export const encode = (block: Block): Buffer => Buffer.from(block.toBER())
