import { mkdtempSync, readdirSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, expectAccessible, signIn, test } from './fixtures'
import { serveOffice } from './served-office'

test('security row 31: IT plans backups, makes one, and another computer gets the office back from it', async ({ page, context, trainingOffice }) => {
  const folder = mkdtempSync(join(tmpdir(), 'mohr-backups-'))
  await signIn(page, trainingOffice, 'it')
  await page.getByRole('navigation', { name: 'بخش‌های برنامه' }).getByRole('link', { name: 'پشتیبان', exact: true }).press('Enter')
  await expect(page.getByText('پشتیبان‌گیری هنوز تنظیم نشده است')).toBeVisible()
  await expectAccessible(page)

  await page.getByRole('button', { name: 'تنظیم پشتیبان' }).press('Enter')
  const dialog = page.getByRole('dialog', { name: 'تنظیم پشتیبان' })
  await dialog.getByLabel('پوشه').fill(join(folder, 'not-there'))
  await dialog.getByLabel('گذرواژۀ پشتیبان').fill('درخت سیب پنجرۀ آبی')
  await dialog.getByLabel('تکرار گذرواژه').fill('چیز دیگری')
  await page.keyboard.press('Enter')
  await expect(dialog.getByText('با گذرواژۀ بالا یکی نیست.')).toBeVisible()
  await dialog.getByLabel('تکرار گذرواژه').fill('درخت سیب پنجرۀ آبی')
  await page.keyboard.press('Enter')
  await expect(dialog.getByText(/در پوشۀ پشتیبان نمی‌شود نوشت/)).toBeVisible()
  await expectAccessible(page)
  await dialog.getByLabel('پوشه').fill(folder)
  await page.keyboard.press('Enter')
  await expect(page.getByText('تنظیم پشتیبان ذخیره شد.')).toBeVisible({ timeout: 30_000 })
  await expect(page.getByText('پشتیبان تازه‌ای نیست')).toBeVisible()

  await page.getByRole('button', { name: 'اکنون پشتیبان بگیر' }).press('Enter')
  await expect(page.getByRole('row', { name: /ساخته و بازخوانی شد/ })).toBeVisible({ timeout: 30_000 })
  await expect(page.getByText('پشتیبان تازه‌ای نیست')).toBeHidden()
  await expectAccessible(page)
  const file = readdirSync(folder).find((name) => name.endsWith('.mohr-backup'))
  expect(file).toBeDefined()

  const other = await serveOffice()
  const elsewhere = await context.newPage()
  await elsewhere.goto(other.newUrl())
  await elsewhere.getByRole('button', { name: 'بازگرداندن پشتیبان' }).press('Enter')
  await elsewhere.getByLabel('فایل پشتیبان').fill(join(folder, file!))
  await elsewhere.getByLabel('گذرواژۀ پشتیبان').fill('درخت سیب')
  await elsewhere.keyboard.press('Enter')
  await expect(elsewhere.getByText(/گذرواژه این پشتیبان را باز نکرد/)).toBeVisible({ timeout: 30_000 })
  await expectAccessible(elsewhere)
  await elsewhere.getByLabel('گذرواژۀ پشتیبان').fill('درخت سیب پنجرۀ آبی')
  await elsewhere.keyboard.press('Enter')
  await expect(elsewhere.getByText(/بازگردانده شد/)).toBeVisible({ timeout: 30_000 })
  await elsewhere.getByRole('button', { name: 'رفتن به ورود' }).press('Enter')
  await signIn(elsewhere, other, 'it')
  await other.stop()
})
