import { spawn, type ChildProcess } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Readable, Writable } from 'node:stream'
import { Fault } from '#main/app/fault'
import { devToolsOver, type DevTools } from './devtools-pipe'
import type { PaperWindow } from './printer'

/** An address that nobody has (RFC 6761): the page is handed over when it is asked for, and nothing else is. */
const address = 'http://paper.invalid/'

const flags = (profile: string): string[] => [
  '--headless', '--remote-debugging-pipe', `--user-data-dir=${profile}`, '--no-first-run', '--no-default-browser-check', '--disable-gpu',
  '--disable-extensions', '--disable-component-update', '--disable-background-networking', '--disable-sync', '--disable-default-apps',
  '--disable-breakpad', '--mute-audio', '--no-pings', '--host-resolver-rules=MAP * ~NOTFOUND', '--js-flags=--max-old-space-size=512',
  // Chromium's own sandbox refuses to start for root, as in containers.
  ...(process.platform === 'linux' && process.getuid?.() === 0 ? ['--no-sandbox'] : []),
  'about:blank',
]

/** What Chromium prints: A4 by the page's own @page, tagged (PDF/UA's structure, alternative texts, language). */
const pdfWish = {
  printBackground: true, preferCSSPageSize: true, generateTaggedPDF: true, generateDocumentOutline: false, displayHeaderFooter: false, transferMode: 'ReturnAsBase64',
}

export type Browser = {
  /** A hidden page with the print page loaded and no network: every request but the one for that page fails, by the engine's own hand and by the page's policy. */
  open(page: string): Promise<PaperWindow>
  close(): Promise<void>
}

/**
 * Starts a Chromium, Chrome or Edge of this machine, headless, in a profile of its own that goes with it.
 * @throws Fault PRINTER_ABSENT when there is no such program or it does not start.
 */
export const startBrowser = async (program: string | null): Promise<Browser> => {
  if (program === null) throw new Fault('PRINTER_ABSENT')
  const profile = mkdtempSync(join(tmpdir(), 'mohr-print-'))
  const child = spawn(program, flags(profile), { stdio: ['ignore', 'ignore', 'ignore', 'pipe', 'pipe'] })
  const devTools = devToolsOver(child.stdio[3] as Writable, child.stdio[4] as Readable)
  const gone = new Promise<void>((resolve) => child.once('close', resolve).once('error', () => { resolve() }))
  child.once('error', devTools.end).once('exit', devTools.end)
  const close = async (): Promise<void> => {
    await end(child, devTools, gone)
    rmSync(profile, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 })
  }
  try {
    await devTools.send('Browser.getVersion')
  } catch {
    // A program that is none, or one that policy forbids to be driven.
    await close()
    throw new Fault('PRINTER_ABSENT')
  }
  return { open: (page) => openPage(devTools, page), close }
}

/** One browser for one window, which takes it along when it closes. @throws Fault PRINTER_ABSENT. */
export const openChromiumWindow = async (program: string | null, page: string): Promise<PaperWindow> => {
  const browser = await startBrowser(program)
  try {
    return { ...(await browser.open(page)), close: browser.close }
  } catch (error) {
    await browser.close()
    throw error
  }
}

const end = async (child: ChildProcess, devTools: DevTools, gone: Promise<void>): Promise<void> => {
  devTools.end()
  if (child.pid !== undefined && child.exitCode === null && child.signalCode === null) child.kill('SIGKILL')
  await gone
}

const openPage = async (devTools: DevTools, page: string): Promise<PaperWindow> => {
  const { targetId } = await devTools.send('Target.createTarget', { url: 'about:blank' })
  const { sessionId } = await devTools.send('Target.attachToTarget', { targetId, flatten: true })
  if (typeof sessionId !== 'string') throw new Error('no session')
  const ask = (method: string, params?: object): Promise<Record<string, unknown>> => devTools.send(method, params, sessionId)
  devTools.on('Fetch.requestPaused', sessionId, ({ requestId, request }) => {
    const ours = typeof request === 'object' && request !== null && Reflect.get(request, 'url') === address
    const answer = ours
      ? ask('Fetch.fulfillRequest', {
          requestId, responseCode: 200, responseHeaders: [{ name: 'Content-Type', value: 'text/html; charset=utf-8' }, { name: 'Cache-Control', value: 'no-store' }],
          body: Buffer.from(page).toString('base64'),
        })
      : ask('Fetch.failRequest', { requestId, errorReason: 'BlockedByClient' })
    answer.catch(() => undefined)
  })
  const shown = new Promise<void>((resolve) => { devTools.on('Page.loadEventFired', sessionId, () => { resolve() }) })
  await ask('Fetch.enable', { patterns: [{ urlPattern: '*' }] })
  await ask('Page.enable')
  const { errorText } = await ask('Page.navigate', { url: address })
  if (errorText) throw new Error(String(errorText))
  await shown
  return {
    run: async (expression) => {
      const { result, exceptionDetails } = await ask('Runtime.evaluate', { expression, awaitPromise: true, returnByValue: true })
      if (exceptionDetails) throw new Error('the page failed')
      const value: unknown = typeof result === 'object' && result !== null ? Reflect.get(result, 'value') : undefined
      return value
    },
    pdf: async () => {
      const { data } = await ask('Page.printToPDF', pdfWish)
      return Buffer.from(typeof data === 'string' ? data : '', 'base64')
    },
    close: async () => { await devTools.send('Target.closeTarget', { targetId }) },
  }
}
