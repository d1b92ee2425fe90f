import { mkdtempSync, rmSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test as base, type Page } from '@playwright/test'
import { launchShell, runProgram, type Ended, type Launch, type Shell } from '../testing/launch'
import { copyBareOffice } from './bare-office'

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

/** One command of the installed program. It finds no display and, on the stand-in, no browser either: a window would fail it. */
export const mohr = (args: readonly string[], home: string, more: { packaged?: boolean; env?: Record<string, string> } = {}): Promise<Ended> =>
  runProgram(args, { home, packaged: more.packaged, env: { STANDIN_CHROMIUM: '/no/such/browser', MOHR_PASSPHRASE: passphrase, ...more.env } })

/** The sign-in form by keyboard, until the office is open. */
export const signIn = async (page: Page, username: string): Promise<void> => {
  await page.getByLabel('نام کاربری').fill(username)
  await page.getByLabel('گذرواژه', { exact: true }).fill(passphrase)
  await page.keyboard.press('Enter')
  await expect(page.getByRole('navigation', { name: 'بخش‌های برنامه' })).toBeVisible()
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

const startOn = async (home: string): Promise<Started> => {
  const shell = await launchShell({ home })
  return { shell, home, page: await shell.firstWindow() }
}
const end = async ({ shell, home }: Started): Promise<void> => {
  await shell.close()
  rmSync(home, { recursive: true, force: true })
}
const signInHeading = { name: 'ورود به دفتر' }
/** Nobody is signed in and the sign-in form stands, whatever the test before did. */
const atSignIn = async (started: Started): Promise<Started> => {
  await started.shell.evaluate(({ Menu }) => { Menu.getApplicationMenu()?.getMenuItemById('lock')?.click() })
  await expect(started.page.getByRole('heading', signInHeading)).toBeVisible()
  await started.page.evaluate(() => { location.hash = '#/' })
  return started
}

type Own = { start: (options?: Partial<Launch>) => Promise<Started>; stranger: Stranger; office: Started; practice: Started }

export const test = base.extend<Own, { common: Started; officeProgram: Started; practiceProgram: Started }>({
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
    for (const started of running) await end(started)
  },
  /** One program without an office for all tests that leave it as it was. */
  common: [async ({ browserName: _ }, use) => {
    const started = await startOn(newHome())
    await use(started)
    await end(started)
  }, { scope: 'worker' }],
  /** One program on a practice office with its staff and nothing else. */
  officeProgram: [async ({ browserName: _ }, use) => {
    const started = await startOn(copyBareOffice())
    await use(started)
    await end(started)
  }, { scope: 'worker' }],
  office: async ({ officeProgram }, use) => { await use(await atSignIn(officeProgram)) },
  /** One program on a practice office with its sample dossiers, founded as a person does it. */
  practiceProgram: [async ({ browserName: _ }, use) => {
    const started = await startOn(newHome())
    const { page } = started
    await expect(page.getByRole('heading', { name: 'آغاز کار' })).toBeVisible()
    await page.getByRole('button', { name: 'ساختن دفتر آموزشی' }).press('Enter')
    await expect(page.getByRole('heading', signInHeading)).toBeVisible({ timeout: 90_000 })
    await use(started)
    await end(started)
  }, { scope: 'worker', timeout: 150_000 }],
  practice: async ({ practiceProgram }, use) => { await use(await atSignIn(practiceProgram)) },
  stranger: async ({ browserName: _ }, use) => {
    const { server, ...stranger } = await startStranger()
    await use(stranger)
    server.closeAllConnections()
    server.close()
  },
})
