import { inflateSync } from 'node:zlib'
import type { Body } from './scan-body'
import { broken, isDict, isList, nameOf, parseValue, type PdfDict, type PdfValue } from './parse-value'

/** What all streams of objects and of positions may unpack to together: 50 pages need far less. */
const mostUnpacked = 16 * 1024 * 1024
const mostValues = 500_000

export type Position = { number: number; kind: 'at'; offset: number } | { number: number; kind: 'inside'; stream: number }

/** Reads the objects that lie packed in object streams into the body, and the positions of cross-reference streams. */
export const unpackStreams = (body: Body, bytes: Buffer): { positions: Position[]; trailers: PdfDict[] } => {
  let left = mostUnpacked
  let values = mostValues
  const positions: Position[] = []
  const trailers: PdfDict[] = []
  for (const { number, dict, from, to } of body.streams) {
    const type = nameOf(dict.dict.get('Type'))
    if (type !== 'ObjStm' && type !== 'XRef') continue
    const content = unpack(dict, bytes.subarray(from, to), left)
    left -= content.length
    if (type === 'ObjStm') values = takeObjects(body, number, dict, content, values)
    else {
      trailers.push(dict)
      positions.push(...takePositions(dict, content))
    }
  }
  return { positions, trailers }
}

const unpack = (dict: PdfDict, packed: Buffer, most: number): Buffer => {
  const filter = dict.dict.get('Filter')
  const names = isList(filter) ? filter.list.map(nameOf) : filter === undefined ? [] : [nameOf(filter)]
  if (names.length === 0) return packed
  if (names.length > 1 || names[0] !== 'FlateDecode') throw broken('filter')
  try {
    return unpredict(dict, inflateSync(packed, { maxOutputLength: Math.max(1, most) }))
  } catch {
    throw broken('packed')
  }
}

/** Rows written as differences from the row above (PNG filters 0 and 2, which every writer uses here). */
const unpredict = (dict: PdfDict, rows: Buffer): Buffer => {
  const parms = dict.dict.get('DecodeParms')
  const settings = isDict(parms) ? parms.dict : isList(parms) && isDict(parms.list[0]) ? parms.list[0].dict : null
  const predictor = settings?.get('Predictor') ?? 1
  if (predictor === 1) return rows
  const columns = settings?.get('Columns') ?? 1
  if (typeof predictor !== 'number' || predictor < 10 || typeof columns !== 'number' || columns < 1 || columns > 64) throw broken('predictor')
  const count = Math.floor(rows.length / (columns + 1))
  const plain = Buffer.alloc(count * columns)
  for (let row = 0; row < count; row += 1) {
    const filter = rows[row * (columns + 1)]!
    if (filter !== 0 && filter !== 2) throw broken('predictor')
    for (let i = 0; i < columns; i += 1) {
      const above = filter === 2 && row > 0 ? plain[(row - 1) * columns + i]! : 0
      plain[row * columns + i] = (rows[row * (columns + 1) + 1 + i]! + above) & 0xff
    }
  }
  return plain
}

const takeObjects = (body: Body, stream: number, dict: PdfDict, content: Buffer, values: number): number => {
  const [count, first] = [dict.dict.get('N'), dict.dict.get('First')]
  if (typeof count !== 'number' || typeof first !== 'number' || count < 0 || first > content.length) throw broken('object-stream')
  const cursor = { text: content.toString('latin1'), at: 0, values }
  const heads: { number: number; offset: number }[] = []
  for (let i = 0; i < count; i += 1) {
    const [number, offset] = [parseValue(cursor), parseValue(cursor)]
    if (typeof number !== 'number' || typeof offset !== 'number') throw broken('object-stream')
    heads.push({ number, offset })
  }
  // Whatever lies between them is read too: a viewer might be led there.
  for (const { number, offset } of heads) {
    cursor.at = first + offset
    const value: PdfValue = parseValue(cursor)
    if (body.objects.has(number)) body.duplicates = true
    body.objects.set(number, value)
  }
  packedIn.set(body, (packedIn.get(body) ?? new Set<number>()).add(stream))
  return cursor.values
}

const packedIn = new WeakMap<Body, Set<number>>()

/** Whether this object is a stream of objects that was read. */
export const isObjectStream = (body: Body, number: number): boolean => packedIn.get(body)?.has(number) ?? false

const takePositions = (dict: PdfDict, content: Buffer): Position[] => {
  const widths = numbersOf(dict.dict.get('W'))
  const size = dict.dict.get('Size')
  if (widths.length !== 3 || widths.some((width) => width < 0 || width > 8) || typeof size !== 'number') throw broken('positions')
  const index = dict.dict.has('Index') ? numbersOf(dict.dict.get('Index')) : [0, size]
  const width = widths[0]! + widths[1]! + widths[2]!
  const found: Position[] = []
  let at = 0
  for (let i = 0; i + 1 < index.length; i += 2) {
    for (let k = 0; k < index[i + 1]!; k += 1, at += width) {
      if (width === 0 || at + width > content.length) throw broken('positions')
      const kind = widths[0] === 0 ? 1 : big(content, at, widths[0]!)
      const place = big(content, at + widths[0]!, widths[1]!)
      if (kind === 1) found.push({ number: index[i]! + k, kind: 'at', offset: place })
      if (kind === 2) found.push({ number: index[i]! + k, kind: 'inside', stream: place })
    }
  }
  return found
}

const big = (content: Buffer, at: number, width: number): number => {
  let value = 0
  for (let i = 0; i < width; i += 1) value = value * 256 + content[at + i]!
  return value
}

const numbersOf = (value: PdfValue | undefined): number[] => (isList(value) ? value.list.map((one) => (typeof one === 'number' ? one : Number.NaN)) : [])
