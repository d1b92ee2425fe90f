import { basename } from 'node:path'
import type { PermitPaper } from '#contract/papers'
import { paperHandlers } from '#main/papers/index'
import { createPermitOffice } from '#main/permits/testing/permit-office'
import { findChromium } from '#ready/chromium.mjs'
import { startBrowser, type Browser } from '#main/shells/host/printer/chromium-window'
import { createPrinterPair } from '#main/shells/host/printer/printer-pair'
import { createPrinter, printerLimits, type PaperWindow } from '#main/shells/host/printer/printer'
import { paperPage } from '#main/shells/host/printer/index'

const papers = 20
const rounds = 7
const job = { title: 'bench', signal: new AbortController().signal, onDrawn: () => undefined }

/**
 * What the printer's kept pages save: PDFs from one page that is kept, and from the pair that makes many, against a page opened,
 * loaded and closed for each PDF, in the same browser, twenty by twenty in turn so that a busy machine slows all of them and none
 * pays for ending another's page. And a batch in one PDF against as many PDFs.
 * Needs `npm run build` before it: what is measured is the page as it is shipped.
 */
const benchPdf = async (): Promise<{ name: string; ratio: number; goal: number; parts: Record<string, number> }[]> => {
  const office = createPermitOffice()
  const paper = await paperHandlers.preview(office.as('director'), { no: await office.issue(1) })
  const page = paperPage()
  const browser = await startBrowser(findChromium())
  const kept = createPrinter(() => openIn(browser, page))
  const pair = createPrinterPair(() => openIn(browser, page))
  const each = Array.from({ length: papers }, () => ({ paper, title: job.title }))
  await kept.draw([paper], job)
  await pair.drawEach(each, job)
  const measured: { kept: number; pair: number; fresh: number; batch: number }[] = []
  for (let i = 0; i < rounds; i += 1) {
    const one = { kept: 0, pair: 0, fresh: 0, batch: 0 }
    one.kept = await timed(async () => { for (const { paper } of each) await kept.draw([paper], job) })
    one.pair = await timed(() => pair.drawEach(each, job))
    one.fresh = await timed(async () => { for (const { paper } of each) await fresh(browser, page, paper) })
    one.batch = await timed(() => kept.draw(Array.from({ length: papers }, () => paper), job))
    measured.push(one)
  }
  await kept.close()
  await pair.close()
  await browser.close()
  const part = (name: keyof (typeof measured)[number]): number => Math.round((median(measured.map((round) => round[name])) / papers) * 10) / 10
  const parts = { keptMs: part('kept'), pairMs: part('pair'), freshMs: part('fresh'), batchMs: part('batch'), papers, rounds }
  return [
    { name: `each of ${papers} PDFs from the kept pair of pages / from a page of its own`, ratio: median(measured.map((round) => round.pair / round.fresh)), goal: 0.15, parts },
    { name: 'a PDF from one kept page / from a page of its own', ratio: median(measured.map((round) => round.kept / round.fresh)), goal: 0.15, parts },
    { name: `${papers} permits in one PDF / in as many`, ratio: median(measured.map((round) => round.batch / round.kept)), goal: 0.6, parts },
  ]
}

/** The browser outlives the windows that are opened in it here. */
const openIn = (browser: Browser, page: string): Promise<PaperWindow> => browser.open(page)

const fresh = async (browser: Browser, page: string, paper: PermitPaper): Promise<void> => {
  const own = createPrinter(() => openIn(browser, page), printerLimits)
  await own.draw([paper], job)
  await own.close()
}

const timed = async (work: () => Promise<unknown>): Promise<number> => {
  const start = performance.now()
  await work()
  return performance.now() - start
}

const median = (values: readonly number[]): number => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN

/** `npm run bench pdf`. */
const main = async (): Promise<void> => {
  for (const { name, ratio, goal, parts } of await benchPdf()) {
    const met = ratio <= goal
    console.log(`${met ? 'ok  ' : 'MISS'} ${name}: ${ratio.toFixed(3)} (goal <= ${goal}) ${JSON.stringify(parts)}`)
    if (!met) process.exitCode = 1
  }
}

if (basename(process.argv[1] ?? '').startsWith('pdf.')) void main()
