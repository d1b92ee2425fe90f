import { mkdtempSync, rmSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test as base, type Page } from '@playwright/test'
import { launchShell, type Launch, type Shell } from '../testing/launch'

export { expect }

export type Bridge = { call(name: string, input: unknown): Promise<Answer>; on(event: string, hear: (payload: unknown) => void): () => void }
export type Answer = { ok: true; value: Record<string, unknown> } | { ok: false; error: { code: string; ref: string } }
declare global {
  // eslint-disable-next-line @typescript-eslint/consistent-type-definitions -- only an interface can add to the page's window
  interface Window { mohr: Bridge }
}

export const newHome = (): string => mkdtempSync(join(tmpdir(), 'mohr-shell-'))

/** Asks the core as the page does. */
export const ask = (page: Page, name: string, input: unknown = {}): Promise<Answer> =>
  page.evaluate(([operation, given]) => window.mohr.call(operation as string, given), [name, input])

export const passphrase = 'mohr-training-office'

/** The sign-in form by keyboard, until the office is open. */
export const signIn = async (page: Page, username: string): Promise<void> => {
  await page.getByLabel('نام کاربری').fill(username)
  await page.getByLabel('گذرواژه', { exact: true }).fill(passphrase)
  await page.keyboard.press('Enter')
  await expect(page.getByRole('navigation', { name: 'بخش‌های برنامه' })).toBeVisible()
}

/** A practice office with its staff and nothing else: made in a second. */
export const makeTraining = async (page: Page): Promise<void> => {
  expect(await ask(page, 'office.createTraining', { sampleData: false })).toMatchObject({ ok: true })
  await expect(page.getByRole('heading', { name: 'ورود به دفتر' })).toBeVisible()
}

export type Started = { shell: Shell; page: Page; home: string }

/** A server of this machine that is not ours, and what it was asked for. */
export type Stranger = { origin: string; asked: string[] }

const startStranger = async (): Promise<Stranger & { server: Server }> => {
  const asked: string[] = []
  const server = createServer((request, response) => {
    asked.push(request.url ?? '')
    response.setHeader('content-type', 'text/html')
    response.end('<title>stranger</title>')
  })
  await new Promise<void>((resolve) => { server.listen(0, '127.0.0.1', resolve) })
  return { server, asked, origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}` }
}

export const test = base.extend<{ start: (options?: Partial<Launch>) => Promise<Started>; stranger: Stranger }, { common: Started }>({
  /** Starts programs of the test's own; whatever still runs at its end is ended. */
  start: async ({ browserName: _ }, use) => {
    const running: Started[] = []
    await use(async (options = {}) => {
      const home = options.home ?? newHome()
      const shell = await launchShell({ ...options, home })
      const started = { shell, home, page: await shell.firstWindow() }
      running.push(started)
      return started
    })
    for (const { shell, home } of running) {
      await shell.close()
      rmSync(home, { recursive: true, force: true })
    }
  },
  /** One program for all tests that leave it as it was. */
  common: [async ({ browserName: _ }, use) => {
    const home = newHome()
    const shell = await launchShell({ home })
    await use({ shell, home, page: await shell.firstWindow() })
    await shell.close()
    rmSync(home, { recursive: true, force: true })
  }, { scope: 'worker' }],
  stranger: async ({ browserName: _ }, use) => {
    const { server, ...stranger } = await startStranger()
    await use(stranger)
    server.closeAllConnections()
    server.close()
  },
})
