import { readFile } from 'node:fs/promises'
import { expect, expectAccessible, signIn, test } from './fixtures'

test('signing rows 19 and 20: the Director seals the ledger, compares a printed root, takes the proofs; the auditor only reads', async ({ page, trainingOffice }) => {
  await signIn(page, trainingOffice, 'director')
  await page.getByRole('navigation', { name: 'بخش‌های برنامه' }).getByRole('link', { name: 'دفتر رخدادها', exact: true }).click()
  await page.getByRole('link', { name: 'مهرهای دفتر' }).click()
  await page.getByRole('button', { name: 'مهر کردن دفتر' }).click()
  const sheet = page.getByRole('region', { name: 'مهر دفتر رخدادها' })
  await expect(sheet).toBeVisible()
  await expect(page.getByText('دفتر با همۀ مهرهای شناخته‌شده می‌خواند.')).toBeVisible()
  await page.getByRole('button', { name: 'سنجش با همۀ مهرها' }).click()
  await expect(page.getByText(/رخداد از نو شمرده شد؛ زنجیره، درخت و/)).toBeVisible()
  await expectAccessible(page)

  const root = (await sheet.getByRole('img').getAttribute('aria-label'))!.split(': ')[1]!
  const size = (await sheet.locator('p b').first().textContent())!
  const compare = page.getByRole('form', { name: 'سنجش با برگۀ چاپ‌شده' })
  await compare.getByLabel('شمار رخداد').fill(size.replace('٬', ''))
  await compare.getByLabel('ریشه، ۶۴ رقم').fill(root.toUpperCase().replace(/(.{4})/g, '$1 '))
  await compare.getByRole('button', { name: 'بسنج' }).click()
  await expect(compare.getByText('می‌خواند: دفتر امروز با همان رخدادها آغاز می‌شود.')).toBeVisible()
  await compare.getByLabel('ریشه، ۶۴ رقم').fill('0'.repeat(64))
  await compare.getByRole('button', { name: 'بسنج' }).click()
  await expect(compare.getByRole('alert')).toContainText('نمی‌خواند')
  await expectAccessible(page)

  const key = page.waitForEvent('download')
  await page.getByRole('button', { name: 'گرفتن کلید' }).click()
  expect(await readFile(await (await key).path(), 'utf8')).toContain('BEGIN PUBLIC KEY')

  await page.emulateMedia({ media: 'print' })
  await expect(sheet).toBeVisible()
  await expect(page.getByRole('form', { name: 'سنجش با برگۀ چاپ‌شده' })).toBeHidden()
  await page.emulateMedia({ media: 'screen' })

  await page.getByRole('navigation', { name: 'بخش‌های برنامه' }).getByRole('link', { name: 'دفتر مجوزها', exact: true }).click()
  await page.getByRole('row').nth(1).click()
  await page.keyboard.press('Enter')
  const proof = page.waitForEvent('download')
  await page.getByRole('button', { name: 'گواه ثبت در دفتر' }).click()
  const file = await proof
  expect(file.suggestedFilename()).toMatch(/^[PC]-.+\.tlog-proof$/)
  expect(await readFile(await file.path(), 'utf8')).toMatch(/^c2sp\.org\/tlog-proof@v1\nextra .+\nindex \d+\n/)
})
