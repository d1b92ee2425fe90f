import { basename } from 'node:path'
import { test as base, expect, type ConsoleMessage, type Page } from '@playwright/test'
import { source as axeSource } from 'axe-core'
import { passphrase } from './prepared-office'
import { officeLike, serveOffice, serveTraining, type Office } from './served-office'

/** A served office is stopped before its page is closed: its event stream ends in mid-air. */
const endOfStream = (message: ConsoleMessage): boolean => message.text().includes('ERR_INCOMPLETE_CHUNKED_ENCODING') && message.location().url.endsWith('/events')

/** What must stay silent in every run: policy violations, page errors, requests that leave this machine. */
const watch = (page: Page, origin: () => string): string[] => {
  const faults: string[] = []
  page.on('console', (message) => { if (message.type() === 'error' && !endOfStream(message)) faults.push(`console: ${message.text()}`) })
  page.on('pageerror', (error) => { faults.push(`page: ${error.message}`) })
  page.on('request', (request) => {
    const url = request.url()
    if (!url.startsWith(origin()) && !/^(?:data|blob):/.test(url)) faults.push(`left the machine: ${url}`)
  })
  return faults
}

/** An office for as long as it is used. */
const lend = async (prepare: () => Promise<Office>, use: (office: Office) => Promise<void>): Promise<void> => {
  const office = await prepare()
  await use(office)
  await office.stop()
}

export const test = base.extend<{ quiet: string[] }, { office: Office; trainingOffice: Office }>({
  /** An office that does not exist yet: first run. */
  office: [({ browserName: _ }, use) => lend(serveOffice, use), { scope: 'worker' }],
  /** The practice office with its invented staff and sample dossiers. */
  trainingOffice: [({ browserName: _ }, use) => lend(serveTraining, use), { scope: 'worker', timeout: 120_000 }],
  quiet: [async ({ page }, use) => {
    const policy: string[] = []
    await page.exposeFunction('tellPolicy', (text: string) => { policy.push(text) })
    await page.addInitScript(() => {
      const counted = window as unknown as { pointers: number; tellPolicy: (text: string) => Promise<void> }
      document.addEventListener('securitypolicyviolation', (event) => {
        void counted.tellPolicy(`${event.violatedDirective} ${event.blockedURI} ${event.sourceFile}`)
      })
      counted.pointers = 0
      document.addEventListener('pointerdown', () => { counted.pointers += 1 }, true)
    })
    let origin = ''
    page.on('framenavigated', (frame) => { if (frame === page.mainFrame()) origin = new URL(frame.url()).origin })
    const faults = watch(page, () => origin || 'http://127.0.0.1')
    await use(faults)
    expect([...faults, ...policy]).toEqual([])
  }, { auto: true }],
})

/** Tests that each get an office of their own, like the one that `prepare` made first for the file, and closed after. */
export const deskTest = (prepare: () => Promise<Office>) => test.extend<{ desk: Office }>({
  desk: [({ browserName: _ }, use, { file }) => lend(() => officeLike(basename(file), prepare), use), { timeout: 180_000 }],
})

/** The same with one office for all tests of the file. */
export const sharedDeskTest = (prepare: () => Promise<Office>) => test.extend<object, { desk: Office }>({
  desk: [({ browserName: _ }, use) => lend(prepare, use), { scope: 'worker', timeout: 120_000 }],
})

export { expect }

/** Pointer presses since the page was opened: the keyboard paths must end with none. */
export const pointerPresses = (page: Page): Promise<number> =>
  page.evaluate(() => (window as unknown as { pointers: number }).pointers)

/** Signs in by keyboard; the user's own start screen opens. */
export const signIn = async (page: Page, office: Office, username: string): Promise<void> => {
  await page.goto(office.newUrl())
  await expect(page.getByLabel('نام کاربری')).toBeFocused()
  await page.keyboard.type(username)
  await page.keyboard.press('Tab')
  await page.keyboard.type(passphrase)
  await page.keyboard.press('Enter')
  await expect(page.getByRole('navigation', { name: 'بخش‌های برنامه' })).toBeVisible()
}

/** Another page of the same office, by its address. */
export const goTo = async (page: Page, { origin }: Office, path: string): Promise<void> => { await page.goto(`${origin}/#${path}`) }

/** What colours alone decide; all else is the same page in the dark. */
const colourRules = { type: 'rule', values: ['color-contrast', 'link-in-text-block'] }
const rules = { light: { type: 'tag', values: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'] }, dark: colourRules }

/**
 * Runs the checker in the page. It takes a word that is narrower than its letters for an icon of an icon font and passes over
 * it; joined Persian letters are all that, and no page of ours has such a font: while it measures, every letter is as wide.
 */
const violations = (scheme: keyof typeof rules): string => `(async () => {
  const canvas = CanvasRenderingContext2D.prototype
  const { measureText } = canvas
  canvas.measureText = (text) => ({ width: text.length * 30 })
  try {
    const result = await axe.run(document, { runOnly: ${JSON.stringify(rules[scheme])}, resultTypes: ['violations'] })
    return result.violations.map((one) => one.id + ': ' + one.nodes.map((node) => node.html.slice(0, 160)).join(' | '))
  } finally {
    canvas.measureText = measureText
  }
})()`

/** WCAG 2.0–2.2 A and AA in light and dark, and nothing wider than the window. */
export const expectAccessible = async (page: Page): Promise<void> => {
  // The checker is half a megabyte: it is read once by each page.
  if (!(await page.evaluate('"axe" in window'))) await page.evaluate(axeSource)
  for (const scheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme: scheme, reducedMotion: 'reduce' })
    expect(await page.evaluate(violations(scheme)), scheme).toEqual([])
  }
  await page.emulateMedia({ colorScheme: 'light' })
  expect(await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)).toBe(0)
}
