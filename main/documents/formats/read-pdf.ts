import { scanLimits } from '#contract/documents'
import { broken, isDict, isList, isRef, nameOf, PdfRefused, type PdfDict, type PdfValue } from './pdf/parse-value'
import { scanBody, type Body } from './pdf/scan-body'
import { isObjectStream, unpackStreams, type Position } from './pdf/unpack-streams'
import { damaged, refuse, type Verdict } from './verdict'

const header = /^%PDF-(?:1\.[0-7]|2\.0)[\r\n \t]/
const deepestTree = 32

/**
 * Reads a PDF strictly: every byte belongs to an object, a table or an end mark; every position in its tables is an object
 * that was read; nothing in it acts, is attached, encrypted or written on afterwards (security.md rows 7 and 15); its page
 * tree has the pages it says. Time is bounded by the number of bytes; never throws.
 */
export const readPdf = (bytes: Buffer): Verdict => {
  try {
    const text = bytes.toString('latin1')
    if (!header.test(text)) throw broken('header')
    return { ok: true, facts: { type: 'application/pdf', pages: pagesOf(text, bytes), width: null, height: null } }
  } catch (error) {
    return error instanceof PdfRefused ? refuse(error.code, error.found) : damaged('structure')
  }
}

const pagesOf = (text: string, bytes: Buffer): number => {
  const body = scanBody(text)
  const packed = unpackStreams(body, bytes)
  const trailers = [...body.tables.map((table) => table.trailer), ...packed.trailers]
  if (trailers.some(({ dict }) => dict.has('Encrypt'))) throw new PdfRefused('DOCUMENT_ENCRYPTED', 'Encrypt')
  refuseEdited(body)
  checkPositions(body, text, packed.positions)
  for (const value of body.objects.values()) refuseHugeImage(value)
  return countPages(body, trailers)
}

/** One writing, or the two halves of a file laid out for the web. An empty second table, as office programs write, adds nothing. */
const refuseEdited = (body: Body): void => {
  const second = body.linearized ? body.starts.length > 2 : body.later > 0
  if (second || body.duplicates) throw new PdfRefused('DOCUMENT_EDITED', 'update')
  if (body.starts.length === 0) throw broken('start')
}

const afterSpace = (text: string, at: number): number => {
  let place = at
  while (place < text.length && '\0\t\n\f\r '.includes(text[place]!)) place += 1
  return place
}

/** A table that led into the middle of something could show another document than the one read here. */
const checkPositions = (body: Body, text: string, packed: readonly Position[]): void => {
  const standing = [...body.tables.flatMap((table) => table.entries), ...packed.flatMap((one) => (one.kind === 'at' ? [one] : []))]
  for (const { number, offset } of standing) {
    if (offset !== 0 && body.places.get(afterSpace(text, offset)) !== number) throw broken('position')
  }
  for (const one of packed) if (one.kind === 'inside' && !isObjectStream(body, one.stream)) throw broken('position')
  const sections = new Set([
    ...body.tables.map((table) => table.at),
    ...body.streams.filter(({ dict }) => nameOf(dict.dict.get('Type')) === 'XRef').map(({ at }) => at),
  ])
  // The first half of a file laid out for the web ends with «startxref 0».
  for (const start of body.starts) if (!(body.linearized && start === 0) && !sections.has(afterSpace(text, start))) throw broken('start')
}

const refuseHugeImage = (value: PdfValue): void => {
  if (!isDict(value) || nameOf(value.dict.get('Subtype')) !== 'Image') return
  const [width, height] = [value.dict.get('Width'), value.dict.get('Height')]
  if (typeof width === 'number' && typeof height === 'number' && width * height > scanLimits.pixels) throw new PdfRefused('DOCUMENT_PIXELS', `${width}×${height}`)
}

const countPages = (body: Body, trailers: readonly PdfDict[]): number => {
  const follow = (value: PdfValue | undefined): PdfValue | undefined => (isRef(value) ? body.objects.get(value.ref) : value)
  const catalogue = trailers.map(({ dict }) => follow(dict.get('Root'))).find(isDict)
  const root = catalogue && follow(catalogue.dict.get('Pages'))
  if (!isDict(root)) throw broken('pages')
  const seen = new Set<PdfValue>()
  const leaves = (node: PdfValue | undefined, depth: number): number => {
    if (!isDict(node) || seen.has(node) || depth > deepestTree) throw broken('pages')
    seen.add(node)
    const kids = follow(node.dict.get('Kids'))
    if (nameOf(follow(node.dict.get('Type'))) === 'Page') return 1
    if (!isList(kids)) throw broken('pages')
    return kids.list.reduce((sum: number, kid) => sum + leaves(follow(kid), depth + 1), 0)
  }
  const said = follow(root.dict.get('Count'))
  // What it says of itself is looked at first: nobody walks a tree of a million pages to refuse it.
  if (typeof said === 'number' && said > scanLimits.pages) throw new PdfRefused('DOCUMENT_PAGES', String(said))
  const pages = leaves(root, 0)
  if (pages === 0 || pages !== said) throw broken('pages')
  return pages
}
