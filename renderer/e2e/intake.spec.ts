import type { Page } from '@playwright/test'
import { pngOf } from '#main/documents/testing/sample-files'
import { expect, expectAccessible, pointerPresses, signIn, test } from './fixtures'
import type { Office } from './served-office'

/** A valid national ID that no sample holds. */
const newNationalId = (): string => {
  const nine = `19${String(Math.floor(Math.random() * 1e7)).padStart(7, '0')}`
  const rest = [...nine].reduce((sum, digit, i) => sum + Number(digit) * (10 - i), 0) % 11
  return `${nine}${rest < 2 ? rest : 11 - rest}`
}
/** A valid legal ID (eleven digits, mod 11) that no sample holds. */
const newLegalId = (): string => {
  const weights = [29, 27, 23, 19, 17]
  const ten = `103${String(Math.floor(Math.random() * 9e6) + 1e6)}`
  const shift = Number(ten[9]) + 2
  const sum = [...ten].reduce((total, digit, i) => total + (Number(digit) + shift) * weights[i % 5]!, 0)
  return `${ten}${(sum % 11) % 10}`
}
const tab = async (page: Page, times = 1): Promise<void> => {
  for (let i = 0; i < times; i += 1) await page.keyboard.press('Tab')
}
const typeNext = async (page: Page, text: string): Promise<void> => {
  await page.keyboard.type(text)
  await tab(page)
}

/** Section one by keyboard alone, from the type on. */
const fillPerson = async (page: Page, lastName = 'دیناروند'): Promise<void> => {
  await expect(page.locator('.type-choice input:focus')).toBeVisible()
  await tab(page)
  await expect(page.getByLabel('کد ملی', { exact: true })).toBeFocused()
  await typeNext(page, newNationalId())
  await typeNext(page, 'نرگس')
  await typeNext(page, lastName)
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
const openForm = async (page: Page, office: Office): Promise<void> => {
  await signIn(page, office, 'clerk')
  await page.keyboard.press('F2')
}
/** The independent's two questions, both yes. */
const answerYes = async (page: Page): Promise<void> => {
  await expect(page.getByRole('radiogroup', { name: 'تابعیت ایران دارد؟' }).getByLabel('بله')).toBeFocused()
  await page.keyboard.press('Space')
  await tab(page)
  await page.keyboard.press('Space')
}
const fillPlan = async (page: Page): Promise<void> => {
  await expect(page.getByLabel('رشته', { exact: true })).toBeFocused()
  await page.getByLabel('رشته', { exact: true }).selectOption('1001')
  await page.getByLabel('عنوان طرح').fill('خیاطی خانگی')
  await page.getByLabel('مدرک مهارت').selectOption('pending')
}
const tickAll = async (page: Page): Promise<void> => {
  await expect(page.getByRole('checkbox', { name: /دو قطعه عکس/ })).toBeVisible()
  for (const paper of await page.locator('.checklist input:enabled').all()) if (!await paper.isChecked()) await paper.press('Space')
}
const declare = async (page: Page): Promise<void> => {
  await expect(page.getByRole('checkbox', { name: /متقاضی درستی اطلاعات/ })).toBeFocused()
  await page.keyboard.press('Space')
  await page.keyboard.press('Control+Enter')
  await expect(page.getByRole('heading', { level: 1, name: 'ثبت نام شما با موفقیت انجام شد' })).toBeVisible()
}
let sheet = 0
/** Another picture each time: the same file on two persons' dossiers is told. */
const scan = (name: string) => ({ name: `${name}.png`, mimeType: 'image/png', buffer: pngOf(40 + (sheet += 1), 30) })
/** Presses Enter on the button of a line and answers the system's file window. */
const attach = async (page: Page, line: string, ...files: string[]): Promise<void> => {
  await page.getByRole('button', { name: line, exact: true }).focus()
  const [window] = await Promise.all([page.waitForEvent('filechooser'), page.keyboard.press('Enter')])
  await window.setFiles(files.map(scan))
}

test('S3-04…S3-07, S0-09: a clerk registers a full dossier with five documents without touching the mouse', async ({ page, trainingOffice }) => {
  await openForm(page, trainingOffice)
  await fillPerson(page)
  await expectAccessible(page)
  await page.keyboard.press('Control+Enter')
  await answerYes(page)
  await expectAccessible(page)
  await page.keyboard.press('Control+Enter')

  await expect(page.getByLabel('رشته', { exact: true })).toBeFocused()
  await expect(page.getByText('کد رهگیری').first()).toBeVisible()
  const field = page.getByLabel('رشته', { exact: true })
  while (await field.inputValue() !== '1001') await page.keyboard.press('ArrowDown')
  await tab(page)
  await typeNext(page, 'کارگاه خانگی')
  await page.keyboard.press('ArrowDown')
  await tab(page, 2)
  await page.keyboard.type('دوخت لباس محلی و فروش در بازارچه')
  await expectAccessible(page)
  await page.keyboard.press('Control+Enter')

  await expect(page.getByRole('heading', { name: 'تصویر مدارک' })).toBeVisible()
  await attach(page, 'پیوست فایل: گواهی مهارت یا مدرک مرتبط', 'skill')
  await attach(page, 'پیوست فایل: عکس ۴×۳', 'one', 'two')
  await attach(page, 'پیوست فایل: شناسنامه', 'birth')
  await attach(page, 'پیوست فایل: کارت ملی', 'card')
  await attach(page, 'پیوست فایل: سند مالکیت یا قولنامۀ خانه', 'deed')
  await expect(page.locator('.checklist')).toContainText('۵ از ۵')
  await expectAccessible(page)
  await page.keyboard.press('Control+Enter')
  await declare(page)
  await expect(page.getByText('این خدمت رایگان است.').first()).toBeVisible()
  await expectAccessible(page)
  expect(await pointerPresses(page)).toBe(0)
})

test('a refused section leads to its fields by name, and nothing typed is lost by going elsewhere', async ({ page, trainingOffice }) => {
  await openForm(page, trainingOffice)
  await expect(page.getByRole('radio', { name: /^مستقل/ })).toBeFocused()
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

  const wrong: [string, string, RegExp][] = [
    ['کد ملی', '1740000014', /^کد ملی: رقم کنترل/], ['نام خانوادگی', 'Smith', /^نام خانوادگی:/], ['تاریخ تولد', '1404/12/30', /^تاریخ تولد: این روز در تقویم نیست/],
    ['کد پستی', '123', /^کد پستی:/],
  ]
  for (const [label, text] of wrong) await page.getByLabel(label, { exact: true }).fill(text)
  await page.keyboard.press('Control+Enter')
  for (const [, , told] of wrong) await expect(summary.getByRole('link', { name: told })).toBeVisible()

  await page.keyboard.press('F3')
  await expect(page.getByRole('heading', { name: 'پرونده‌ها' })).toBeVisible()
  await page.keyboard.press('F2')
  await expect(page.getByLabel('تلفن همراه')).toHaveValue('۰۹۱۶۱۲۳۴۵۶۷')
})

test('a page that crashes in the middle of a form offers it again, whole', async ({ page: first, trainingOffice }) => {
  await openForm(first, trainingOffice)
  await fillPerson(first, 'نیمه‌کاره')
  await expect(first.getByText('نوشته‌ها نگه داشته شد')).toBeVisible()
  const page = await first.context().newPage()
  await first.close({ runBeforeUnload: false })

  await openForm(page, trainingOffice)
  const offer = page.locator('.ui-notice', { hasText: 'ادامۀ فرم ناتمام' })
  await expect(offer).toContainText('نرگس نیمه‌کاره')
  await expectAccessible(page)
  await expect(page.getByLabel('نام خانوادگی')).toHaveValue('')
  await offer.getByRole('button', { name: 'ادامه نرگس نیمه‌کاره' }).press('Enter')
  await expect(page.getByLabel('نام خانوادگی')).toHaveValue('نیمه‌کاره')
  await expect(page.getByLabel('نشانی محل کار خانگی')).toHaveValue('اهواز، کیان‌پارس، خیابان ۵ غربی، پلاک ۱۲')
  await expect(page.locator('.ui-notice', { hasText: 'نرگس نیمه‌کاره' })).toHaveCount(0)

  // Filed, it is unfinished no more.
  await page.keyboard.press('Control+Enter')
  await answerYes(page)
  await page.keyboard.press('Control+Enter')
  await fillPlan(page)
  await page.keyboard.press('Control+Enter')
  await tickAll(page)
  await page.keyboard.press('Control+Enter')
  await declare(page)
  await page.keyboard.press('F2')
  await expect(page.getByRole('radio', { name: /^مستقل/ })).toBeFocused()
  await expect(page.getByLabel('نام خانوادگی')).toHaveValue('')
  await expect(page.locator('.ui-notice', { hasText: 'نرگس نیمه‌کاره' })).toHaveCount(0)
})

test('S4-12…S4-18: missing papers are named one by one and lead back to their list', async ({ page, trainingOffice }) => {
  await openForm(page, trainingOffice)
  await fillPerson(page)
  await page.keyboard.press('Control+Enter')
  await answerYes(page)
  await page.keyboard.press('Control+Enter')
  await fillPlan(page)
  await page.getByLabel('مدرک مهارت').selectOption('degree')
  await page.keyboard.press('Control+Enter')
  await expect(page.getByRole('heading', { name: 'تصویر مدارک' })).toBeVisible()
  await page.keyboard.press('Control+Enter')
  await expect(page.getByRole('checkbox', { name: /متقاضی درستی اطلاعات/ })).toBeFocused()
  await page.keyboard.press('Space')
  await page.keyboard.press('Control+Enter')

  const summary = page.locator('.ui-summary')
  await expect(summary).toBeFocused()
  await expect(summary.getByRole('link')).toHaveText([/عکس/, /شناسنامه/, /کارت ملی/, /سند مالکیت/, /مدرک تحصیلی/])
  await summary.getByRole('link').first().press('Enter')
  await expect(page.getByRole('checkbox', { name: /دو قطعه عکس/ })).toBeFocused()
  await tickAll(page)
  await page.keyboard.press('Control+Enter')
  await expect(page.getByRole('checkbox', { name: /متقاضی درستی اطلاعات/ })).toBeFocused()
  await page.keyboard.press('Control+Enter')
  await expect(page.getByRole('heading', { level: 1, name: 'ثبت نام شما با موفقیت انجام شد' })).toBeVisible()
})

const choose = async (page: Page, type: string): Promise<void> => {
  await expect(page.getByRole('radio', { name: /^مستقل/ })).toBeFocused()
  const wanted = page.getByRole('radio', { name: new RegExp(`^${type}`) })
  while (!await wanted.isChecked()) await page.keyboard.press('ArrowDown')
}
const say = async (page: Page, question: string, answer: 'بله' | 'خیر'): Promise<void> => {
  await page.getByRole('radiogroup', { name: question }).getByLabel(answer).press('Space')
}
/** From the plan to the receipt. */
const finish = async (page: Page): Promise<void> => {
  await page.keyboard.press('Control+Enter')
  await fillPlan(page)
  await page.keyboard.press('Control+Enter')
  await tickAll(page)
  await page.keyboard.press('Control+Enter')
  await declare(page)
}

test('S0-16, S4-09: a covered applicant waits in the pool; without the skill there is no code', async ({ page, trainingOffice }) => {
  await openForm(page, trainingOffice)
  await choose(page, 'تحت پوشش')
  await fillPerson(page, 'زیرپوشش')
  await page.keyboard.press('Control+Enter')
  await say(page, 'تابعیت ایران دارد؟', 'بله')
  await say(page, 'مهارت این رشته را دارد؟', 'خیر')
  await page.keyboard.press('Control+Enter')
  await expect(page.locator('.ui-summary')).toContainText('بدون مهارت کد رهگیری نمی‌گیرد')
  await expect(page.locator('.track-tag')).toHaveCount(0)
  await say(page, 'مهارت این رشته را دارد؟', 'بله')
  await finish(page)
})

test('S0-16, S4-02: a supporter answers its own questions; what speaks against it is a warning that stays', async ({ page, trainingOffice }) => {
  await openForm(page, trainingOffice)
  await choose(page, 'پشتیبان حقیقی')
  await fillPerson(page, 'پشتیبان‌زاده')
  await page.keyboard.press('Control+Enter')
  await say(page, 'تابعیت ایران دارد؟', 'بله')
  await page.getByLabel('سابقۀ کار مرتبط، سال').fill('۲')
  await page.getByLabel('آوردۀ خود او از سرمایه، درصد').fill('۳۰')
  await say(page, 'گواهی نداشتن پیشینۀ کیفری دارد؟', 'بله')
  await page.getByLabel('شمار افراد زیر پوشش که تعهد می‌کند').fill('۱۲')
  await page.keyboard.press('Control+Enter')
  await expect(page.getByText('پشتیبان باید دست‌کم ۵ سال سابقۀ کار مرتبط داشته باشد.')).toBeVisible()
  await expectAccessible(page)
  await fillPlan(page)
  await page.keyboard.press('Control+Enter')
  await tickAll(page)
  await page.keyboard.press('Control+Enter')
  await declare(page)
  await page.getByRole('link', { name: 'باز کردن پرونده' }).press('Enter')
  await expect(page.getByRole('heading', { name: 'پاسخ پرسش‌ها' })).toBeVisible()
  await expect(page.getByText('پشتیبان باید دست‌کم ۵ سال سابقۀ کار مرتبط داشته باشد.')).toBeVisible()
  await expectAccessible(page)
})

test('S0-16: a company comes with its legal ID and the person who stands for it; its next form is filled', async ({ page, trainingOffice }) => {
  await openForm(page, trainingOffice)
  const legalId = newLegalId()
  const company = async (): Promise<void> => {
    await say(page, 'تابعیت ایران دارد؟', 'بله')
    await page.getByLabel('سابقۀ کار مرتبط، سال').fill('۹')
    await page.getByLabel('آوردۀ خود او از سرمایه، درصد').fill('۳۰')
    await say(page, 'گواهی نداشتن پیشینۀ کیفری دارد؟', 'بله')
    await page.getByLabel('شمار افراد زیر پوشش که تعهد می‌کند').fill('۴۰')
  }
  await choose(page, 'پشتیبان حقوقی')
  await fillPerson(page, 'نماینده')
  await page.keyboard.press('Control+Enter')
  await expect(page.getByLabel('شناسۀ ملی شرکت')).toBeFocused()
  await page.keyboard.type(`${legalId.slice(0, 10)}${(Number(legalId[10]) + 1) % 10}`)
  await page.getByLabel('نام شرکت').fill('شرکت بافندگان کارون')
  await page.getByLabel('شمارۀ ثبت').fill('۱۲۳۴')
  await page.getByLabel('تاریخ ثبت شرکت').fill('1395/02/01')
  await page.getByLabel('سمت نماینده').fill('مدیرعامل')
  await page.getByRole('radiogroup', { name: 'نوع شخص حقوقی' }).getByLabel('شرکت').press('Space')
  await company()
  await page.keyboard.press('Control+Enter')
  await expect(page.locator('.ui-summary')).toContainText('شناسۀ ملی شرکت: رقم کنترل')
  await page.getByLabel('شناسۀ ملی شرکت').fill(legalId)
  await expectAccessible(page)
  await finish(page)
  await expect(page.getByText('شرکت بافندگان کارون').first()).toBeVisible()

  await page.keyboard.press('F2')
  await choose(page, 'پشتیبان حقوقی')
  await fillPerson(page, 'نماینده')
  await page.keyboard.press('Control+Enter')
  await page.getByLabel('شناسۀ ملی شرکت').fill(legalId)
  await expect(page.getByLabel('نام شرکت')).toHaveValue('شرکت بافندگان کارون')
})

test('S4-04: a cooperative is written down and handed over with its reference, never filed', async ({ page, trainingOffice }) => {
  await openForm(page, trainingOffice)
  await choose(page, 'تعاونی')
  await fillPerson(page, 'تعاون‌خواه')
  await page.keyboard.press('Control+Enter')
  await expect(page.getByLabel('شمارۀ پیگیری در سامانۀ تعاون')).toBeFocused()
  await expectAccessible(page)
  await page.keyboard.type('تع-۱۴۰۵-۷۷')
  await page.keyboard.press('Control+Enter')
  await expect(page.getByText('ارجاع به سامانۀ تعاون').first()).toBeVisible()
  await expect(page.getByText('تع-۱۴۰۵-۷۷')).toBeVisible()
  await expectAccessible(page)
})
