import { expect, expectAccessible, signIn, deskTest } from './fixtures'
import { passphrase, prepareDesk, seatOf, signWaiting } from './prepared-office'
import type { Office } from './served-office'

const people = [
  { firstName: 'نرگس', lastName: 'دیناروند', filedAgo: 12 },
  { firstName: 'سیده فاطمه‌زهرا معصومه‌سادات', lastName: 'موسوی‌زادۀ جزایری شوشتری بختیاری‌نسب اصل', filedAgo: 9 },
]

/** Two permits signed with one key, under no checkpoint. */
const prepared = async (): Promise<Office> => {
  const { office, director } = await prepareDesk(people)
  await signWaiting(director)
  return office
}
const test = deskTest(prepared)

test('signing goal 12: practice changes nothing; one confirmed act suspends all; the permits come back to the desk', async ({ page, desk }) => {
  test.setTimeout(240_000)
  await signIn(page, desk, 'director')
  await page.goto(`${desk.origin}/#/keys`)
  await page.getByRole('link', { name: 'کلید در دست دیگری' }).click()
  await page.getByRole('button', { name: 'دیدن فهرست' }).click()
  await expect(page.getByText('روز را بنویسید.')).toBeVisible()
  await expectAccessible(page)
  const key = page.getByLabel('کلید', { exact: true })
  const value = await key.locator('option', { hasText: 'مدیرکل' }).getAttribute('value')
  await key.selectOption(value)
  await page.getByLabel('از چه روزی').fill('1405/08/01')
  await page.getByLabel('از چه روزی').blur()
  await page.getByRole('button', { name: 'دیدن فهرست' }).click()
  const drill = page.getByRole('region', { name: 'تمرین' })
  await expect(drill).toContainText('۲ تعلیق می‌شود')
  await expect(drill.getByRole('row')).toHaveCount(3)
  await expectAccessible(page)
  const auditor = await seatOf(desk, 'auditor')
  expect(((await auditor('permits.register', { statuses: ['suspended'] })) as { total: number }).total).toBe(0)

  await drill.getByRole('button', { name: 'اعلام و تعلیق همه' }).click()
  const ask = page.getByRole('dialog')
  await ask.getByRole('button', { name: 'اعلام و تعلیق همه' }).click()
  await expect(ask).toContainText('بنویسید چه شده است')
  await ask.getByLabel('چه شده است').fill('توکن از کشوی میز برده شده است')
  await ask.getByLabel('گذرواژۀ شما').fill('not hers')
  await ask.getByRole('button', { name: 'اعلام و تعلیق همه' }).click()
  await expect(ask).toContainText('گذرواژه')
  await expectAccessible(page)
  expect(((await auditor('permits.register', { statuses: ['suspended'] })) as { total: number }).total).toBe(0)
  await ask.getByLabel('گذرواژۀ شما').fill(passphrase)
  await ask.getByRole('button', { name: 'اعلام و تعلیق همه' }).click()
  await expect(page.getByText('۲ مجوز تعلیق شد؛ ۲ مجوز برای امضای دوباره برگشت.').first()).toBeVisible()
  await expect(page.getByRole('region', { name: 'کلیدهای اعلام‌شده' })).toContainText('۰ از ۲ دوباره امضا شد، ۲ در انتظار')
  expect(((await auditor('permits.register', { statuses: ['suspended'] })) as { total: number }).total).toBe(2)
  await expectAccessible(page)

  const director = await seatOf(desk, 'director')
  await director('signing.createKey', { passphrase })
  await page.goto(`${desk.origin}/#/desk`)
  await page.goto(`${desk.origin}/#/keys`)
  await expect(page.getByText('شاید به دست دیگری افتاد').first()).toBeVisible()
  expect(((await director('permits.queue')) as { items: { caseType: string }[] }).items.map(({ caseType }) => caseType)).toEqual(['correction', 'correction'])
})
