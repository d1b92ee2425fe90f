import type { Page } from '@playwright/test'
import { expect, expectAccessible, pointerPresses, signIn, test } from './fixtures'

/** A valid national ID that no sample holds. */
const newNationalId = (): string => {
  const nine = `19${String(Math.floor(Math.random() * 1e7)).padStart(7, '0')}`
  const rest = [...nine].reduce((sum, digit, i) => sum + Number(digit) * (10 - i), 0) % 11
  return `${nine}${rest < 2 ? rest : 11 - rest}`
}
const tab = async (page: Page, times = 1): Promise<void> => {
  for (let i = 0; i < times; i += 1) await page.keyboard.press('Tab')
}
const typeNext = async (page: Page, text: string): Promise<void> => {
  await page.keyboard.type(text)
  await tab(page)
}

const fillPerson = async (page: Page): Promise<void> => {
  await expect(page.getByLabel('کد ملی')).toBeFocused()
  await typeNext(page, newNationalId())
  await typeNext(page, 'نرگس')
  await typeNext(page, 'دیناروند')
  await typeNext(page, 'یوسف')
  await page.keyboard.type('۱۳۷۰/۲/۱۴')
  await tab(page, 2)
  await page.keyboard.press('Space')
  await tab(page)
  await typeNext(page, '۰۹۱۶۱۲۳۴۵۶۷')
  await page.keyboard.press('ArrowDown')
  await tab(page)
  await typeNext(page, '6134678911')
  await page.keyboard.type('اهواز، کیان‌پارس، خیابان ۵ غربی، پلاک ۱۲')
}

test('S3-05…S3-07: a clerk registers a whole dossier without one pointer press', async ({ page, trainingOffice }) => {
  await signIn(page, trainingOffice, 'clerk')
  await page.keyboard.press('F2')
  await fillPerson(page)
  await page.keyboard.press('Control+Enter')

  await expect(page.getByLabel('رشته')).toBeFocused()
  await expect(page.getByText('کد رهگیری').first()).toBeVisible()
  await page.keyboard.press('ArrowDown')
  await tab(page)
  await typeNext(page, 'کارگاه خانگی')
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('Tab')
  await tab(page)
  const papers = await page.locator('.checklist input:enabled').count()
  for (let i = 0; i < papers; i += 1) {
    await page.keyboard.press('Space')
    await tab(page)
  }
  await expectAccessible(page)
  await page.keyboard.press('Control+Enter')

  await expect(page.getByRole('checkbox', { name: /متقاضی درستی اطلاعات/ })).toBeFocused()
  await expectAccessible(page)
  await page.keyboard.press('Control+Enter')
  await expect(page.getByRole('alert')).toBeFocused()
  await page.keyboard.press('Tab')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('checkbox', { name: /متقاضی درستی اطلاعات/ })).toBeFocused()
  await page.keyboard.press('Space')
  await page.keyboard.press('Control+Enter')

  await expect(page.getByRole('heading', { name: 'ثبت نام شما با موفقیت انجام شد', level: 1 })).toBeVisible()
  await expect(page.getByText('این خدمت رایگان است.').first()).toBeVisible()
  await expectAccessible(page)
  expect(await pointerPresses(page)).toBe(0)
})

test('a refused page leads to its fields, and nothing typed is lost by going elsewhere', async ({ page, trainingOffice }) => {
  await signIn(page, trainingOffice, 'clerk')
  await page.keyboard.press('F2')
  await expect(page.getByLabel('کد ملی')).toBeFocused()
  await page.keyboard.press('Control+Enter')
  const summary = page.locator('.ui-summary')
  await expect(summary).toBeFocused()
  await expectAccessible(page)
  await summary.getByRole('link', { name: /^تلفن همراه/ }).press('Enter')
  await expect(page.getByLabel('تلفن همراه')).toBeFocused()
  await page.keyboard.type('0916')
  await expect(summary).toContainText('شمارۀ همراه ۱۱ رقم است')
  await page.keyboard.type('1234567')
  await expect(summary).not.toContainText('تلفن همراه')

  await page.keyboard.press('F3')
  await expect(page.getByRole('heading', { name: 'پرونده‌ها' })).toBeVisible()
  await page.keyboard.press('F2')
  await expect(page.getByLabel('تلفن همراه')).toHaveValue('۰۹۱۶۱۲۳۴۵۶۷')
})

test('S4-12…S4-18: missing papers are named one by one and lead back to their list; the next F2 is a fresh form', async ({ page, trainingOffice }) => {
  await signIn(page, trainingOffice, 'clerk')
  await page.keyboard.press('F2')
  for (const type of ['تحت پوشش', 'پشتیبان حقیقی', 'پشتیبان حقوقی', 'تعاونی']) await expect(page.getByLabel(type, { exact: true })).toBeDisabled()
  await fillPerson(page)
  await page.keyboard.press('Control+Enter')
  await expect(page.getByLabel('رشته')).toBeFocused()
  await page.getByLabel('رشته').selectOption('1001')
  await page.getByLabel('عنوان طرح').fill('خیاطی خانگی')
  await page.getByLabel('مدرک مهارت').selectOption('degree')
  await page.keyboard.press('Control+Enter')
  await expect(page.getByRole('checkbox', { name: /متقاضی درستی اطلاعات/ })).toBeFocused()
  await page.keyboard.press('Space')
  await page.keyboard.press('Control+Enter')

  const summary = page.locator('.ui-summary')
  await expect(summary).toBeFocused()
  await expect(summary.getByRole('link')).toHaveText([/عکس/, /شناسنامه/, /کارت ملی/, /سند مالکیت/, /مدرک تحصیلی/])
  await summary.getByRole('link').first().press('Enter')
  await expect(page.getByLabel('دو قطعه عکس ۴×۳')).toBeFocused()
  for (const paper of await page.locator('.checklist input:enabled').all()) await paper.check()
  await page.keyboard.press('Control+Enter')
  await expect(page.getByRole('checkbox', { name: /متقاضی درستی اطلاعات/ })).toBeFocused()
  await page.keyboard.press('Control+Enter')
  await expect(page.getByRole('heading', { level: 1, name: 'ثبت نام شما با موفقیت انجام شد' })).toBeVisible()
  await page.keyboard.press('F2')
  await expect(page.getByLabel('کد ملی')).toBeFocused()
  await expect(page.getByLabel('نام خانوادگی')).toHaveValue('')
})
