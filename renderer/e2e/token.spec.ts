import type { Page } from '@playwright/test'
import { listModules, softReaders, type SoftToken } from '#main/signing/testing/soft-token'
import { expect, expectAccessible, signIn, test as base } from './fixtures'
import { prepareOffice, seatOf } from './prepared-office'
import type { Office } from './served-office'

const people = [
  { firstName: 'نرگس', lastName: 'دیناروند', filedAgo: 12 },
  { firstName: 'سیده فاطمه‌زهرا معصومه‌سادات', lastName: 'موسوی‌زادۀ جزایری شوشتری', filedAgo: 3 },
  { firstName: 'صدیقه', lastName: 'مکوندی', filedAgo: 2 },
]
const test = base.extend<{ desk: { office: Office; token: SoftToken } }>({
  desk: async ({ browserName: _ }, use) => {
    const token = softReaders().add('مدیرکل خوزستان')
    const office = await prepareOffice(people, 'awaiting_signature')
    listModules(office.home)
    await use({ office, token })
    await office.stop()
  },
})
const open = async (page: Page, path: string): Promise<void> => { await page.goto(`${new URL(page.url()).origin}/#${path}`) }
type Signed = { items: { no: string }[]; total: number }

test('signing rows 9 and 10: a key is made on a token, a wrong PIN signs nothing, the batch is signed, a token that is gone or locked says so', async ({ page, desk: { office, token } }) => {
  test.setTimeout(180_000)
  await signIn(page, office, 'director')

  // The token's key: made there, with a PIN that is tried once.
  await page.getByRole('button', { name: 'ساختن کلید امضا' }).first().click()
  const dialog = page.getByRole('dialog')
  await dialog.getByRole('radio', { name: 'توکن یا کارت هوشمند' }).check()
  await expect(dialog.getByLabel('توکن', { exact: true })).toContainText(token.serial)
  await expect(dialog.getByRole('radio', { name: /ساختن کلید تازه روی توکن/ })).toBeChecked()
  await expectAccessible(page)
  await dialog.getByLabel('PIN توکن').fill('0000')
  await dialog.getByRole('button', { name: 'ساختن کلید روی توکن' }).click()
  await expect(dialog.getByText('PIN نادرست است و دوباره آزموده نشد')).toBeVisible()
  await expect(dialog.getByText('تلاش‌های باقی‌مانده کم است').first()).toBeVisible()
  await expectAccessible(page)
  await dialog.getByLabel('PIN توکن').fill(token.pin)
  await dialog.getByRole('button', { name: 'ساختن کلید روی توکن' }).click()
  await expect(page.getByRole('status').filter({ hasText: 'کلید روی توکن، کلید امضای شماست.' })).toBeVisible({ timeout: 60_000 })

  // The list, signed with the PIN; a wrong one leaves everything as it was.
  const grid = page.getByRole('grid', { name: 'صف بررسی' })
  await grid.focus()
  for (const { lastName } of people) {
    await expect(page.getByRole('article')).toContainText(lastName)
    await page.keyboard.press('a')
  }
  await page.keyboard.press('Control+Enter')
  await expect(page.locator('.batch-list tbody tr')).toHaveCount(people.length)
  await page.keyboard.press('Control+Enter')
  await expect(dialog).toContainText('مدیرکل خوزستان')
  await dialog.getByLabel('PIN توکن').fill('9999')
  await dialog.getByRole('button', { name: /^امضای/ }).click()
  await expect(dialog.getByRole('alert')).toContainText('PIN نادرست است.')
  await expect(dialog.getByRole('alert')).toContainText('هیچ‌چیز امضا نشد')
  await expect(dialog.getByLabel('PIN توکن')).toHaveValue('')
  await expectAccessible(page)
  const seat = await seatOf(office, 'director')
  expect(((await seat('permits.register', {})) as Signed).total).toBe(0)

  // Pulled out: nothing to type into, until it is there again.
  await dialog.getByRole('button', { name: 'بازگشت' }).click()
  token.pullOut()
  await page.keyboard.press('Control+Enter')
  await expect(dialog.getByRole('alert')).toContainText('توکن در دستگاه نیست')
  await expect(dialog.getByLabel('PIN توکن')).toHaveCount(0)
  await expect(dialog.getByRole('button', { name: /^امضای/ })).toBeDisabled()
  await expectAccessible(page)
  token.putBack()
  await dialog.getByRole('button', { name: 'دوباره بگرد' }).click()
  await dialog.getByLabel('PIN توکن').fill('۴۷۱۱')
  await dialog.getByRole('button', { name: /^امضای/ }).click()
  await expect(dialog).toHaveCount(0, { timeout: 60_000 })
  const register = (await seat('permits.register', {})) as Signed
  expect(register.total).toBe(people.length)
  for (const { no } of register.items) {
    const { content } = (await seat('permits.exportFile', { no })) as { content: string }
    const checked: object = await seat('permits.verify', { text: content })
    expect(checked).toMatchObject({ verdict: { outcome: 'valid' }, registered: true })
  }

  // The keys page says where the key lives, and that the token is locked once it is.
  await open(page, '/keys')
  await expect(page.getByRole('region', { name: 'کلید مدیرکل' })).toContainText(`توکن «مدیرکل خوزستان»، سریال ${token.serial}`)
  await expect(page.getByRole('region', { name: 'توکن‌ها' })).toContainText('آماده')
  await expectAccessible(page)

  // Its certificate request and its successor: both by the PIN, both on the token.
  const card = page.getByRole('region', { name: 'کلید مدیرکل' })
  await card.getByRole('button', { name: 'درخواست گواهی' }).click()
  await expect(dialog).toContainText('روی توکن «مدیرکل خوزستان»')
  await dialog.getByLabel('PIN توکن').fill('0000')
  await dialog.getByRole('button', { name: 'امضا و ذخیرۀ درخواست' }).click()
  await expect(dialog.getByText('PIN نادرست است و دوباره آزموده نشد')).toBeVisible()
  await expectAccessible(page)
  await dialog.getByLabel('PIN توکن').fill(token.pin)
  const saved = page.waitForEvent('download')
  await dialog.getByRole('button', { name: 'امضا و ذخیرۀ درخواست' }).click()
  expect((await saved).suggestedFilename()).toMatch(/^d-.*\.csr$/)
  await card.getByRole('button', { name: 'آماده کردن جانشین' }).click()
  await expect(dialog.getByRole('radio', { name: /ساختن کلید تازه روی توکن/ })).toBeChecked()
  await expectAccessible(page)
  await dialog.getByLabel('PIN توکن').fill(token.pin)
  await dialog.getByRole('button', { name: 'آماده کردن جانشین' }).click()
  const next = page.getByRole('region', { name: 'کلید جانشین' })
  await expect(next).toContainText(`توکن «مدیرکل خوزستان»، سریال ${token.serial}`, { timeout: 60_000 })
  await next.getByRole('button', { name: 'اعلام' }).click()
  await next.getByRole('button', { name: 'به کار گرفتن' }).click()
  await dialog.getByLabel('PIN توکن').fill(token.pin)
  await dialog.getByRole('button', { name: 'به کار گرفتن' }).click()
  await expect(page.getByRole('status').filter({ hasText: 'کلید تازه در کار است.' })).toBeVisible({ timeout: 30_000 })
  token.lock()
  await page.getByRole('region', { name: 'توکن‌ها' }).getByRole('button', { name: 'دوباره بگرد' }).click()
  await expect(page.getByRole('region', { name: 'توکن‌ها' })).toContainText('قفل')
  await page.getByRole('button', { name: 'کلید دیگر' }).click()
  await expect(dialog.getByText('توکن قفل است.')).toBeVisible()
  await expect(dialog.getByLabel('PIN توکن')).toHaveCount(0)
  await expectAccessible(page)
})

test('without a list of modules the screens say who adds one, and a module that can\'t be used says why', async ({ page, desk: { office } }) => {
  await signIn(page, office, 'director')
  listModules(office.home, [{ id: 'gone', title: 'توکن نمونه', path: '/nowhere/libtoken.so' }])
  await open(page, '/keys')
  const panel = page.getByRole('region', { name: 'توکن‌ها' })
  await expect(panel).toContainText('فایل ماژول در جای خود نیست.')
  await expect(panel).toContainText('هیچ توکنی در دستگاه نیست.')
  await expectAccessible(page)
})
