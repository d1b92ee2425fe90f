import type { Page } from '@playwright/test'
import { answerJson, startSmsService } from '#main/messages/testing/sms-service'
import { expect, expectAccessible, signIn, test } from './fixtures'
import { prepareOffice, seatOf } from './prepared-office'
import type { Office } from './served-office'

const nav = (page: Page, name: string) => page.getByRole('navigation', { name: 'بخش‌های برنامه' }).getByRole('link', { name, exact: true }).click()

let office: Office
let sms: Awaited<ReturnType<typeof startSmsService>>
test.beforeAll(async () => {
  office = await prepareOffice([
    { firstName: 'زهرا', lastName: 'نمونه‌پور', filedAgo: 3 }, { firstName: 'مریم‌السادات', lastName: 'حسینی‌نژاد طباطبایی بروجردی', filedAgo: 2 },
  ], 'at_agency')
  sms = await startSmsService()
})
test.afterAll(async () => {
  await sms.close()
  await office.stop()
})

test('S0-12: the system manager sets up a gateway and tries it; the secret is not shown again', async ({ page }) => {
  await signIn(page, office, 'manager')
  await nav(page, 'درگاه پیامک')
  await page.getByLabel('درگاه همین اداره').check()
  await page.getByLabel('نشانی', { exact: true }).fill('http://sms.example.ir/send')
  await page.getByRole('button', { name: 'ذخیرۀ درگاه' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'ذخیرۀ درگاه' }).click()
  await expect(page.getByText('نشانی باید https باشد')).toBeVisible()
  await expectAccessible(page)
  await page.getByLabel('نشانی', { exact: true }).fill(`${sms.url}/send`)
  await page.getByLabel('رمز یا کلید سرویس').fill('office-key-1')
  await page.getByLabel('جای نتیجه در پاسخ JSON').fill('status')
  await page.getByLabel('مقدار پذیرش').fill('ok')
  await page.getByLabel('سرویس می‌گوید که پیامک به گوشی رسید یا نه').check()
  await page.getByLabel('نشانی پرسش').fill(`${sms.url}/state`)
  await page.getByLabel('جای وضع در پاسخ پرسش').fill('status')
  await page.getByLabel('وضع‌های رسیده').fill('ok، delivered')
  await page.getByRole('button', { name: 'ذخیرۀ درگاه' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'ذخیرۀ درگاه' }).click()
  await expect(page.getByText('نشانی باید {ref} یا {id} داشته باشد')).toBeVisible()
  await expectAccessible(page)
  await page.getByLabel('نشانی پرسش').fill(`${sms.url}/state/{id}`)
  await page.getByRole('button', { name: 'ذخیرۀ درگاه' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'ذخیرۀ درگاه' }).click()
  await page.getByLabel('شمارۀ همراه برای آزمون').fill('09161234567')
  await page.getByRole('button', { name: 'فرستادن پیامک آزمایشی' }).click()
  await expect(page.getByText('درگاه پذیرفت.')).toBeVisible()
  expect(sms.asked).toHaveLength(1)
  await expect(page.getByText('ذخیره شده است و نشان داده نمی‌شود')).toBeVisible()
  expect(await page.content()).not.toContain('office-key-1')
  await expectAccessible(page)
})

test('S3-12: the system manager edits a text with the counter beside it; what misses a placeholder can’t be saved', async ({ page }) => {
  await signIn(page, office, 'manager')
  await nav(page, 'متن پیامک‌ها')
  await page.getByRole('navigation', { name: 'پیام‌ها' }).getByRole('button', { name: 'نیاز به اصلاح' }).click()
  await expect(page.getByText('۵۴ از ۷۰ نویسه، ۱ بخش')).toBeVisible()
  const box = page.getByRole('textbox', { name: 'متن' })
  await box.fill('پرونده را اصلاح کنید: {why} {name}')
  await expect(page.getByText('این جای‌نگهدار برای این پیام نیست: {name}')).toBeVisible()
  await expect(page.getByRole('button', { name: 'ذخیرۀ متن' })).toHaveAttribute('aria-disabled', 'true')
  await expectAccessible(page)
  await box.fill('لطفا پرونده  را اصلاح کنید: {why}')
  await box.evaluate((area: HTMLTextAreaElement) => { area.setSelectionRange(12, 12) })
  await page.getByRole('group', { name: 'جای‌نگهدارها' }).getByRole('button', { name: /^کد رهگیری/ }).click()
  await expect(box).toHaveValue('لطفا پرونده {code} را اصلاح کنید: {why}')
  await page.getByRole('button', { name: 'ذخیرۀ متن' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'ذخیرۀ متن' }).click()
  await expect(page.getByText('نسخۀ ۲')).toBeVisible()
  await expectAccessible(page)
})

/** This office sends through the service on loopback from now on. */
const chooseService = async (): Promise<void> => {
  const manager = await seatOf(office, 'manager')
  const { version } = (await manager('messages.gateway')) as { version: number }
  await manager('messages.saveGateway', { version, kind: 'http', http: {
    url: `${sms.url}/send`, headers: [], bodyType: 'json', fields: [{ name: 'to', value: '{mobile}' }, { name: 'text', value: '{text}' }],
    successPath: 'status', successValue: 'ok', timeoutSeconds: 5, caPem: null, repeatable: false,
    report: { url: `${sms.url}/state/{id}`, refPath: '', statePath: 'status', delivered: ['ok'], failed: ['undelivered'] },
  } })
}

test('S0-12: the clerk sees what did not arrive first, sends it again and reads it on the dossier', async ({ page }) => {
  await chooseService()
  const expert = await seatOf(office, 'expert')
  const { items } = (await expert('dossiers.find', { states: ['at_agency'], limit: 1 })) as { items: { id: string; version: number }[] }
  const { id, version } = items[0]!
  await expert('dossiers.recordOpinion', { id, version, opinion: {
    decision: 'approve', personalCompetence: true, technicalCompetence: true, conditionsMet: true, decidedOn: '1405/08/30', signerName: 'یوسف طرفی‌زاده',
    signerPost: 'رئیس سازمان', isTopOfficial: true, letterNo: '۱۲/۳۴', letterOn: '1405/08/30', note: '',
  } })
  sms.answers.push(answerJson(500, {}))
  await signIn(page, office, 'clerk')
  await nav(page, 'پیامک‌ها')
  await page.getByRole('button', { name: 'ارسال اکنون' }).click()
  await expect(page.getByText('۱ پیام نرسید.')).toBeVisible()
  const first = page.getByRole('table').getByRole('row').nth(1)
  await expect(first).toContainText('معلوم نیست رفته باشد')
  await expectAccessible(page)
  await first.getByRole('button', { name: /ارسال دوباره/ }).click()
  await expect(page.getByRole('dialog')).toContainText('شاید متقاضی آن را دو بار بگیرد')
  await expectAccessible(page)
  await page.getByRole('dialog').getByRole('button', { name: 'ارسال دوباره' }).click()
  await page.getByRole('button', { name: 'ارسال اکنون' }).click()
  await page.getByLabel('وضع پیام').selectOption('delivered')
  await expect(page.getByRole('row', { name: /به گوشی رسید/ }).first()).toContainText('دستگاه اجرایی پرونده')
  await page.getByLabel('وضع پیام').selectOption('handed_over')
  await expect(page.getByText('با این فیلتر پیامی نیست')).toBeVisible()
  await page.getByRole('button', { name: 'پاک‌کردن فیلتر' }).click()
  await page.goto(`${page.url().split('#')[0]}#/dossiers/${id}`)
  const thread = page.getByRole('region', { name: 'پیام‌های متقاضی' })
  await expect(thread.getByText('به گوشی رسید').first()).toBeVisible()
  await expect(thread.getByRole('listitem').first()).toContainText('را تأیید کرد')
  await expectAccessible(page)
})
