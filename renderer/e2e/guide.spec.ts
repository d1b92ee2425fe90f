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

test('the guide shows the screens as they are: director', async ({ page, practice }) => {
  test.setTimeout(120_000)
  await page.goto(practice.newUrl())
  await expect(page.getByRole('region', { name: 'کاربران آموزشی' })).toBeVisible()
  await take(page, 'sign-in')
  await signIn(page, practice, 'director')
  const grid = page.getByRole('grid', { name: 'صف بررسی' })
  await expect(grid).toBeVisible()
  await expect(page.getByRole('article')).toContainText('هنوز امضا نشده است')
  await take(page, 'director-desk')
  await grid.focus()
  await page.keyboard.press('Control+a')
  await page.keyboard.press('Control+Enter')
  await expect(page.locator('.batch-list tbody tr').first()).toBeVisible()
  await take(page, 'director-list')
  await page.keyboard.press('Control+Enter')
  await expect(page.getByRole('dialog')).toBeVisible()
  await take(page, 'director-sign')
  await page.keyboard.press('Escape')
  await at(page, '/permits', 'مجوزها')
  const register = page.getByRole('grid', { name: 'فهرست مجوزها' })
  await register.focus()
  await page.keyboard.press('Enter')
  await expect(page.getByText(/^امضا درست است/)).toBeVisible()
  await take(page, 'permit')
  await at(page, '/keys', 'کلیدهای امضا')
  await take(page, 'keys')
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
