import { expect, expectAccessible, pointerPresses, signIn, test as base } from './fixtures'
import { daysAgo, prepareOffice, seatOf } from './prepared-office'
import type { Office } from './served-office'

const test = base.extend<{ agency: Office }>({
  agency: async ({ browserName: _ }, use) => {
    const office = await prepareOffice([{ firstName: 'گلنار', lastName: 'رشیدی‌پور', filedAgo: 5 }, { firstName: 'حدیث', lastName: 'کعبی', filedAgo: 1 }], 'at_agency')
    await use(office)
    await office.stop()
  },
})

test('S0-05, S0-06, S0-17: letter, own review, on to the Director and back, without a pointer', async ({ page, agency }) => {
  test.setTimeout(90_000)
  await signIn(page, agency, 'expert')
  const grid = page.getByRole('grid', { name: 'پرونده‌های کارشناس' })
  await grid.focus()
  await expect(page.locator('.review-work h2').first()).toHaveText('گلنار رشیدی‌پور')
  await expectAccessible(page)

  // Nothing typed yet: the summary takes the focus and its first link leads to the first answer.
  await page.keyboard.press('Control+Enter')
  await expect(page.getByRole('alert')).toBeFocused()
  await expect(page.getByRole('alert').getByRole('link').first()).toHaveText(/^اهلیت فردی/)
  await expectAccessible(page)
  await page.keyboard.press('Tab')
  await page.keyboard.press('Enter')
  for (let answer = 0; answer < 4; answer += 1) {
    await page.keyboard.press('Space')
    await page.keyboard.press('Tab')
  }
  await page.keyboard.type(daysAgo(0))
  await page.getByLabel('نام امضاکننده').focus()
  await page.keyboard.type('یوسف طرفی‌زاده')
  await page.keyboard.press('Tab')
  await page.keyboard.type('رئیس سازمان جهاد کشاورزی')
  await page.getByLabel('شمارۀ نامه').focus()
  await page.keyboard.type('۱۲/۳۴۵')
  await page.getByLabel('تاریخ نامه').focus()
  await page.keyboard.type(daysAgo(0))
  await page.keyboard.press('Control+Enter')
  // S0-06: not the agency's top official, so the core refuses and nothing typed is lost.
  await expect(page.getByRole('alert')).toContainText('بالاترین مقام استان')
  await expect(page.getByLabel('نام امضاکننده')).toHaveValue('یوسف طرفی‌زاده')
  await page.getByLabel('امضا از بالاترین مقام دستگاه در استان است.').press('Space')
  await page.keyboard.press('Control+Enter')
  await expect(page.getByRole('status').filter({ hasText: 'نظر دستگاه برای گلنار رشیدی‌پور ثبت شد' })).toBeVisible()

  const inReview = page.getByRole('heading', { name: 'بررسی و فرستادن برای مدیرکل' })
  await page.getByRole('button', { name: 'آمادۀ بررسی کارشناسی ۱' }).press('Enter')
  await expect(inReview).toBeVisible()
  await page.keyboard.press('Control+Enter')
  await expect(page.getByRole('alert')).toContainText('آمادگی ورود به بازار کار')
  await expectAccessible(page)
  await page.getByLabel('آماده است').press('Space')
  await page.keyboard.press('Control+Enter')
  await expect(page.getByRole('alert')).toContainText('مدارک هنوز کامل دیده نشده است')
  await page.getByLabel('مدارک را دیدم و با دادۀ پرونده یکی بود.').press('Space')
  await page.keyboard.press('Control+Enter')
  await expect(page.getByRole('status').filter({ hasText: 'به کارتابل مدیرکل رفت' })).toBeVisible()

  const director = await seatOf(agency, 'director')
  const { items } = (await director('permits.queue')) as { items: { dossierId: string; version: number }[] }
  await director('permits.returnToExpert', { ...items[0], reason: 'کد پستی را با سند بسنجید.' })
  await page.getByRole('button', { name: /^همه/ }).press('Enter')
  await grid.focus()
  await page.keyboard.press('Home')
  await expect(page.locator('.g-group').first()).toContainText('برگشته از مدیرکل')
  await expect(page.getByText('کد پستی را با سند بسنجید.').first()).toBeVisible()
  await expectAccessible(page)
  expect(await pointerPresses(page)).toBe(0)
})

test('T10: a rejection closes the dossier, and is asked about first', async ({ page, agency }) => {
  const asked = await seatOf(agency, 'expert')
  await signIn(page, agency, 'expert')
  await expect(page.locator('.review-work h2').first()).toHaveText('گلنار رشیدی‌پور')
  for (const group of ['اهلیت فردی دارد', 'اهلیت فنی دارد', 'شرایط لازم را دارد']) await page.getByRole('radiogroup', { name: group }).getByLabel('خیر').check()
  await page.getByRole('radiogroup', { name: 'تصمیم دستگاه' }).getByLabel('رد').check()
  await page.getByLabel('تاریخ تصمیم').fill(daysAgo(0))
  await page.getByLabel('نام امضاکننده').fill('یوسف طرفی‌زاده')
  await page.getByLabel('سمت امضاکننده').fill('رئیس سازمان')
  await page.getByLabel('شمارۀ نامه').fill('۷')
  await page.getByLabel('تاریخ نامه').fill(daysAgo(0))
  await page.getByRole('button', { name: 'ثبت نظر دستگاه' }).click()
  await expect(page.getByRole('dialog')).toContainText('بسته می‌شود')
  expect(((await asked('dossiers.find', { states: ['refused'] })) as { total: number }).total).toBe(0)
  await expectAccessible(page)
  await page.getByRole('button', { name: 'ثبت نظر رد و بستن پرونده' }).click()
  await expect(page.getByRole('status').filter({ hasText: 'رد و بسته شد' })).toBeVisible()
  expect(((await asked('dossiers.find', { states: ['refused'] })) as { total: number }).total).toBe(1)
})
