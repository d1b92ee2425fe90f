import { broken, isDict, isRef, parseValue, PdfRefused, skipSpace, takeWord, type Cursor, type PdfDict, type PdfValue } from './parse-value'

export type Body = {
  /** Number → value, of objects that stand in the file and (added later) inside object streams. */
  objects: Map<number, PdfValue>
  /** Where each standing object begins → its number. */
  places: Map<number, number>
  streams: { number: number; at: number; dict: PdfDict; from: number; to: number }[]
  tables: { at: number; entries: { number: number; offset: number }[]; trailer: PdfDict }[]
  starts: number[]
  /** Objects that begin after the first end mark: somebody wrote on. */
  later: number
  linearized: boolean
  duplicates: boolean
}

const mostValues = 500_000
const mostSections = 4
const mostTail = 1024
/** One number has one length; more are texts that only look like it. */
const mostGuesses = 4
const objectHead = /(\d{1,10})[\0\t\n\f\r ]+(\d{1,5})[\0\t\n\f\r ]+obj(?![A-Za-z0-9])/y

/**
 * Reads a PDF from its first byte to its last, object by object, as no viewer does: what a viewer could reach is among
 * what was read here. @throws PdfRefused where something stands that is none of a PDF's parts.
 */
export const scanBody = (text: string): Body => {
  const cursor: Cursor = { text, at: 0, values: mostValues }
  const body: Body = { objects: new Map(), places: new Map(), streams: [], tables: [], starts: [], later: 0, linearized: false, duplicates: false }
  const lengths = numbersStanding(text)
  let firstEnd = -1
  let lastEnd = -1
  for (;;) {
    const mark = skipMarks(cursor)
    if (mark >= 0) {
      if (firstEnd < 0) firstEnd = mark
      lastEnd = mark
    }
    if (cursor.at >= text.length) break
    objectHead.lastIndex = cursor.at
    const head = objectHead.exec(text)
    if (head) {
      if (firstEnd >= 0) body.later += 1
      takeObject(cursor, Number(head[1]), head[0].length, body, lengths)
    } else if (takeWord(cursor, 'xref')) body.tables.push(takeTable(cursor))
    else if (takeWord(cursor, 'startxref')) body.starts.push(takeStart(cursor))
    else throw broken('body')
    if (body.starts.length > mostSections) throw broken('sections')
  }
  if (lastEnd < 0 || text.length - lastEnd > mostTail) throw broken('end')
  return body
}

/** Skips space and comments. @returns where the last end mark among them stood, or -1. */
const skipMarks = (cursor: Cursor): number => {
  const from = cursor.at
  skipSpace(cursor)
  const skipped = cursor.text.slice(from, cursor.at)
  if (skipped.split(/[\r\n]/).some((line) => line.length > mostTail && line.includes('%'))) throw broken('comment')
  const mark = skipped.lastIndexOf('%%EOF')
  return mark < 0 ? -1 : from + mark
}

const takeObject = (cursor: Cursor, number: number, head: number, body: Body, lengths: ReadonlyMap<number, number[]>): void => {
  const at = cursor.at
  cursor.at += head
  const value = parseValue(cursor)
  if (body.objects.has(number)) body.duplicates = true
  if (body.places.size === 0 && isDict(value) && value.dict.has('Linearized')) body.linearized = true
  body.objects.set(number, value)
  body.places.set(at, number)
  skipSpace(cursor)
  if (isDict(value) && takeWord(cursor, 'stream')) takeStream(cursor, number, at, value, body, lengths)
  skipSpace(cursor)
  if (!takeWord(cursor, 'endobj')) throw broken('object')
}

const takeStream = (cursor: Cursor, number: number, at: number, dict: PdfDict, body: Body, lengths: ReadonlyMap<number, number[]>): void => {
  const { text } = cursor
  // Its content would lie in another file.
  if (dict.dict.has('F')) throw new PdfRefused('DOCUMENT_ACTIVE', 'F')
  const from = text[cursor.at] === '\r' && text[cursor.at + 1] === '\n' ? cursor.at + 2 : cursor.at + 1
  const said = dict.dict.get('Length')
  const possible = typeof said === 'number' ? [said] : isRef(said) ? (lengths.get(said.ref) ?? []) : []
  for (const length of possible) {
    const end = /[\0\t\n\f\r ]{0,3}endstream(?![A-Za-z0-9])/y
    end.lastIndex = from + length
    const found = Number.isInteger(length) && length >= 0 ? end.exec(text) : null
    if (!found) continue
    cursor.at = from + length + found[0].length
    body.streams.push({ number, at, dict, from, to: from + length })
    return
  }
  throw broken('stream')
}

/** Objects that are a bare number: lengths of streams are often written after them. */
const numbersStanding = (text: string): Map<number, number[]> => {
  const found = new Map<number, number[]>()
  for (const [, number, value] of text.matchAll(/\b(\d{1,10})[\t\n\r ]+\d{1,5}[\t\n\r ]+obj[\t\n\r ]*(\d{1,9})[\t\n\r ]*endobj/g)) {
    const known = found.get(Number(number))
    if (!known) found.set(Number(number), [Number(value)])
    else if (known.length < mostGuesses) known.push(Number(value))
  }
  return found
}

const sectionHead = /(\d{1,10})[ ]+(\d{1,10})[ ]*[\r\n]+/y
const tableEntry = /(\d{10}) (\d{5}) ([nf])[ \r\n]{1,2}/y

const takeTable = (cursor: Cursor): Body['tables'][number] => {
  const at = cursor.at - 4
  const entries: { number: number; offset: number }[] = []
  for (skipSpace(cursor); !takeWord(cursor, 'trailer'); skipSpace(cursor)) {
    sectionHead.lastIndex = cursor.at
    const head = sectionHead.exec(cursor.text)
    if (!head) throw broken('table')
    cursor.at += head[0].length
    for (let i = 0; i < Number(head[2]); i += 1) {
      tableEntry.lastIndex = cursor.at
      const entry = tableEntry.exec(cursor.text)
      if (!entry) throw broken('table')
      cursor.at += entry[0].length
      if (entry[3] === 'n') entries.push({ number: Number(head[1]) + i, offset: Number(entry[1]) })
    }
  }
  const trailer = parseValue(cursor)
  if (!isDict(trailer)) throw broken('trailer')
  return { at, entries, trailer }
}

const takeStart = (cursor: Cursor): number => {
  const value = parseValue(cursor)
  if (typeof value !== 'number') throw broken('start')
  return value
}
