import { expect, expectAccessible, pointerPresses, test } from './fixtures'
import { answerYes, attach, declare, fillPerson, fillPlan, finish, openForm, tab, tickAll, toCheck, typeNext } from './intake-form'
import { seatOf } from './prepared-office'

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

  // Pasted in one go, as from a letter: none of it is cut in silence.
  const address = page.getByLabel('نشانی محل کار خانگی')
  await address.focus()
  await page.keyboard.insertText('ب'.repeat(201))
  await expect(address).toHaveValue('ب'.repeat(201))
  await page.keyboard.press('Control+Enter')
  await expect(summary.getByRole('link', { name: /^نشانی محل کار خانگی: از اندازۀ مجاز بلندتر است/ })).toBeVisible()

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
  await finish(page)
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

test('S3-07: what was mended after the check page is saved before that page shows it again, and is what the dossier carries', async ({ page, trainingOffice }) => {
  await openForm(page, trainingOffice)
  await fillPerson(page, 'بازنویس')
  await page.keyboard.press('Control+Enter')
  await answerYes(page)
  await toCheck(page)
  await expect(page.getByRole('checkbox', { name: /متقاضی درستی اطلاعات/ })).toBeFocused()
  await page.getByRole('button', { name: /^ویرایش\s*متقاضی/ }).press('Enter')

  // Round the section's own save: by the outline to the plan, and on from there.
  const toCheckByPlan = async (): Promise<void> => {
    await page.getByRole('navigation', { name: 'بخش‌های پرونده' }).getByRole('button', { name: /طرح/ }).press('Enter')
    await expect(page.getByLabel('رشته', { exact: true })).toBeFocused()
    await page.keyboard.press('Control+Enter')
    await expect(page.getByRole('checkbox', { name: /دو قطعه عکس/ })).toBeVisible()
    await page.keyboard.press('Control+Enter')
  }
  await page.getByLabel('تلفن همراه').fill('0916')
  await toCheckByPlan()
  await expect(page.locator('.ui-summary')).toBeFocused()
  await page.locator('.ui-summary').getByRole('link', { name: /^تلفن همراه/ }).press('Enter')
  await expect(page.getByLabel('تلفن همراه')).toBeFocused()
  await page.getByLabel('تلفن همراه').fill('09167654321')
  await toCheckByPlan()
  await expect(page.getByRole('checkbox', { name: /متقاضی درستی اطلاعات/ })).toBeFocused()
  await expect(page.getByText('۰۹۱۶۷۶۵۴۳۲۱')).toBeVisible()
  await declare(page)

  const seat = await seatOf(trainingOffice, 'clerk')
  const { items } = (await seat('dossiers.find', { text: 'بازنویس' })) as { items: { id: string }[] }
  const { person } = (await seat('dossiers.read', { id: items[0]!.id })) as { person: { mobile: string } }
  expect(person.mobile).toBe('09167654321')
})
