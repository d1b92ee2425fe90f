import type { Page } from '@playwright/test'
import { deskTest, expect, goTo, signIn } from './fixtures'
import { prepareOffice, seatOf, type Ask } from './prepared-office'

type Listed = { items: { id: string; version: number; name: string }[] }
const mobile = '09161112233'
const test = deskTest(() => prepareOffice([
  { firstName: 'گلنار', lastName: 'رشیدی‌پور', filedAgo: 5, mobile }, { firstName: 'حدیث', lastName: 'کعبی', filedAgo: 1, mobile },
], 'at_agency'))

const giveBack = async (seat: Ask, name: string, items: string[]): Promise<string> => {
  const { id, version } = ((await seat('dossiers.find', { states: ['at_agency'] })) as Listed).items.find((one) => one.name === name)!
  await seat('dossiers.returnForCorrection', { id, version, kind: 'correction', items, reason: 'با سند نمی‌خواند' })
  return id
}
/** Somebody else's act, until the page has read anew what it shows. */
const meanwhile = async (page: Page, read: string, act: () => Promise<unknown>): Promise<void> => {
  const again = page.waitForResponse((answer) => answer.request().postData()?.includes(`"${read}"`) ?? false)
  await act()
  await (await again).finished()
  await page.evaluate('new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn)))')
}

test('T09: a change at another seat leaves the answers that are being typed', async ({ page, desk: agency }) => {
  const seat = await seatOf(agency, 'expert')
  const id = await giveBack(seat, 'گلنار رشیدی‌پور', ['نشانی کارگاه', 'کد پستی'])
  await signIn(page, agency, 'expert')
  await goTo(page, agency, `/dossiers/${id}`)
  await page.getByRole('button', { name: 'ثبت پاسخ متقاضی' }).press('Enter')
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('نشانی کارگاه').fill('خیابان ۱۰، پلاک ۴')
  await dialog.getByLabel('متقاضی درستی این پاسخ‌ها را اعلام کرد.').press('Space')
  await meanwhile(page, 'dossiers.read', () => giveBack(seat, 'حدیث کعبی', ['تصویر سند']))
  await expect(dialog.getByLabel('نشانی کارگاه')).toHaveValue('خیابان ۱۰، پلاک ۴')
  await expect(dialog.getByLabel('متقاضی درستی این پاسخ‌ها را اعلام کرد.')).toBeChecked()
})

test('S0-16: a change at another seat leaves the finding on a duplicate that is being written', async ({ page, desk: agency }) => {
  const seat = await seatOf(agency, 'expert')
  const id = await giveBack(seat, 'گلنار رشیدی‌پور', ['نشانی کارگاه'])
  await signIn(page, agency, 'expert')
  await goTo(page, agency, `/dossiers/${id}`)
  await page.getByRole('button', { name: 'مقایسۀ کنار هم' }).press('Enter')
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('جداست').press('Space')
  await dialog.getByLabel('توضیح').fill('دو خواهر با یک تلفن')
  await meanwhile(page, 'dossiers.duplicates', () => giveBack(seat, 'حدیث کعبی', ['تصویر سند']))
  await expect(dialog.getByLabel('توضیح')).toHaveValue('دو خواهر با یک تلفن')
  await expect(dialog.getByLabel('جداست')).toBeChecked()

  await dialog.getByRole('button', { name: 'ثبت نتیجه' }).press('Enter')
  await expect(dialog.getByLabel('توضیح')).toHaveValue('')
  await expect(dialog.getByLabel('جداست')).toBeChecked()
})
