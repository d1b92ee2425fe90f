import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import type { Page } from '@playwright/test'
import { expect, expectAccessible, pointerPresses, signIn, deskTest } from './fixtures'
import { prepareOffice, seatOf } from './prepared-office'

const long = { firstName: 'سیده فاطمه‌زهرا معصومه‌سادات', lastName: 'موسوی‌زادۀ جزایری شوشتری بختیاری‌نسب اصل' }
const people = [
  { firstName: 'نرگس', lastName: 'دیناروند', filedAgo: 16 }, { ...long, filedAgo: 13 },
  { firstName: 'صدیقه', lastName: 'مکوندی', filedAgo: 2, skill: 'pending' as const },
]
const test = deskTest(() => prepareOffice(people, 'awaiting_signature'))
const passphrase = 'mohr-training-office'

const makeKey = async (page: Page): Promise<void> => {
  await page.getByRole('button', { name: 'ساختن کلید امضا' }).press('Enter')
  await expect(page.getByRole('dialog')).toContainText('مادۀ ۱۰')
  await expectAccessible(page)
  await page.getByRole('textbox', { name: 'گذرواژۀ شما' }).focus()
  await page.keyboard.type(passphrase)
  await page.keyboard.press('Enter')
  await expect(page.getByRole('status').filter({ hasText: 'کلید امضا ساخته شد.' })).toBeVisible({ timeout: 30_000 })
}
const payloadDigest = (jws: string): string =>
  createHash('sha256').update(Buffer.from(jws.trim().split('.')[1] ?? '', 'base64url')).digest('base64url')

test('S0-07: key, review, final list, signature, register, file and verdict, without a pointer', async ({ page, desk }) => {
  test.setTimeout(120_000)
  await signIn(page, desk, 'director')
  await expectAccessible(page)
  await makeKey(page)

  // S0-10: overdue on top; the permit is drawn from its bytes, and the two signature slots say who is missing.
  const grid = page.getByRole('grid', { name: 'صف بررسی' })
  await grid.focus()
  await expect(page.locator('.g-group')).toContainText(['گذشته از مهلت', 'نزدیک مهلت', 'سایر'])
  const sheet = page.getByRole('article')
  await expect(sheet).toContainText('نرگس دیناروند')
  await expect(sheet).toContainText(/از [۰-۹]+ بایت/)
  await expect(sheet).toContainText('هنوز امضا نشده است')
  await expect(sheet).toContainText('آزمایشی')
  await expectAccessible(page)
  await page.keyboard.press('a')
  await expect(sheet).toContainText(long.lastName)
  await page.keyboard.press('a')
  await expect(page.getByRole('button', { name: 'رفتن به فهرست امضا (۲)' })).toBeVisible()

  // Names are never cut; each line carries the digest of what will be signed.
  await page.keyboard.press('Control+Enter')
  const rows = page.locator('.batch-list tbody tr')
  await expect(rows).toHaveCount(2)
  await expect(rows.nth(1).locator('.full')).toHaveText(`${long.firstName} ${long.lastName}`)
  expect(await rows.nth(1).locator('.full').evaluate((name) => name.scrollWidth <= name.clientWidth)).toBe(true)
  await expect(rows.first()).toContainText('خودتان دیدید')
  const shown = await page.locator('.batch-list .ui-digest').evaluateAll((found) => found.map((one) => one.getAttribute('title')))
  await expectAccessible(page)

  // A wrong passphrase signs nothing and says so; Enter in the field never signs.
  await page.keyboard.press('Control+Enter')
  const dialog = page.getByRole('dialog')
  await expect(dialog).toContainText('همه را خودم دیده‌ام')
  await page.keyboard.type('not the passphrase')
  await page.keyboard.press('Enter')
  await expect(dialog.getByRole('button', { name: 'امضای ۲ مجوز' })).toBeFocused()
  await page.keyboard.press('Enter')
  await expect(dialog.getByRole('alert')).toContainText('هیچ‌چیز امضا نشد')
  await expect(dialog.getByLabel('گذرواژۀ کلید')).toBeFocused()
  await expect(dialog.getByLabel('گذرواژۀ کلید')).toHaveValue('')
  await expectAccessible(page)
  const watcher = await seatOf(desk, 'director')
  expect(((await watcher('permits.register')) as { total: number }).total).toBe(0)

  await page.keyboard.type(passphrase)
  await page.keyboard.press('Enter')
  await page.keyboard.press('Enter')
  await expect(page.getByText('۲ مجوز امضا، بازخوانی و ثبت شد.')).toBeVisible()
  await expect(page.getByText('تحویل شد')).toHaveCount(0)
  await expectAccessible(page)

  // Goal 5: what was shown is what was signed.
  const register = (await watcher('permits.register')) as { items: { no: string }[] }
  const signed: string[] = []
  for (const { no } of register.items) signed.push(payloadDigest(((await watcher('permits.read', { no })) as { jws: string }).jws))
  expect(signed.sort()).toEqual([...shown].sort())

  await page.goto(`${desk.origin}/#/permits`)
  const list = page.getByRole('grid', { name: 'فهرست مجوزها' })
  await expect(list).toContainText('آزمایشی')
  await expectAccessible(page)
  await list.focus()
  await page.keyboard.press('Enter')
  await expect(page.getByText('امضا درست است؛ ولی این مجوز آزمایشی است و اعتبار ندارد.')).toBeVisible()
  await expect(page.locator('.permit-paper .ui-qr')).toBeVisible()
  await expectAccessible(page)
  const [file] = await Promise.all([page.waitForEvent('download'), page.keyboard.press('Control+s')])
  expect(file.suggestedFilename()).toMatch(/^P-0600-\d{4}-\d\d-\d{5}-\d\.jws$/)
  const jws = readFileSync(await file.path(), 'utf8').trim()

  await page.goto(`${desk.origin}/#/verify`)
  const text = page.getByLabel('یا متن مجوز یا کد QR')
  for (const [given, word] of [[jws, 'آزمایشی'], [`${jws.slice(0, 250)}${jws[250] === 'A' ? 'B' : 'A'}${jws.slice(251)}`, 'نامعتبر'], ['سلام', 'مجوز نیست']] as const) {
    await text.focus()
    await page.keyboard.press('Control+a')
    await page.keyboard.insertText(given)
    await page.keyboard.press('Control+Enter')
    await expect(page.locator('.verdict h2')).toHaveText(word)
    await expect(page.locator('.verdict .checks li')).toHaveCount(5)
    await expectAccessible(page)
  }
  expect(await pointerPresses(page)).toBe(0)
})

test('T16: a return needs a reason, goes to the top of the expert, and drops out of an open list', async ({ page, desk }) => {
  await signIn(page, desk, 'director')
  await makeKey(page)
  const grid = page.getByRole('grid', { name: 'صف بررسی' })
  await grid.focus()
  await expect(page.getByRole('article')).toContainText('نرگس دیناروند')
  await page.keyboard.press('r')
  await page.getByRole('button', { name: 'برگشت با این دلیل' }).press('Enter')
  await expect(page.getByRole('dialog')).toContainText('این مورد را وارد کنید.')
  await expectAccessible(page)
  await page.getByLabel('دلیل برگشت').fill('نشانی با سند نمی‌خواند.')
  await page.getByRole('button', { name: 'برگشت با این دلیل' }).press('Enter')
  await expect(grid).toBeFocused()
  await expect(grid).not.toContainText('نرگس دیناروند')

  // Somebody returns a listed dossier while the final list is open: it falls out, by name, before anything is signed.
  await page.keyboard.press('Control+a')
  await page.keyboard.press('Control+Enter')
  await expect(page.locator('.batch-list tbody tr')).toHaveCount(2)
  const other = await seatOf(desk, 'director')
  const { items } = (await other('permits.queue')) as { items: { dossierId: string; version: number; name: string }[] }
  const taken = items.find(({ name }) => name.startsWith('صدیقه'))
  await other('permits.returnToExpert', { dossierId: taken?.dossierId, version: taken?.version, reason: 'برای آزمون' })
  await expect(page.getByText('یک پرونده از فهرست بیرون افتاد.')).toBeVisible()
  await expect(page.locator('.batch-list tbody tr')).toHaveCount(1)
  await expectAccessible(page)

  // Taken between the last look and the signature: signed, failed and untouched are told apart, never as success.
  const left = items.find(({ name }) => name.startsWith('سیده'))
  await page.route('**/call', async (route) => {
    const { name } = route.request().postDataJSON() as { name: string }
    if (name === 'permits.sign') await other('permits.returnToExpert', { dossierId: left?.dossierId, version: left?.version, reason: 'در آخرین لحظه' })
    await route.continue()
  })
  await page.keyboard.press('Control+Enter')
  await page.keyboard.type(passphrase)
  await page.keyboard.press('Enter')
  await page.keyboard.press('Enter')
  await expect(page.getByText('هیچ مجوزی امضا نشد: ۱ ناموفق، ۰ دست‌نخورده.')).toBeVisible()
  await expect(page.locator('.batch-list')).toContainText('ناموفق، امضا نشده')
  await expectAccessible(page)
})
