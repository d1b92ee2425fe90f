import type { Locator, Page } from '@playwright/test'
import { toFinalList, typeAndSign } from './final-list'
import { expect, expectAccessible, goTo, pointerPresses, signIn, deskTest } from './fixtures'
import { passphrase, prepareDesk, seatOf, signWaiting } from './prepared-office'
import type { Office } from './served-office'

const long = { firstName: 'سیده فاطمه‌زهرا معصومه‌سادات', lastName: 'موسوی‌زادۀ جزایری شوشتری بختیاری‌نسب اصل' }
const people = [
  { firstName: 'نرگس', lastName: 'دیناروند', filedAgo: 12 }, { ...long, filedAgo: 9, skill: 'pending' as const }, { firstName: 'صدیقه', lastName: 'مکوندی', filedAgo: 2 },
]
type Queue = { items: { dossierId: string; version: number; name: string }[] }

/** Two permits signed, and one dossier whose refusal the expert proposes. */
const prepared = async (): Promise<Office> => {
  const { office, director } = await prepareDesk(people)
  const expert = await seatOf(office, 'expert')
  const { items } = (await director('permits.queue')) as Queue
  const refused = items.find(({ name }) => name.startsWith('صدیقه'))!
  await director('permits.returnToExpert', { dossierId: refused.dossierId, version: refused.version, reason: 'محل کار را ببینید' })
  await expert('dossiers.submitForSignature', {
    id: refused.dossierId, version: refused.version + 1, readiness: 'not_ready', documentsSeen: true, proposal: 'refuse', reasons: ['محل کار مناسب نیست', 'اجارۀ محل تمام شده است'],
  })
  await signWaiting(director, items.filter((item) => item !== refused).map(({ dossierId }) => dossierId))
  return office
}
const test = deskTest(prepared)

const dialogOf = (page: Page): Locator => page.getByRole('dialog')
const permitNo = async (desk: Office, name: string): Promise<string> =>
  ((await (await seatOf(desk, 'expert'))('permits.register', { text: name })) as { items: { no: string }[] }).items[0]!.no

test('signing row 5: a proposal to refuse stands apart, is never put into the list, and is refused after a question', async ({ page, desk }) => {
  await signIn(page, desk, 'director')
  const grid = page.getByRole('grid', { name: 'صف بررسی' })
  await expect(grid).toContainText('پیشنهاد رد')
  await expect(page.getByRole('region', { name: 'دلیل‌های کارشناس' })).toContainText('محل کار مناسب نیست')
  await expectAccessible(page)
  await grid.focus()
  await page.keyboard.press('a')
  await expect(page.getByRole('button', { name: 'فهرست امضا خالی است' })).toBeVisible()
  await page.getByRole('button', { name: 'رد درخواست' }).press('Enter')
  await expect(page.getByRole('alertdialog').or(page.getByRole('dialog'))).toContainText('اجارۀ محل تمام شده است')
  await expectAccessible(page)
  await page.getByRole('alertdialog').or(page.getByRole('dialog')).getByRole('button', { name: 'رد درخواست' }).press('Enter')
  await expect(page.getByText('صف خالی است')).toBeVisible()
  const found = (await (await seatOf(desk, 'expert'))('dossiers.find', { states: ['refused'] })) as { items: { name: string }[] }
  expect(found.items.map(({ name }) => name)).toEqual(['صدیقه مکوندی'])
  expect(await pointerPresses(page)).toBe(0)
})

test('S1-B7, signing row 14: the expert proposes, the Director revokes with her key, and the check of the file says it is void', async ({ page, desk }) => {
  const no = await permitNo(desk, 'نرگس')
  await signIn(page, desk, 'expert')
  await goTo(page, desk, `/permits/${no}`)
  await expect(page.getByRole('region', { name: 'تاریخچۀ وضعیت' })).toContainText('آزمایشی')
  await page.getByRole('button', { name: 'پیشنهاد ابطال' }).press('Enter')
  const dialog = dialogOf(page)
  await dialog.getByRole('button', { name: 'فرستادن پیشنهاد به مدیرکل' }).press('Enter')
  await expect(dialog.getByLabel('دلیل', { exact: true })).toHaveAttribute('aria-invalid', 'true')
  await expectAccessible(page)
  await dialog.getByLabel('نوع دلیل').selectOption('false_statement')
  await dialog.getByLabel('دلیل', { exact: true }).fill('سند محل متعلق به دیگری است.')
  await dialog.getByRole('button', { name: 'فرستادن پیشنهاد به مدیرکل' }).press('Enter')
  await expect(page.getByText('پیشنهاد ابطال در کارتابل مدیرکل است.')).toBeVisible()
  await expectAccessible(page)

  // Another person, in another window.
  const other = await page.context().newPage()
  await signIn(other, desk, 'director')
  await goTo(other, desk, '/revocations')
  const table = other.getByRole('table')
  await expect(table).toContainText('سند محل متعلق به دیگری است.')
  await expectAccessible(other)
  await other.getByRole('button', { name: 'ابطال با امضا: نرگس دیناروند' }).press('Enter')
  await expect(dialogOf(other)).toContainText('باطل می‌کنم')
  await other.keyboard.type(passphrase)
  await other.keyboard.press('Enter')
  await expect(dialogOf(other).getByRole('button', { name: 'امضای ابطال یک مجوز' })).toBeFocused()
  await other.keyboard.press('Enter')
  await expect(other.getByText('پیشنهادی برای تصمیم نیست')).toBeVisible()
  await goTo(other, desk, `/permits/${no}`)
  await expect(other.getByRole('region', { name: 'تاریخچۀ وضعیت' })).toContainText('باطل')
  await expectAccessible(other)

  const { jws } = (await (await seatOf(desk, 'expert'))('permits.read', { no })) as { jws: string }
  await goTo(other, desk, '/verify')
  await other.getByLabel('یا متن مجوز یا کد QR').fill(jws)
  await other.keyboard.press('Control+Enter')
  await expect(other.locator('.verdict')).toContainText('باطل شده است')
  await expect(other.locator('.verdict .checks')).toContainText('معتبر نیست')
  await expectAccessible(other)
  await goTo(other, desk, '/permits')
  await other.getByRole('group', { name: 'صافی وضعیت' }).getByRole('button', { name: 'باطل' }).press('Enter')
  await expect(other.getByRole('grid', { name: 'فهرست مجوزها' }).getByRole('rowheader')).toHaveCount(1)
  await expectAccessible(other)
})

test('signing row 15: suspended and reinstated by the Director; the paper of skill by the expert', async ({ page, desk }) => {
  const no = await permitNo(desk, 'سیده')
  await signIn(page, desk, 'director')
  await goTo(page, desk, `/permits/${no}`)
  await page.getByRole('button', { name: 'تعلیق', exact: true }).press('Enter')
  const dialog = dialogOf(page)
  await dialog.getByLabel('دلیل').fill('گزارش بازدید را ببینید.')
  await dialog.getByRole('button', { name: 'تعلیق', exact: true }).press('Enter')
  await expect(page.getByRole('button', { name: 'رفع تعلیق' })).toBeVisible()
  const bank = await page.context().newPage()
  await signIn(bank, desk, 'clerk')
  await goTo(bank, desk, '/verify')
  const { jws } = (await (await seatOf(desk, 'clerk'))('permits.read', { no })) as { jws: string }
  await bank.getByLabel('یا متن مجوز یا کد QR').fill(jws)
  await bank.keyboard.press('Control+Enter')
  await expect(bank.locator('.verdict')).toContainText(/این مجوز از .* تعلیق است/)
  await bank.close()
  await page.getByRole('button', { name: 'رفع تعلیق' }).press('Enter')
  await dialog.getByLabel('دلیل').fill('گزارش نادرست بود.')
  await dialog.getByRole('button', { name: 'رفع تعلیق' }).press('Enter')
  await expect(page.getByRole('region', { name: 'تاریخچۀ وضعیت' }).locator('li')).toHaveCount(3)
  await expectAccessible(page)
  await goTo(page, desk, '/skill')
  await expect(page.getByRole('table')).toContainText(long.lastName)
  await expectAccessible(page)

  // Another person, in another window.
  const other = await page.context().newPage()
  await signIn(other, desk, 'expert')
  await goTo(other, desk, `/permits/${no}`)
  await other.getByRole('button', { name: 'پذیرش مدرک مهارت' }).press('Enter')
  await expectAccessible(other)
  await dialogOf(other).getByLabel('نوع مدرک').selectOption('experience')
  await dialogOf(other).getByLabel('شمارۀ مدرک').fill('۱۲/۷۷')
  await dialogOf(other).getByLabel('تاریخ مدرک').fill('1404/05/01')
  await dialogOf(other).getByRole('button', { name: 'مدرک را دیدم و می‌پذیرم' }).press('Enter')
  await expect(other.getByText('گواهی تجربه ۱۲/۷۷')).toBeVisible()
  await goTo(other, desk, '/skill')
  await expect(other.getByText('مهلت بازی نیست')).toBeVisible()
  await expectAccessible(other)
})

test('signing row 24 and goal 8: a permit is corrected: the old one stays provable, says by which one it was replaced, and the new one is signed anew', async ({ page, desk }) => {
  const no = await permitNo(desk, 'نرگس')
  const expert = await seatOf(desk, 'expert')
  const old = (await expert('permits.read', { no })) as { jws: string }
  await signIn(page, desk, 'expert')
  await goTo(page, desk, `/permits/${no}`)
  await page.getByRole('button', { name: 'باز کردن پروندۀ اصلاح' }).press('Enter')
  await dialogOf(page).getByLabel('دلیل').fill('پلاک در نشانی جا افتاده است.')
  await dialogOf(page).getByRole('button', { name: 'باز کردن پروندۀ اصلاح' }).press('Enter')
  await expect(page).toHaveURL(/#\/dossiers\//)
  const id = page.url().split('/').at(-1)
  const { person, version } = (await expert('dossiers.read', { id })) as { version: number; person: Record<string, unknown> }
  const typed = { ...person, address: 'اهواز، کیان‌پارس، خیابان ۱۰، پلاک ۱۲', birthDate: '1370/02/14', militaryStatus: '', activityType: 'independent' }
  const mended = (await expert('dossiers.correctEntry', { id, version, person: typed, answers: { iranian: true, residesAtPlace: true }, reason: 'سند محل' })) as { version: number }
  await expert('dossiers.submitForSignature', { id, version: mended.version, readiness: 'ready', documentsSeen: true })

  // Another person, in another window.
  const other = await page.context().newPage()
  await signIn(other, desk, 'director')
  await goTo(other, desk, '/desk')
  await expect(other.getByRole('grid', { name: 'صف بررسی' })).toContainText('نرگس دیناروند')
  await toFinalList(other, 1)
  await typeAndSign(other)
  await expect(other.getByText('یک مجوز امضا، بازخوانی و ثبت شد.')).toBeVisible()
  const successor = ((await expert('permits.read', { no })) as { successorNo: string }).successorNo
  expect(successor).not.toBe(no)

  await goTo(other, desk, '/verify')
  await other.getByLabel('یا متن مجوز یا کد QR').fill(old.jws)
  await other.keyboard.press('Control+Enter')
  const verdict = other.locator('.verdict')
  await expect(verdict).toContainText(/از .* جایگزین شده است/)
  await expect(verdict).toContainText('نرگس دیناروند')
  await expect(verdict.getByRole('link', { name: /^جایگزین:/ })).toHaveAttribute('href', new RegExp(`/permits/${successor}$`))
  await expectAccessible(other)
  await goTo(other, desk, `/permits/${no}`)
  await expect(other.getByText(/^امضا درست است/)).toBeVisible()
  await expectAccessible(other)
})
