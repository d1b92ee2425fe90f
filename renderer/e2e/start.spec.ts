import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { chromium, expect, test } from '@playwright/test'
import { findChromium } from '#ready/chromium.mjs'

const root = join(__dirname, '../..')

type Run = { child: ChildProcess; said: () => string; ended: Promise<number | null> }
/** `npm start` as its script runs it, with the machine's Chromium without a screen. */
const start = (home: string, browser: string): Run => {
  const child = spawn(process.execPath, [join(root, 'build/start.mjs'), '--browser', '--home', home], {
    env: { ...process.env, MOHR_BROWSER: browser, DISPLAY: process.env['DISPLAY'] ?? ':none' }, stdio: ['ignore', 'pipe', 'pipe'],
  })
  let said = ''
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => { said += chunk.toString() })
  return { child, said: () => said, ended: once(child, 'close').then(([code]: unknown[]) => code as number | null) }
}
const read = (file: string): string => {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    return ''
  }
}

test('issue 5.3: npm start opens one window per data folder with a ticket in the fragment, leaves no cookie and nothing in the history, and ends with its window', async () => {
  const home = mkdtempSync(join(tmpdir(), 'mohr-start-'))
  const browser = join(home, 'chromium')
  writeFileSync(browser, `#!/bin/sh\nexec "${findChromium() ?? ''}" --headless=new --remote-debugging-port=0 --disable-gpu "$@"\n`)
  chmodSync(browser, 0o755)
  const first = start(home, browser)
  try {
    const port = join(home, 'browser/DevToolsActivePort')
    await expect.poll(() => read(port), { timeout: 30_000 }).toMatch(/^\d+\n\/devtools/)
    const [number, path] = read(port).split('\n')
    const window = await chromium.connectOverCDP(`ws://127.0.0.1:${number}${path}`)
    const context = window.contexts()[0]!
    await expect.poll(() => context.pages()[0]?.url()).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/#\/|^http:\/\/127\.0\.0\.1:\d+\/$/)
    const page = context.pages()[0]!
    await expect(page.getByRole('heading', { name: 'آغاز کار' })).toBeVisible()
    expect(page.url()).not.toContain('t=')
    expect(await context.cookies()).toEqual([])
    expect(await page.evaluate(() => ({ cookie: document.cookie, kept: Object.keys(localStorage).filter((key) => /session|token/i.test(key)), token: sessionStorage.getItem('mohr.session')?.length, entries: history.length })))
      .toEqual({ cookie: '', kept: [], token: 43, entries: 1 })

    const second = start(home, browser)
    expect(await second.ended).toBe(1)
    expect(second.said()).toContain(`process ${String(first.child.pid)}`)

    await (await window.newBrowserCDPSession()).send('Browser.close')
    expect(await first.ended).toBe(0)
    expect(first.said()).toContain('The window was closed: stopping.')
  } finally {
    first.child.kill()
    rmSync(home, { recursive: true, force: true })
  }
})
