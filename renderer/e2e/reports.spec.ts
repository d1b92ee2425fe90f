import { expect, expectAccessible, signIn, test } from './fixtures'

test('S0-14: the expert reads how the requests of the year fared, and an empty period says so', async ({ page, trainingOffice }) => {
  await signIn(page, trainingOffice, 'expert')
  await page.evaluate(() => { location.hash = '#/reports/service' })
  await expect(page.getByRole('heading', { name: 'گزارش خدمت', level: 1 })).toBeVisible()
  await expect(page.getByText('تصمیم در چهارده روز').first()).toBeVisible()
  await expect(page.getByRole('rowheader', { name: 'خیاطی' })).toBeVisible()
  await expectAccessible(page)
  await page.getByRole('textbox', { name: 'از روز' }).fill('1390/01/01')
  await page.getByRole('textbox', { name: 'تا روز' }).fill('1390/02/01')
  await page.getByRole('button', { name: 'نمایش' }).press('Enter')
  await expect(page.getByText('در این بازه درخواستی ثبت نشده است')).toBeVisible()
  await page.getByRole('textbox', { name: 'تا روز' }).fill('1389/02/01')
  await page.getByRole('button', { name: 'نمایش' }).press('Enter')
  await expect(page.getByText('پایان بازه پیش از آغاز آن است')).toBeVisible()
  await expectAccessible(page)
})
