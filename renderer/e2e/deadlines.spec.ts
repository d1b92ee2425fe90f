import { expect, expectAccessible, signIn, test as base } from './fixtures'
import { prepareOffice, seatOf } from './prepared-office'
import type { Office } from './served-office'

const test = base.extend<{ late: Office }>({
  late: async ({ browserName: _ }, use) => {
    const office = await prepareOffice([
      { firstName: 'گلنار', lastName: 'رشیدی‌پور', filedAgo: 20 }, { firstName: 'حدیث', lastName: 'کعبی', filedAgo: 12 }, { firstName: 'مریم', lastName: 'سواری', filedAgo: 1 },
    ], 'at_agency')
    await use(office)
    await office.stop()
  },
})

test('S0-10, S0-27, S4-06, signing row 8: what is late, what soon will be, and what stands still, each with its way on', async ({ page, late }) => {
  await signIn(page, late, 'expert')
  await page.evaluate(() => { location.hash = '#/deadlines' })
  const grid = page.getByRole('grid', { name: 'پرونده‌ها به ترتیب مهلت' })
  await expect(grid.getByRole('row').filter({ hasText: 'گلنار رشیدی‌پور' })).toContainText('نزد دستگاه')
  await expect(page.getByText('۱ پرونده از مهلت گذشته است')).toBeVisible()
  await expectAccessible(page)
  await page.getByRole('button', { name: 'سه روز مانده ۱' }).click()
  await expect(grid.getByRole('row').filter({ hasText: 'حدیث کعبی' })).toBeVisible()
  await page.getByRole('button', { name: 'ساعت ایستاده ۰' }).click()
  await expect(page.getByText('ساعتی نایستاده است')).toBeVisible()
  await expectAccessible(page)
  const expert = await seatOf(late, 'expert')
  const { items } = (await expert('dossiers.find', { text: 'مریم' })) as { items: { id: string; version: number }[] }
  await expert('dossiers.returnForCorrection', { ...items[0], kind: 'documents', items: ['کارت بهداشت'], reason: 'کارت پیوست نیست' })
  await expect(page.getByRole('button', { name: 'ساعت ایستاده ۱' })).toBeVisible()
  await page.getByRole('button', { name: 'دیرشده ۱', exact: true }).click()
  await page.getByRole('link', { name: 'گزارش تأخیر گلنار رشیدی‌پور' }).click()
  await expect(page).toHaveURL(/evidence$/)
})
