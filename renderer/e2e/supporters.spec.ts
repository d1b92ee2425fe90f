import type { Page } from '@playwright/test'
import { expect, expectAccessible, signIn, test } from './fixtures'
import { daysAgo, seatOf } from './prepared-office'
import type { Office } from './served-office'

const nav = (page: Page, name: string) => page.getByRole('navigation', { name: 'بخش‌های برنامه' }).getByRole('link', { name, exact: true }).click()

const nationalId = (nine: string): string => {
  const rest = [...nine].reduce((sum, digit, i) => sum + Number(digit) * (10 - i), 0) % 11
  return nine + String(rest < 2 ? rest : 11 - rest)
}
type Wanted = { nine: string; firstName: string; lastName: string; activityType: string; answers: object }
type Filed = { id: string; version: number }

/** A filed request of whatever type, in a registration-based field (S0-16). */
const file = async (office: Office, wanted: Wanted): Promise<string> => {
  const clerk = await seatOf(office, 'clerk')
  const saved = (await clerk('dossiers.savePerson', {
    person: {
      activityType: wanted.activityType, nationalId: nationalId(wanted.nine), firstName: wanted.firstName, lastName: wanted.lastName, fatherName: 'یوسف',
      birthDate: '1365/02/14', gender: 'female', mobile: `0916${wanted.nine.slice(2)}`, countyCode: '0603', address: 'اهواز، کیان‌پارس، خیابان ۱۰',
      postalCode: '6134678911', governmentEmployee: false,
    },
    answers: wanted.answers,
  })) as Filed
  const planned = (await clerk('dossiers.savePlan', {
    id: saved.id, version: saved.version,
    plan: {
      fieldCode: '2001', planTitle: 'حروف‌چینی در خانه', skillEvidence: 'certificate', loanWanted: wanted.activityType !== 'covered', loanAmountRial: wanted.activityType === 'covered' ? '' : '900000000',
      documents: ['skill', 'photos', 'birth-certificate', 'national-card', 'residence', 'degree', 'form-print'],
      details: { description: 'سفارش از نشر شهر', workersFamily: 1, workersOther: 0, equipment: 'رایانه', capitalRial: 500_000_000, ownShareRial: 200_000_000, placeKind: 'deed', marketNote: '' },
    },
  })) as { version: number }
  await clerk('dossiers.file', { id: saved.id, version: planned.version, receivedOn: null, declaration: true })
  return saved.id
}

/** The supporter's dossier, confirmed once its check is complete (T05). */
let supporter = ''

test.describe.configure({ mode: 'serial' })

test('S1-B2, S1-B3: the inspector writes the check before a supporter\'s permit, a draft until the manager completes it', async ({ page, trainingOffice }) => {
  supporter = await file(trainingOffice, {
    nine: '123450987', firstName: 'فرشته', lastName: 'عباسی‌نسبِ بختیاری', activityType: 'supporter_natural',
    answers: { iranian: true, relatedYears: 9, ownSharePercent: 40, cleanRecord: true, coveredCommitted: 2 },
  })
  for (const [nine, firstName, body] of [['123450111', 'مریم', 'کمیتۀ امداد'], ['123450222', 'سمیه', 'بهزیستی']] as const) {
    await file(trainingOffice, { nine, firstName, lastName: 'آل‌کثیر', activityType: 'covered', answers: { iranian: true, hasSkill: true, supportingBody: body } })
  }
  await signIn(page, trainingOffice, 'inspector')
  await nav(page, 'بازدیدها')
  await page.getByRole('row', { name: /فرشته.*کنترل پیش از مجوز/s }).dblclick()
  await expect(page.getByRole('heading', { name: /فرشته/ })).toBeVisible()
  await expectAccessible(page)
  await page.getByLabel('تاریخ بازدید').fill(daysAgo(0))
  await page.getByLabel('نام عضو ۱').fill('رضا چنانی')
  await page.getByLabel('نام عضو ۲').fill('حسن دریساوی')
  for (const question of ['کسب‌وکار برپا', 'دارنده مهارت', 'دارنده از پس']) {
    await page.getByRole('radiogroup', { name: new RegExp(question) }).getByLabel('بله').check()
  }
  await page.getByLabel(/^نمره: دارنده مهارت/).fill('۱۰۱')
  await page.keyboard.press('Control+s')
  await expect(page.getByRole('link', { name: /نمره: دارنده مهارت/ })).toBeVisible()
  await page.getByLabel(/^نمره: دارنده مهارت/).fill('۹۰')
  await page.keyboard.press('Control+s')
  await expect(page.getByText('پیش‌نویس ذخیره شد.').first()).toBeVisible()
  await expect(page.getByRole('button', { name: 'تکمیل فرم' })).toHaveCount(0)
  await page.screenshot({ path: 'test-results/visit-form.png', fullPage: true })
})

test('S1-B4: the manager completes the inspector\'s form', async ({ page, trainingOffice }) => {
  await signIn(page, trainingOffice, 'manager')
  await nav(page, 'بازدیدها')
  await page.getByRole('row', { name: /فرشته.*کنترل پیش از مجوز/s }).dblclick()
  await page.getByRole('button', { name: /تکمیل فرم/ }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'تکمیل فرم' }).click()
  await expect(page.getByText('این فرم تکمیل شده و ویرایش نمی‌شود.')).toBeVisible()
})

test('S4-09, S4-10: the expert introduces somebody of the pool to a supporter that fits', async ({ page, trainingOffice }) => {
  const expert = await seatOf(trainingOffice, 'expert')
  const { version } = (await expert('dossiers.read', { id: supporter })) as Filed
  await expert('dossiers.confirmAfterCheck', { id: supporter, version })
  await signIn(page, trainingOffice, 'expert')
  await nav(page, 'بانک تحت پوشش')
  await expect(page.getByRole('row', { name: /مریم آل‌کثیر/ })).toBeVisible()
  await expectAccessible(page)
  await page.screenshot({ path: 'test-results/pool.png' })
  await page.getByRole('row', { name: /مریم آل‌کثیر/ }).click()
  await page.getByRole('button', { name: 'معرفی به پشتیبان' }).click()
  const dialog = page.getByRole('dialog', { name: /معرفی مریم/ })
  await dialog.getByRole('radio', { name: /فرشته/ }).check()
  await expect(dialog.getByText('هم‌رشته و هم‌شهرستان', { exact: true })).toBeVisible()
  await dialog.getByRole('button', { name: 'معرفی به پشتیبان' }).click()
  await expect(dialog.getByRole('link', { name: /شمارۀ نامه/ })).toBeVisible()
  await expectAccessible(page)
  await page.screenshot({ path: 'test-results/introduce.png' })
  await dialog.getByLabel('شمارۀ نامه').fill('۱۲۳/۴')
  await dialog.getByLabel('تاریخ نامه').fill(daysAgo(0))
  await dialog.getByRole('button', { name: 'معرفی به پشتیبان' }).click()
  await expect(page.getByRole('row', { name: /مریم آل‌کثیر/ })).toHaveCount(0)
})

test('S4-11, S1-B5: the supporter accepts; the list says committed, accepted and what is missing', async ({ page, trainingOffice }) => {
  await signIn(page, trainingOffice, 'expert')
  await nav(page, 'پشتیبان‌ها')
  await expect(page.getByRole('row', { name: /فرشته/ }).getByText('۲ نفر')).toBeVisible()
  await expectAccessible(page)
  await page.screenshot({ path: 'test-results/supporters.png' })
  await page.getByRole('link', { name: 'گزارش کمبود افراد تحت پوشش' }).click()
  const paper = page.getByRole('article', { name: 'گزارش کمبود افراد تحت پوشش' })
  await expect(paper.getByRole('row', { name: /فرشته/ })).toContainText('۲')
  await expect(paper.getByText(/پشتیبان، جمع کمبود/)).toBeVisible()
  await expectAccessible(page)
  await page.screenshot({ path: 'test-results/shortfall.png' })
  await page.emulateMedia({ media: 'print' })
  await expect(page.getByRole('button', { name: 'چاپ' })).toBeHidden()
  await expect(paper).toBeVisible()
  await page.emulateMedia({ media: 'screen' })
  await page.getByRole('link', { name: 'فهرست پشتیبان‌ها' }).click()
  await page.getByRole('row', { name: /فرشته/ }).dblclick()
  await page.getByRole('button', { name: 'ثبت پذیرش' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'ثبت پذیرش' }).click()
  await expect(page.getByText('پذیرفته', { exact: true }).first()).toBeVisible()
  await expectAccessible(page)
  await page.screenshot({ path: 'test-results/supporter.png' })
  await page.getByRole('button', { name: 'پایان همکاری' }).click()
  await page.getByRole('dialog').getByLabel('دلیل').fill('به شهر دیگری رفت')
  await page.getByRole('dialog').getByRole('button', { name: 'پایان همکاری' }).click()
  await expect(page.getByText('رفته', { exact: true })).toBeVisible()
})
