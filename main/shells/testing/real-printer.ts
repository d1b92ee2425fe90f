import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { build } from 'vite'
import type { Printer } from '#main/app/ports'
import { openChromiumWindow } from '#main/shells/host/printer/chromium-window'
import { createPrinter, type PrinterLimits } from '#main/shells/host/printer/printer'
import { findChromium } from '#ready/chromium.mjs'

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
export const realPrinter = (limits?: PrinterLimits): Printer =>
  createPrinter(async () => openChromiumWindow(findChromium(), await builtPaperPage()), limits)

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
