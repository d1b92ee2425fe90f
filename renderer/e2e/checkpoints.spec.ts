import { copyFile, readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, expectAccessible, signIn, test } from './fixtures'
import { askCore, serveOffice, type Office } from './served-office'

test('signing rows 19, 20 and goal 7: the Director seals the ledger, compares a printed root, takes the proofs', async ({ page, trainingOffice }) => {
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

/** Signed in over the same door, as somebody does between two backups. */
const sealAs = async (office: Office, username: string): Promise<void> => {
  const call = await askCore(office)
  expect(await call('staff.signIn', { username, passphrase: 'mohr-training-office' })).toMatchObject({ ok: true })
  expect(await call('checkpoints.seal')).toMatchObject({ ok: true })
}

test('signing row 20 and goal 7: an older copy put back is noticed, nothing is signed, and the system manager answers for it', async ({ page }) => {
  test.setTimeout(180_000)
  let office = await serveOffice()
  expect(await (await askCore(office))('office.createTraining')).toMatchObject({ ok: true })
  await sealAs(office, 'manager')
  await office.close()
  const file = join(office.home, 'office.db')
  const copy = join(office.home, 'yesterday.db')
  await copyFile(file, copy)
  office = await serveOffice(office.home)
  await sealAs(office, 'director')
  await sealAs(office, 'manager')
  await office.close()
  for (const ending of ['-wal', '-shm']) await rm(`${file}${ending}`, { force: true })
  await copyFile(copy, file)
  office = await serveOffice(office.home)

  await signIn(page, office, 'director')
  await page.goto(`${office.origin}/#/ledger`)
  await expect(page.getByText('دفتر رخدادها به عقب برگشته یا عوض شده است؛ امضا بسته است.')).toBeVisible()
  await page.getByRole('link', { name: 'دیدن' }).click()
  await expect(page.getByText('تنها مدیر سیستم می‌تواند پاسخ دهد.')).toBeVisible()
  await expect(page.getByText(/رخداد، از فهرست کنار دفتر/)).toBeVisible()
  await page.getByRole('button', { name: 'مهر کردن دفتر' }).click()
  await expect(page.getByText(/مدیر سیستم در صفحۀ دفتر رخدادها ببیند و پاسخ دهد/)).toBeVisible()
  await expectAccessible(page)

  const desk = await page.context().newPage()
  await signIn(desk, office, 'manager')
  await desk.goto(`${office.origin}/#/ledger/checkpoints`)
  await desk.getByRole('button', { name: 'پاسخ به این وضع' }).click()
  const dialog = desk.getByRole('dialog')
  await dialog.getByLabel('سبب').fill('کوتاه')
  await dialog.getByRole('button', { name: 'ثبت سبب و باز کردن امضا' }).click()
  await expect(dialog.locator('.has-error')).toBeVisible()
  await expectAccessible(desk)
  await dialog.getByLabel('سبب').fill('دیسک خراب شد و پشتیبان دیروز بازگردانده شد')
  await dialog.getByRole('button', { name: 'ثبت سبب و باز کردن امضا' }).click()
  await expect(desk.getByText('دفتر با همۀ مهرهای شناخته‌شده می‌خواند.')).toBeVisible()
  await desk.close()
  await page.close()
  await office.stop()
})
