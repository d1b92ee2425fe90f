import type { RefusalCode } from '../verdict'

/** Why a PDF is not taken; thrown inside the reader only. */
export class PdfRefused extends Error {
  override name = 'PdfRefused'
  constructor(readonly code: RefusalCode, readonly found: string) {
    super(code)
  }
}
export const broken = (found: string): PdfRefused => new PdfRefused('DOCUMENT_DAMAGED', found)

export type PdfName = { name: string }
export type PdfRef = { ref: number }
export type PdfDict = { dict: ReadonlyMap<string, PdfValue> }
export type PdfValue = PdfName | PdfRef | PdfDict | { list: readonly PdfValue[] } | { text: string } | number | boolean | null

/** A place in the bytes (as Latin-1, so that positions are byte positions) and how many values may still be read. */
export type Cursor = { readonly text: string; at: number; values: number }

const deepest = 48
const space = new Set(['\0', '\t', '\n', '\f', '\r', ' '])
const isSpace = (char: string | undefined): boolean => char !== undefined && space.has(char)

/** Names whose mere presence means that opening the file may do something (security.md row 7). */
const active = new Set([
  'JavaScript', 'JS', 'Launch', 'EmbeddedFile', 'EmbeddedFiles', 'FileAttachment', 'EF', 'RichMedia', 'Rendition', 'Movie', 'Sound', 'XFA', 'SubmitForm',
  'ImportData', 'GoToE', 'GoToR', 'Trans3D',
])

export const skipSpace = (cursor: Cursor): void => {
  for (;;) {
    while (isSpace(cursor.text[cursor.at])) cursor.at += 1
    if (cursor.text[cursor.at] !== '%') return
    while (cursor.at < cursor.text.length && !/[\r\n]/.test(cursor.text[cursor.at]!)) cursor.at += 1
  }
}

/** Takes `word` if it stands here as a word of its own. */
export const takeWord = (cursor: Cursor, word: string): boolean => {
  if (!cursor.text.startsWith(word, cursor.at) || /[A-Za-z0-9]/.test(cursor.text[cursor.at + word.length] ?? ' ')) return false
  cursor.at += word.length
  return true
}

const number = /[+-]?(?:\d+\.?\d*|\.\d+)/y
const reference = /(\d{1,10})[\0\t\n\f\r ]+(\d{1,5})[\0\t\n\f\r ]+R(?![A-Za-z0-9])/y
const nameText = /[^\0\t\n\f\r ()<>[\]{}/%]*/y

const takeMatch = (cursor: Cursor, pattern: RegExp): RegExpExecArray | null => {
  pattern.lastIndex = cursor.at
  const found = pattern.exec(cursor.text)
  if (found) cursor.at += found[0].length
  return found
}

/** One value at the cursor. @throws PdfRefused where there is none, or it nests deeper or holds more than any scan does. */
export const parseValue = (cursor: Cursor, depth = 0): PdfValue => {
  if (depth > deepest || (cursor.values -= 1) < 0) throw broken('too-deep')
  skipSpace(cursor)
  const char = cursor.text[cursor.at]
  if (char === '/') return { name: takeName(cursor) }
  if (char === '(') return { text: takeString(cursor) }
  if (char === '[') return takeList(cursor, depth)
  if (char === '<') return cursor.text[cursor.at + 1] === '<' ? takeDict(cursor, depth) : { text: takeHex(cursor) }
  if (takeWord(cursor, 'true')) return true
  if (takeWord(cursor, 'false')) return false
  if (takeWord(cursor, 'null')) return null
  const ref = takeMatch(cursor, reference)
  if (ref) return { ref: Number(ref[1]) }
  const found = takeMatch(cursor, number)
  if (!found) throw broken('value')
  return Number(found[0])
}

const takeName = (cursor: Cursor): string => {
  cursor.at += 1
  const name = takeMatch(cursor, nameText)![0].replace(/#([0-9A-Fa-f]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)))
  if (active.has(name)) throw new PdfRefused('DOCUMENT_ACTIVE', name)
  return name
}

const takeString = (cursor: Cursor): string => {
  const from = cursor.at + 1
  for (let open = 0; cursor.at < cursor.text.length; cursor.at += 1) {
    const char = cursor.text[cursor.at]
    if (char === '\\') cursor.at += 1
    else if (char === '(') open += 1
    else if (char === ')' && (open -= 1) === 0) return cursor.text.slice(from, cursor.at++)
  }
  throw broken('string')
}

const takeHex = (cursor: Cursor): string => {
  const end = cursor.text.indexOf('>', cursor.at)
  const hex = end < 0 ? '-' : cursor.text.slice(cursor.at + 1, end)
  if (!/^[0-9A-Fa-f\0\t\n\f\r ]*$/.test(hex)) throw broken('string')
  cursor.at = end + 1
  return hex
}

const takeList = (cursor: Cursor, depth: number): PdfValue => {
  const list: PdfValue[] = []
  cursor.at += 1
  for (skipSpace(cursor); cursor.text[cursor.at] !== ']'; skipSpace(cursor)) list.push(parseValue(cursor, depth + 1))
  cursor.at += 1
  return { list }
}

const takeDict = (cursor: Cursor, depth: number): PdfDict => {
  const dict = new Map<string, PdfValue>()
  cursor.at += 2
  for (skipSpace(cursor); !cursor.text.startsWith('>>', cursor.at); skipSpace(cursor)) {
    if (cursor.text[cursor.at] !== '/') throw broken('dictionary')
    const key = takeName(cursor)
    const value = parseValue(cursor, depth + 1)
    // A destination only says which page is shown first; anything else would do something.
    if (key === 'AA' || (key === 'OpenAction' && !isList(value))) throw new PdfRefused('DOCUMENT_ACTIVE', key)
    if (dict.has(key)) throw broken('dictionary')
    dict.set(key, value)
  }
  cursor.at += 2
  return { dict }
}

export const isList = (value: PdfValue | undefined): value is { list: readonly PdfValue[] } => typeof value === 'object' && value !== null && 'list' in value
export const isDict = (value: PdfValue | undefined): value is PdfDict => typeof value === 'object' && value !== null && 'dict' in value
export const isRef = (value: PdfValue | undefined): value is PdfRef => typeof value === 'object' && value !== null && 'ref' in value
export const nameOf = (value: PdfValue | undefined): string | undefined => (typeof value === 'object' && value !== null && 'name' in value ? value.name : undefined)
