import { beforeAll, describe, expect, test } from 'vitest'
import type { PermitPaper } from '#contract/papers'
import type { TitledPaper } from '#main/app/ports'
import { createPermitOffice } from '#main/permits/testing/permit-office'
import { paperHandlers } from '#main/papers/index'
import { builtPaperPage, poppler } from '#main/shells/testing/real-printer'
import { findChromium } from '#ready/chromium.mjs'
import { startBrowser } from './chromium-window'
import type { PaperWindow } from './printer'
import { createPrinterPair } from './printer-pair'

let paper: PermitPaper
beforeAll(async () => {
  const office = createPermitOffice({ training: true })
  paper = await paperHandlers.preview(office.as('director'), { no: await office.issue(1) })
}, 60_000)

const some = (count: number): TitledPaper[] => Array.from({ length: count }, (_, i) => ({ paper, title: `n-${i}` }))
const numbered = (count: number): number[] => Array.from({ length: count }, (_, i) => i + 1)

test('many documents come from two windows, in their order, each whole with its own title', async () => {
  const browser = await startBrowser(findChromium())
  const page = await builtPaperPage()
  let opened = 0
  const pair = createPrinterPair(() => { opened += 1; return browser.open(page) }, undefined, 2)
  const steps: number[] = []
  const made = await pair.drawEach(some(20), { signal: new AbortController().signal, onDrawn: (done) => { steps.push(done) } })
  expect(opened).toBe(2)
  expect(steps).toEqual(numbered(20))
  expect(made.map((pdf) => /Title: +(.+)\n[^]*Tagged: +yes[^]*Pages: +1\n/.exec(poppler('pdfinfo', pdf))?.[1])).toEqual(some(20).map(({ title }) => title))
  await pair.close()
  await browser.close()
}, 60_000)

/** A window whose PDF is its title; `trouble` may throw in its place. */
const windows = (trouble: (window: number, drawn: number) => void = () => undefined) => {
  const told = { opened: 0, closed: 0, drawn: [0, 0, 0, 0, 0] }
  const open = (): Promise<PaperWindow> => {
    const me = (told.opened += 1)
    let title = ''
    trouble(me, 0)
    return Promise.resolve({
      run: (expression) => {
        const given = /begin\("([^"]+)"\)/.exec(expression)?.[1]
        if (given) title = (JSON.parse(Buffer.from(given, 'base64').toString()) as { title: string }).title
        return Promise.resolve(null)
      },
      pdf: async () => {
        await Promise.resolve()
        trouble(me, told.drawn[me]! += 1)
        return Buffer.from(`%PDF-${title}`)
      },
      close: () => { told.closed += 1; return Promise.resolve() },
    })
  }
  return { told, open }
}
const job = { signal: new AbortController().signal, onDrawn: () => undefined }
const titles = (made: readonly Buffer[]): string[] => made.map((pdf) => pdf.toString().slice(5))

describe('the second window only helps', () => {
  test.each([[19, 2, 1], [20, 2, 2], [20, 1, 1]])('%d documents on %d processors are made by %d', async (count, processors, expected) => {
    const { told, open } = windows()
    const pair = createPrinterPair(open, undefined, processors)
    expect(titles(await pair.drawEach(some(count), job))).toEqual(some(count).map(({ title }) => title))
    expect(told.opened).toBe(expected)
    await pair.close()
    expect(told.closed).toBe(expected)
  })

  test.each([['when it opens', 0], ['in its first document', 1], ['later', 5]])('it fails %s: the first one makes what it leaves, and nothing is lost or doubled', async (_, at) => {
    const { told, open } = windows((window, drawn) => { if (window === 2 && drawn === at) throw new Error('out of memory') })
    const pair = createPrinterPair(open, undefined, 2)
    const steps: number[] = []
    expect(titles(await pair.drawEach(some(40), { ...job, onDrawn: (done) => { steps.push(done) } }))).toEqual(some(40).map(({ title }) => title))
    expect(steps).toEqual(numbered(40))
    expect(told.drawn[1]! + Math.max(0, told.drawn[2]! - 1)).toBe(40)
    await pair.close()
  })

  test('what neither can draw is the whole job’s failure, and the next job begins anew', async () => {
    let sick = true
    const { told, open } = windows((_, drawn) => { if (sick && drawn === 7) throw new Error('a paper that kills the page') })
    const pair = createPrinterPair(open, undefined, 2)
    await expect(pair.drawEach(some(40), job)).rejects.toMatchObject({ code: 'PRINTER_FAILED' })
    const before = told.drawn.reduce((all, one) => all + one)
    expect(before).toBeLessThan(40)
    sick = false
    expect(await pair.drawEach(some(40), job)).toHaveLength(40)
    await pair.close()
  })

  test('a cancelled job ends in both, and says so', async () => {
    const { open } = windows()
    const pair = createPrinterPair(open, undefined, 2)
    const stop = new AbortController()
    let last = 0
    await expect(pair.drawEach(some(40), { signal: stop.signal, onDrawn: (done) => { last = done; if (done === 11) stop.abort() } })).rejects.toMatchObject({ code: 'PRINT_CANCELLED' })
    expect(last).toBeLessThan(14)
    expect(await pair.drawEach(some(20), job)).toHaveLength(20)
    await pair.close()
  })
})
