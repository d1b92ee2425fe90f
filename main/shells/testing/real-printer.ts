import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { build } from 'vite'
import type { Printer } from '#main/app/ports'
import { openChromiumWindow } from '#main/shells/host/printer/chromium-window'
import type { PrinterLimits } from '#main/shells/host/printer/printer'
import { createPrinterPair } from '#main/shells/host/printer/printer-pair'
import { findChromium } from '#ready/chromium.mjs'

// A test asks what a print left among temporary files: of those, each test file has its own.
process.env['TMPDIR'] = mkdtempSync(join(tmpdir(), 'mohr-prints-'))

let page: Promise<string> | null = null

/** The print page, built from its sources as `npm run build` does, once a test file. */
export const builtPaperPage = (): Promise<string> => {
  page ??= (async () => {
    const outDir = mkdtempSync(join(tmpdir(), 'mohr-paper-'))
    await build({ configFile: resolve(import.meta.dirname, '../../../build/paper.vite.config.mts'), logLevel: 'silent', build: { outDir } })
    return readFileSync(join(outDir, 'mohr-paper.html'), 'utf8')
  })()
  return page
}

/** The real engine with the real page. */
export const realPrinter = (limits?: PrinterLimits): Printer => {
  const { draw, drawEach, close } = createPrinterPair(async () => openChromiumWindow(findChromium(), await builtPaperPage()), limits)
  return { draw, drawEach, close }
}

export const fileOf = (name: string, bytes: Buffer): string => {
  const path = join(mkdtempSync(join(tmpdir(), 'mohr-pdf-')), name)
  writeFileSync(path, bytes)
  return path
}

/** What a poppler tool says of a PDF. */
export const poppler = (tool: 'pdfinfo' | 'pdffonts' | 'pdftotext', pdf: Buffer, ...flags: string[]): string =>
  execFileSync(tool, [...flags, fileOf('a.pdf', pdf), ...(tool === 'pdftotext' ? ['-'] : [])], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] })

/** One page as a scanner would give it. @returns the PNG's path */
export const scanned = (pdf: Buffer, { page = 1, dpi = 200 } = {}): string => {
  const path = fileOf('a.pdf', pdf)
  execFileSync('pdftoppm', ['-png', '-gray', '-r', String(dpi), '-f', String(page), '-l', String(page), '-singlefile', path, path.replace('.pdf', '')], { stdio: 'ignore' })
  return path.replace('.pdf', '.png')
}

type Node = { role?: string; alt?: string; type?: string; id?: string; children?: Node[] }
type Item = { type?: string; id?: string | null; str?: string }
export type Tagged = { role: string; alt?: string; text: string }

/** What the tags of a page say, in their order, read by pdf.js: letters of Persian come in the order they are seen. */
export const tagged = async (pdf: Buffer, page = 1): Promise<{ tags: Tagged[]; language: string }> => {
  const { getDocument } = await import('pdfjs-dist/legacy/build/pdf.mjs')
  const task = getDocument({ data: new Uint8Array(pdf), verbosity: 0 })
  const document = await task.promise
  const sheet = await document.getPage(page)
  const texts = new Map<string, string>()
  const open: (string | null)[] = []
  for (const item of (await sheet.getTextContent({ includeMarkedContent: true })).items as Item[]) {
    const id = open.findLast((one) => one !== null)
    if (item.type?.startsWith('begin')) open.push(item.id ?? null)
    else if (item.type === 'endMarkedContent') open.pop()
    else if (id) texts.set(id, (texts.get(id) ?? '') + (item.str ?? ''))
  }
  const tags: Tagged[] = []
  const walk = ({ role, alt, type, id, children }: Node, above: string): void => {
    if (type === 'content') return void tags.push({ role: above, text: texts.get(id ?? '') ?? '' })
    if (alt) tags.push({ role: role ?? '', alt, text: '' })
    for (const child of children ?? []) walk(child, role && role !== 'NonStruct' ? role : above)
  }
  walk((await sheet.getStructTree()) as Node, '')
  const { info } = await document.getMetadata()
  await task.destroy()
  return { tags, language: String(Reflect.get(info, 'Language')) }
}
