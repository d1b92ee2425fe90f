import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from '@playwright/test'
import { expect, signIn, test as base } from './fixtures'
import { askCore, serveOffice, type Office } from './served-office'

/** Where `npm run guide` finds the pictures of docs/guide. */
const folder = 'out/guide'

const test = base.extend<object, { practice: Office }>({
  practice: [async ({ browserName: _ }, use) => {
    const office = await serveOffice()
    expect(await (await askCore(office))('office.createTraining')).toMatchObject({ ok: true })
    await use(office)
    await office.stop()
  }, { scope: 'worker', timeout: 120_000 }],
})

const take = async (page: Page, name: string): Promise<void> => {
  mkdirSync(folder, { recursive: true })
  await page.evaluate(() => document.fonts.ready.then(() => undefined))
  await page.screenshot({ path: join(folder, `${name}.png`), animations: 'disabled', caret: 'hide' })
}
const at = async (page: Page, route: string, heading: string | RegExp): Promise<void> => {
  await page.evaluate((hash) => { location.hash = hash }, `#${route}`)
  await expect(page.getByRole('heading', { level: 1, name: heading })).toBeVisible()
  await expect(page.locator('.ui-loading')).toHaveCount(0)
}

test('the guide shows the screens as they are: sign-in', async ({ page, practice }) => {
  await page.goto(practice.newUrl())
  await expect(page.getByRole('region', { name: 'کاربران آموزشی' })).toBeVisible()
  await take(page, 'sign-in')
})

test('the guide shows the screens as they are: clerk', async ({ page, practice }) => {
  await signIn(page, practice, 'clerk')
  await at(page, '/dossiers', 'پرونده‌ها')
  await take(page, 'clerk-dossiers')
  await at(page, '/intake', /./)
  await take(page, 'clerk-intake')
})

test('the guide shows the screens as they are: expert', async ({ page, practice }) => {
  await signIn(page, practice, 'expert')
  await at(page, '/review', /./)
  await take(page, 'expert-review')
})

test('the guide shows the screens as they are: IT', async ({ page, practice }) => {
  await signIn(page, practice, 'it')
  await at(page, '/registry', 'همگام‌سازی')
  await take(page, 'it-sync')
  await at(page, '/backups', 'پشتیبان')
  await take(page, 'it-backup')
})
