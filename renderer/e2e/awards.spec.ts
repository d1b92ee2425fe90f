import { execFileSync } from 'node:child_process'
import type { Page } from '@playwright/test'
import { expect, expectAccessible, signIn, test } from './fixtures'
import { daysAgo, passphrase, seatOf } from './prepared-office'

/** The start screen may still take the focus from the link: it is pressed again until its page is there. */
const openAwards = (page: Page): Promise<void> => expect(async () => {
  await page.getByRole('navigation', { name: 'بخش‌های برنامه' }).getByRole('link', { name: 'لوح تقدیر پشتیبانان', exact: true }).press('Enter')
  await expect(page.getByRole('heading', { level: 1, name: 'لوح تقدیر پشتیبانان' })).toBeVisible({ timeout: 2000 })
}).toPass()

test('S1-D2: a letter of commendation: written by the expert, signed by the Director, printed with its code, two signatures recorded, given', async ({ browser, page, trainingOffice }) => {
  const { items: [supporter] } = (await (await seatOf(trainingOffice, 'expert'))('permits.register', { text: 'معصومه بنی‌طرف' })) as { items: { no: string }[] }
  await signIn(page, trainingOffice, 'expert')
  await openAwards(page)
  await expect(page.getByText('هنوز لوحی نوشته نشده است')).toBeVisible()
  await expectAccessible(page)
  await page.getByRole('button', { name: 'نوشتن لوح تازه' }).press('Enter')
  const dialog = page.getByRole('dialog')
  await dialog.getByRole('button', { name: 'فرستادن برای امضای مدیرکل' }).press('Enter')
  await expect(dialog.getByLabel('متن سپاس')).toHaveAttribute('aria-invalid', 'true')
  await expectAccessible(page)
  await dialog.getByLabel('شمارۀ مجوز پشتیبان').fill(supporter?.no ?? '')
  await dialog.getByLabel('متن سپاس').fill('با فراهم کردن کار برای بیست خیاط خانگی در یک سال')
  await dialog.getByRole('button', { name: 'فرستادن برای امضای مدیرکل' }).press('Enter')
  const row = page.getByRole('row', { name: /معصومه بنی‌طرف/ })
  await expect(row).toContainText('در انتظار امضای مدیرکل')

  const own = await (await browser.newContext({ locale: 'fa-IR' })).newPage()
  await signIn(own, trainingOffice, 'director')
  await openAwards(own)
  await own.getByRole('row', { name: /معصومه بنی‌طرف/ }).getByRole('button', { name: 'امضا', exact: true }).press('Enter')
  const sign = own.getByRole('dialog', { name: 'امضای لوح تقدیر' })
  await expect(sign).toContainText('بیست خیاط خانگی')
  await sign.getByLabel('گذرواژۀ کلید').fill('not the passphrase')
  await sign.getByRole('button', { name: 'امضای یک لوح تقدیر' }).press('Enter')
  await expect(sign.getByRole('alert')).toContainText('هیچ‌چیز امضا نشد')
  await expectAccessible(own)
  await sign.getByLabel('گذرواژۀ کلید').fill(passphrase)
  await sign.getByRole('button', { name: 'امضای یک لوح تقدیر' }).press('Enter')
  await expect(own.getByRole('row', { name: /معصومه بنی‌طرف/ })).toContainText('در انتظار امضای معاونت')
  await expectAccessible(own)
  const [file] = await Promise.all([own.waitForEvent('download'), own.getByRole('row', { name: /معصومه بنی‌طرف/ }).getByRole('button', { name: 'چاپ' }).press('Enter')])
  const words = execFileSync('pdftotext', [await file.path(), '-'], { encoding: 'utf8' })
  expect(words).toContain('لوح تقدیر')
  expect(execFileSync('pdfinfo', [await file.path()], { encoding: 'utf8' })).toMatch(/Pages: +1\n/)
  await own.context().close()

  await page.reload()
  for (const [act, next] of [['ثبت امضای معاونت', 'در انتظار امضای وزیر'], ['ثبت امضای وزیر', 'آمادۀ اهدا']] as const) {
    await row.getByRole('button', { name: act }).press('Enter')
    await dialog.getByLabel('امضاکننده').fill('حسین نمونه')
    await dialog.getByLabel('شمارۀ نامه').fill('۱۴۰۵/۱۲')
    await dialog.getByLabel('تاریخ امضا').fill(daysAgo(0))
    await dialog.getByRole('button', { name: 'ثبت امضا' }).press('Enter')
    await expect(row).toContainText(next)
  }
  await row.getByRole('button', { name: 'ثبت اهدا' }).press('Enter')
  await dialog.getByLabel('تاریخ اهدا').fill(daysAgo(0))
  await expectAccessible(page)
  await dialog.getByRole('button', { name: 'ثبت اهدا' }).press('Enter')
  await expect(row).toContainText('اهدا شد')
  await expectAccessible(page)
})
