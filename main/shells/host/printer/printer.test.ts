import { readdirSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { PermitPaper } from '#contract/papers'
import type { PrintJob, Printer } from '#main/app/ports'
import { createPermitOffice } from '#main/permits/testing/permit-office'
import { paperHandlers } from '#main/papers/index'
import { builtPaperPage, poppler, realPrinter } from '#main/shells/testing/real-printer'
import { findChromium } from '#ready/chromium.mjs'
import { openChromiumWindow, startBrowser } from './chromium-window'
import { createPrinter, printerLimits } from './printer'

const job = (more: Partial<PrintJob> = {}): PrintJob => ({ title: 'آزمون', signal: new AbortController().signal, onDrawn: () => undefined, ...more })
const profiles = (): string[] => readdirSync(tmpdir()).filter((name) => name.startsWith('mohr-print-'))

let paper: PermitPaper
let printer: Printer
beforeAll(async () => {
  const office = createPermitOffice({ training: true })
  paper = await paperHandlers.preview(office.as('director'), { no: await office.issue(1) })
  await builtPaperPage()
  printer = realPrinter()
}, 60_000)
afterAll(() => printer.close())

describe('a printer over a browser of this machine', () => {
  test('one window is used for many documents, and nothing of the one before stays', async () => {
    const first = await printer.draw([paper], job({ title: 'نخست' }))
    const second = await printer.draw([paper, { ...paper, copy: 7 }], job({ title: 'دوم' }))
    expect(poppler('pdfinfo', first)).toMatch(/Title: +نخست\n[^]*Tagged: +yes[^]*Pages: +1\n[^]*\(A4\)/)
    expect(poppler('pdfinfo', second)).toMatch(/Title: +دوم\n[^]*Pages: +2\n/)
    expect(poppler('pdftotext', second, '-f', '2')).toContain('چاپ')
    expect(poppler('pdftotext', await printer.draw([paper], job()))).not.toContain('چاپ')
  })

  test('progress is told step by step, and a cancelled job leaves a sound window', async () => {
    const steps: number[] = []
    const stop = new AbortController()
    const many = Array.from({ length: 50 }, () => paper)
    const cancelled = printer.draw(many, job({ signal: stop.signal, onDrawn: (done) => { steps.push(done); if (done >= 20) stop.abort() } }))
    await expect(cancelled).rejects.toMatchObject({ code: 'PRINT_CANCELLED' })
    expect(steps).toEqual([20])
    expect((await printer.draw([paper], job())).length).toBeGreaterThan(20_000)
  }, 60_000)

  test('jobs wait for one another: two at once are two whole documents', async () => {
    const [a, b] = await Promise.all([printer.draw([paper], job({ title: 'الف' })), printer.draw([paper, paper], job({ title: 'ب' }))])
    expect([poppler('pdfinfo', a), poppler('pdfinfo', b)].map((said) => /Pages: +(\d+)/.exec(said)?.[1])).toEqual(['1', '2'])
  })
})

describe('bounds and absence', () => {
  test('no browser, and a program that is none: PRINTER_ABSENT, and no profile is left', async () => {
    const before = profiles()
    for (const program of [null, '/nowhere/chromium', '/bin/true', '/bin/cat']) {
      await expect(openChromiumWindow(program, ''), String(program)).rejects.toMatchObject({ code: 'PRINTER_ABSENT' })
    }
    expect(profiles().filter((name) => !before.includes(name))).toEqual([])
  })

  test('a page that hangs is given up within its bound, and the next job gets a fresh one', async () => {
    let opened = 0
    const hanging = createPrinter(async () => {
      opened += 1
      const window = await openChromiumWindow(findChromium(), await builtPaperPage())
      return opened > 1 ? window : { ...window, run: () => window.run('(() => { for (;;) ; })()') }
    }, { ...printerLimits, stepMs: 4000 })
    await expect(hanging.draw([paper], job())).rejects.toMatchObject({ code: 'PRINTER_SLOW' })
    expect((await hanging.draw([paper], job())).subarray(0, 5).toString()).toBe('%PDF-')
    expect(opened).toBe(2)
    await hanging.close()
  }, 30_000)

  test('a browser that dies in the middle is a failure in words, and the next job starts another', async () => {
    let opened = 0
    const dying = createPrinter(async () => {
      opened += 1
      const window = await openChromiumWindow(findChromium(), await builtPaperPage())
      return opened > 1 ? window : { ...window, pdf: async () => { await window.close(); return window.pdf() } }
    })
    await expect(dying.draw([paper], job())).rejects.toMatchObject({ code: 'PRINTER_FAILED' })
    expect((await dying.draw([paper], job())).length).toBeGreaterThan(20_000)
    await dying.close()
  }, 30_000)

  test('an idle window is closed, and its profile goes with it', async () => {
    const before = profiles().length
    const brief = realPrinter({ ...printerLimits, idleMs: 50 })
    await brief.draw([paper], job())
    await expect.poll(() => profiles().length, { timeout: 10_000 }).toBeLessThanOrEqual(before)
    await brief.close()
  })

  test('a window is replaced after its share of papers', async () => {
    let opened = 0
    const printers = createPrinter(async () => { opened += 1; return openChromiumWindow(findChromium(), await builtPaperPage()) }, { ...printerLimits, papersPerWindow: 2 })
    for (let i = 0; i < 3; i += 1) await printers.draw([paper], job())
    expect(opened).toBe(2)
    await printers.close()
  }, 30_000)
})

describe('the print page has no network and reads nothing as code', () => {
  test('every other request fails, by the policy and by the engine; words of a paper stay words', async () => {
    const browser = await startBrowser(findChromium())
    const window = await browser.open(await builtPaperPage())
    const blocked = await window.run(`(async () => {
      const seen = []
      addEventListener('securitypolicyviolation', (event) => { seen.push(event.effectiveDirective) })
      const gone = await Promise.all(['https://example.org/', 'http://127.0.0.1:1/', 'data:,x'].map((url) => fetch(url).then(() => 'came', () => 'blocked')))
      const image = new Image()
      const said = new Promise((resolve) => { image.onload = () => resolve('came'); image.onerror = () => resolve('blocked') })
      image.src = 'http://127.0.0.1:1/a.png'
      return JSON.stringify([...gone, await said, [...new Set(seen)].sort().join()])
    })()`)
    expect(JSON.parse(String(blocked))).toEqual(['blocked', 'blocked', 'blocked', 'blocked', 'connect-src,img-src'])
    await browser.close()
    const hostile = { ...paper, office: { ...paper.office, name: '"]); document.title = "x"; (["</script><img src=x onerror=alert(1)>\u2028' } }
    const pdf = await printer.draw([hostile], job({ title: 'سالم' }))
    expect(poppler('pdfinfo', pdf)).toMatch(/Title: +سالم\n/)
    expect(poppler('pdftotext', pdf)).toContain('onerror')
  }, 30_000)
})
