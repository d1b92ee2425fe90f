import type { Page } from '@playwright/test'
import { expect, expectAccessible, signIn, test } from './fixtures'
import { passphrase, seatOf } from './prepared-office'

const nav = (page: Page, name: string) => page.getByRole('navigation', { name: 'بخش‌های برنامه' }).getByRole('link', { name, exact: true }).click()

/** The permit whose visit the manager completes, which the expert then refers and the Director signs. */
let holder = ''
let permitNo = ''

test.describe.configure({ mode: 'serial' })

test('S1-A1: the manager sees the sum while a share is typed, and too much is refused', async ({ page, trainingOffice }) => {
  await signIn(page, trainingOffice, 'manager')
  await nav(page, 'سهمیۀ تسهیلات')
  await page.getByRole('button', { name: 'ویرایش سهم آبادان' }).click()
  const amount = page.getByLabel('سهم، ریال')
  await expect(amount).toBeFocused()
  await amount.fill('9000000000000')
  await expect(page.getByText(/بیشتر از سهمیۀ استان/)).toBeVisible()
  await page.getByRole('button', { name: 'ذخیرۀ سهم' }).click()
  await expect(page.getByRole('alert').getByText(/جمع سهم شهرستان‌ها از سهمیۀ استان بیشتر می‌شود/)).toBeVisible()
  await expectAccessible(page)
  await amount.fill('۳۵۰۰۰۰۰۰۰۰۰')
  await page.getByRole('button', { name: 'ذخیرۀ سهم' }).click()
  await expect(page.getByRole('row', { name: /آبادان/ }).getByText('۳۵٬۰۰۰٬۰۰۰٬۰۰۰').first()).toBeVisible()
  await expect(page.getByRole('button', { name: 'ویرایش سهم آبادان' })).toBeFocused()
})

test('S1-00: years of the programme come from a file, row by row; what is refused says why and only the good ones are stored', async ({ page, trainingOffice }) => {
  await signIn(page, trainingOffice, 'manager')
  await nav(page, 'سهمیۀ تسهیلات')
  await page.getByRole('button', { name: 'سال‌ها از فایل' }).click()
  const dialog = page.getByRole('dialog', { name: /سال‌های برنامه/ })
  const rows = ['year,provincialQuotaRial,independentCeilingRial,bankCodes', '۱۴۰۴,900000000000,۲۰۰۰۰۰۰۰۰۰,012|022', '1411,زیاد,1000000000,999']
  await dialog.locator('input[type="file"]').setInputFiles({ name: 'سال‌ها.csv', mimeType: 'text/csv', buffer: Buffer.from(rows.join('\n')) })
  await expect(dialog.getByText(/سهمیۀ استان: /).first()).toBeVisible()
  await expectAccessible(page)
  await page.screenshot({ path: 'test-results/import-years.png' })
  await dialog.getByLabel(/را کنار بگذار/).check()
  await dialog.getByRole('button', { name: 'ذخیره در جدول' }).click()
  await page.getByRole('combobox', { name: 'سال برنامه' }).selectOption('1404')
  await expect(page.getByText('۲٬۰۰۰٬۰۰۰٬۰۰۰').first()).toBeVisible()
})

test('S1-B1, S1-B4: the visit form refuses what is unanswered, completes as a joint visit and is then locked', async ({ page, trainingOffice }) => {
  await signIn(page, trainingOffice, 'manager')
  await nav(page, 'بازدیدها')
  const preview = page.getByRole('complementary')
  await expect(preview.getByRole('heading', { level: 2 })).toBeVisible()
  await expectAccessible(page)
  // Somebody whose referral nobody has begun yet.
  const expert = await seatOf(trainingOffice, 'expert')
  const { items } = (await expert('referrals.candidates')) as { items: { permitNo: string; name: string; ageDays: number }[] }
  const manager = await seatOf(trainingOffice, 'manager')
  const due = (await manager('inspections.due')) as { items: { permitNo: string | null; kind: string; visitKind: string; name: string }[] }
  const chosen = due.items.find((one) => one.kind === 'permit' && one.visitKind === 'post' && items.some(({ permitNo: no }) => no === one.permitNo))!
  holder = chosen.name
  await page.getByRole('row', { name: new RegExp(holder) }).first().click()
  await page.getByRole('grid').focus()
  await page.keyboard.press('Enter')
  await expect(page.getByRole('heading', { name: 'فرم بازدید', level: 1 })).toBeVisible()
  permitNo = decodeURIComponent(page.url().split('/').at(-2) ?? '')
  await page.getByRole('button', { name: /تکمیل فرم/ }).click()
  await expect(page.getByRole('link', { name: /کسب‌وکار برپا/ })).toBeVisible()
  await expectAccessible(page)
  const today = await page.evaluate(() => new Intl.DateTimeFormat('en-US-u-ca-persian-nu-latn', { timeZone: 'Asia/Tehran', year: 'numeric', month: '2-digit', day: '2-digit' }).formatToParts(new Date()))
  const part = (type: string): string => today.find((one) => one.type === type)?.value ?? ''
  await page.getByLabel('تاریخ بازدید').fill(`${part('year')}/${part('month')}/${part('day')}`)
  await page.getByLabel('نام عضو ۱').fill('مریم خنیفر')
  await page.getByLabel('نام عضو ۲').fill('حسن دریساوی')
  await expect(page.getByText('بازدید مشترک است', { exact: true })).toBeVisible()
  for (const question of ['کسب‌وکار برپا', 'دارنده مهارت', 'دارنده از پس']) {
    await page.getByRole('radiogroup', { name: new RegExp(question) }).getByLabel('بله').check()
  }
  await page.keyboard.press('Control+Enter')
  const dialog = page.getByRole('dialog', { name: 'فرم بازدید تکمیل شود؟' })
  await expect(dialog.getByText(/دیگر ویرایش نمی‌شود/)).toBeVisible()
  await dialog.getByRole('button', { name: 'تکمیل فرم' }).click()
  await expect(page.getByText('این فرم تکمیل شده و ویرایش نمی‌شود.')).toBeVisible()
  await expect(page.getByRole('button', { name: /ذخیرۀ پیش‌نویس/ })).toHaveCount(0)
  await expectAccessible(page)
})

test('S1-A10: a refused referral says which gates are open and from which date, and can not be sent', async ({ page, trainingOffice }) => {
  await signIn(page, trainingOffice, 'expert')
  await nav(page, 'معرفی به بانک')
  await page.getByRole('button', { name: /^پیش‌نویس/ }).click()
  await page.getByRole('row', { name: /حروف‌چینی/ }).first().dblclick()
  await expect(page.getByText(/زودترین تاریخ معرفی .+ است\./).first()).toBeVisible()
  await expect(page.getByText(/^از .+ خودبه‌خود باز می‌شود$/)).toBeVisible()
  await expect(page.getByText('S1-A10').first()).toBeVisible()
  await expect(page.getByRole('button', { name: 'فرستادن برای امضا' })).toHaveAttribute('aria-disabled', 'true')
  await expectAccessible(page)
})

test('S1-A2, S1-A5: the expert refers the visited holder; every gate holds and the amount is held', async ({ page, trainingOffice }) => {
  await signIn(page, trainingOffice, 'expert')
  await nav(page, 'معرفی به بانک')
  await expectAccessible(page)
  await page.goto(`${trainingOffice.origin}/#/referrals/new/${permitNo}`)
  await expect(page.getByRole('heading', { name: holder })).toBeVisible()
  await page.keyboard.press('Control+Enter')
  await expect(page.getByRole('link', { name: /نیاز واقعی/ })).toBeVisible()
  await expectAccessible(page)
  await page.getByLabel('نیاز واقعی').fill('خرید چرخ و مواد اولیه برای سفارش‌های پذیرفته‌شده')
  await page.getByLabel('ظرفیت').fill('کارگاه ۲۰ متری در خانه')
  await page.keyboard.press('Control+Enter')
  await expect(page.getByText('همۀ شرط‌ها برقرار است.')).toBeVisible()
  await expectAccessible(page)
  await page.getByLabel('مبلغ، ریال').fill('1000000001')
  await expect(page.getByRole('button', { name: 'فرستادن برای امضا' })).toHaveAttribute('aria-disabled', 'true')
  await page.keyboard.press('Control+s')
  await expect(page.getByText('یک شرط برقرار نیست؛ معرفی انجام نمی‌شود.')).toBeVisible()
  await page.getByLabel('مبلغ، ریال').fill('300000000')
  await page.keyboard.press('Control+s')
  await expect(page.getByText('همۀ شرط‌ها برقرار است.')).toBeVisible()
  await page.getByRole('button', { name: 'فرستادن برای امضا' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'فرستادن برای امضا' }).click()
  await expect(page.getByText(/در انتظار امضای مدیرکل است/)).toBeVisible()
})

test('S0-07: the Director signs the referral; a wrong passphrase signs nothing', async ({ page, trainingOffice }) => {
  await signIn(page, trainingOffice, 'director')
  await nav(page, 'امضای معرفی‌نامه‌ها')
  await page.getByRole('row', { name: new RegExp(holder) }).first().click()
  const preview = page.getByRole('complementary', { name: holder })
  await expect(preview.getByText(/"k":"referral"|referral/).first()).toBeVisible()
  await expectAccessible(page)
  await page.getByRole('button', { name: 'امضای یک معرفی‌نامه' }).click()
  const dialog = page.getByRole('dialog')
  await expect(dialog.getByText(holder)).toBeVisible()
  await expectAccessible(page)
  await dialog.getByLabel('گذرواژۀ کلید').fill('not the passphrase')
  await dialog.getByRole('button', { name: 'امضای یک معرفی‌نامه' }).click()
  await expect(dialog.getByText('گذرواژه نادرست است.')).toBeVisible()
  await dialog.getByLabel('گذرواژۀ کلید').fill(passphrase)
  await dialog.getByRole('button', { name: 'امضای یک معرفی‌نامه' }).click()
  await expect(page.getByText('یک معرفی‌نامه امضا و دوباره خوانده شد.').first()).toBeVisible()
  await expect(page.getByText(/^R-/).first()).toBeVisible()
  await expectAccessible(page)
})

test('S0-08, S4-01: the letter to the bank is printed from the signed referral', async ({ page, trainingOffice }) => {
  await signIn(page, trainingOffice, 'expert')
  await page.goto(`${trainingOffice.origin}/#/referrals?tab=issued`)
  await page.getByRole('row', { name: new RegExp(holder) }).first().dblclick()
  const saved = page.waitForEvent('download')
  await page.getByRole('button', { name: 'چاپ معرفی‌نامه' }).click()
  expect((await saved).suggestedFilename()).toMatch(/^R-\d{4}-\d{4}-\d{2}-\d{5}-\d\.pdf$/)
  await expectAccessible(page)
})
