import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { test as plain, type Page } from '@playwright/test'
import { bytesWith, samplePermit } from '#main/permits/testing/sample-permit'
import { statusListOf } from '#main/permits/testing/status-list-of'
import { trustOf } from '#main/permits/testing/trust-of'
import { makeTestKey } from '#main/signing/testing/key-pair'
import { rawToken } from '#main/signing/testing/raw-token'
import { expect, signIn, test as base } from './fixtures'
import { passphrase, seatOf } from './prepared-office'
import { askCore, serveOffice, serveTraining, type Office } from './served-office'

/** Where `npm run guide` finds the pictures of docs/guide. */
const folder = 'out/guide'

const test = base.extend<object, { practice: Office }>({
  practice: [async ({ browserName: _ }, use) => {
    const office = await serveTraining()
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
  const { items } = await (await seatOf(practice, 'clerk'))('dossiers.find', { states: ['in_expert_review'], limit: 1 }) as { items: { trackingCode: string }[] }
  await at(page, '/follow', 'پیگیری با کد')
  await page.getByLabel('کد رهگیری').fill(items[0]?.trackingCode ?? '')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('button', { name: 'چاپ' }).first()).toBeVisible()
  await take(page, 'clerk-follow')
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

/** Two machines of a real office that begins: what IT sees before and after. */
test('the guide shows the screens as they are: first run, joining, and the second lock', async ({ page, context }) => {
  const [first, second] = [await serveOffice(), await serveOffice()]
  const passphrase = 'a long enough passphrase'
  await page.goto(first.newUrl())
  await expect(page.getByRole('heading', { name: 'آغاز کار' })).toBeVisible()
  await take(page, 'it-first-run')
  await page.getByRole('button', { name: 'ساختن دفتر تازه' }).press('Enter')
  await page.getByLabel('استان', { exact: true }).selectOption('خوزستان')
  await take(page, 'it-new-office')
  expect(await (await askCore(first))('office.create', {
    name: 'ادارۀ کل تعاون، کار و رفاه اجتماعی استان خوزستان', unit: '0600', manager: { username: 'k.rastegar', displayName: 'کیوان رستگار', passphrase },
    users: [{ username: 'z.alkathir', displayName: 'زهرا آل‌کثیر', role: 'clerk', passphrase }],
  })).toMatchObject({ ok: true })
  await page.getByLabel('نام کاربری').fill('k.rastegar')
  await page.getByLabel('گذرواژه', { exact: true }).fill(passphrase)
  await page.keyboard.press('Enter')
  await expect(page.getByRole('navigation', { name: 'بخش‌های برنامه' })).toBeVisible()

  const there = await context.newPage()
  await there.goto(second.newUrl())
  await there.getByRole('button', { name: 'پیوستن به دفتر' }).press('Enter')
  await expect(there.locator('.carried-code')).toHaveText(/-/)
  await take(there, 'it-join')
  const code = await there.locator('.carried-code').innerText()
  await at(page, '/staff', 'کاربران')
  await page.getByRole('button', { name: 'ساخت پروندهٔ پیوستن' }).press('Enter')
  await page.getByLabel('کد رایانهٔ تازه').fill(code)
  await page.getByLabel('نام رایانه').fill('پیشخوان طبقهٔ دوم')
  await take(page, 'it-joining-file')
  await Promise.all([first.stop(), second.stop()])
})

test('the guide shows the screens as they are: Director', async ({ page, practice }) => {
  test.setTimeout(180_000)
  await signIn(page, practice, 'director')
  const grid = page.getByRole('grid', { name: 'صف بررسی' })
  await expect(grid).toBeVisible()
  await grid.focus()
  // What the expert proposes to refuse comes first by its day; a permit is below it.
  const sheet = page.getByRole('article')
  await page.keyboard.press('End')
  await expect(sheet).toContainText('هنوز امضا نشده است')
  await expect(page.getByRole('tabpanel')).toContainText('نخستین نگاه شما')
  await take(page, 'director-desk')
  await page.keyboard.press('Control+a')
  await page.keyboard.press('Control+Enter')
  await expect(page.locator('.batch-list tbody tr').first()).toBeVisible()
  await take(page, 'director-list')
  const samples = page.getByRole('button', { name: /^باز کردن نمونه/ })
  if (await samples.count() > 0) {
    await samples.press('Enter')
    const dialog = page.getByRole('dialog')
    await expect(dialog.getByRole('article')).toBeVisible()
    for (;;) {
      const next = dialog.getByRole('button', { name: /^نمونۀ بعدی/ })
      if (await next.count() === 0) break
      const name = (await next.textContent())!.trim()
      await next.press('Enter')
      await expect(dialog.getByRole('button', { name })).toHaveCount(0)
      await expect(dialog.getByRole('article')).toBeVisible()
    }
    await dialog.getByRole('button', { name: 'بازگشت به فهرست' }).press('Enter')
    await expect(dialog).toHaveCount(0)
  }
  await page.keyboard.press('Control+Enter')
  await expect(page.getByLabel('گذرواژۀ کلید')).toBeFocused()
  await take(page, 'director-passphrase')
  await page.keyboard.type(passphrase)
  await page.keyboard.press('Enter')
  // The progress is over in a moment: the answer is held back at the door while its picture is taken.
  let release = (): void => undefined
  const held = new Promise<void>((done) => { release = done })
  await page.route('**/call', async (route) => {
    const { name } = route.request().postDataJSON() as { name: string }
    if (name === 'permits.sign') {
      const response = await route.fetch()
      await held
      return route.fulfill({ response })
    }
    return route.continue()
  })
  await page.keyboard.press('Enter')
  await expect(page.getByRole('button', { name: 'ایست پس از مجوزهای در دست' })).toBeVisible()
  await take(page, 'director-progress')
  release()
  await expect(page.locator('.batch-verdict')).toBeVisible()
  await take(page, 'director-result')
  await at(page, '/keys', /کلید/)
  await take(page, 'director-keys')
  await at(page, '/permits', 'دفتر مجوزها')
  await page.getByRole('grid', { name: 'فهرست مجوزها' }).focus()
  await page.keyboard.press('Enter')
  await expect(page.locator('.permit-paper .ui-qr')).toBeVisible()
  await take(page, 'director-permit')
})

/** No practice permit is ever called valid: what a bank sees of a real one is shown with keys made for the picture. */
plain('the guide shows the page as a bank has it: a permit that is valid', async ({ page }) => {
  const [director, seal] = [makeTestKey(), makeTestKey('seal')]
  await page.clock.setFixedTime(new Date('2026-11-21T08:00:00Z'))
  await page.goto(pathToFileURL(join(__dirname, '../../out/verifier/mohr-verify.html')).href)
  const give = (label: string, name: string, content: string) =>
    page.getByLabel(label, { exact: true }).and(page.locator('input')).setInputFiles({ name, mimeType: 'text/plain', buffer: Buffer.from(content) })
  await give('انتخاب فایل اعتماد', 'trust-0600.json', trustOf([director, seal]))
  await give('انتخاب فهرست وضعیت', 'status-0600-1.jwt', statusListOf(seal, { 41872: 0 }))
  await page.getByLabel('یا متن آن را بچسبانید').fill(rawToken(director, { alg: 'PS256', kid: director.kid, typ: 'permit+jws' }, bytesWith(samplePermit)))
  await page.getByRole('button', { name: 'بررسی', exact: true }).click()
  await expect(page.locator('.answer').getByRole('heading')).toHaveText('معتبر')
  await page.locator('.answer').scrollIntoViewIfNeeded()
  await take(page, 'bank-verify')
})
