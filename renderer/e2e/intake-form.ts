import type { Page } from '@playwright/test'
import { pngOf } from '#main/documents/testing/sample-files'
import { expect, signIn } from './fixtures'
import type { Office } from './served-office'

/** A valid national ID that no sample holds. */
const newNationalId = (): string => {
  const nine = `19${String(Math.floor(Math.random() * 1e7)).padStart(7, '0')}`
  const rest = [...nine].reduce((sum, digit, i) => sum + Number(digit) * (10 - i), 0) % 11
  return `${nine}${rest < 2 ? rest : 11 - rest}`
}
/** A valid legal ID (eleven digits, mod 11) that no sample holds. */
export const newLegalId = (): string => {
  const weights = [29, 27, 23, 19, 17]
  const ten = `103${String(Math.floor(Math.random() * 9e6) + 1e6)}`
  const shift = Number(ten[9]) + 2
  const sum = [...ten].reduce((total, digit, i) => total + (Number(digit) + shift) * weights[i % 5]!, 0)
  return `${ten}${(sum % 11) % 10}`
}
export const tab = async (page: Page, times = 1): Promise<void> => {
  for (let i = 0; i < times; i += 1) await page.keyboard.press('Tab')
}
export const typeNext = async (page: Page, text: string): Promise<void> => {
  await page.keyboard.type(text)
  await tab(page)
}

/** Section one by keyboard alone, from the type on. */
export const fillPerson = async (page: Page, lastName = 'دیناروند'): Promise<void> => {
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
export const openForm = async (page: Page, office: Office): Promise<void> => {
  await signIn(page, office, 'clerk')
  await page.keyboard.press('F2')
}
/** The independent's two questions, both yes. */
export const answerYes = async (page: Page): Promise<void> => {
  await expect(page.getByRole('radiogroup', { name: 'تابعیت ایران دارد؟' }).getByLabel('بله')).toBeFocused()
  await page.keyboard.press('Space')
  await tab(page)
  await page.keyboard.press('Space')
}
export const fillPlan = async (page: Page): Promise<void> => {
  await expect(page.getByLabel('رشته', { exact: true })).toBeFocused()
  await page.getByLabel('رشته', { exact: true }).selectOption('1001')
  await page.getByLabel('عنوان طرح').fill('خیاطی خانگی')
  await page.getByLabel('مدرک مهارت').selectOption('pending')
}
export const tickAll = async (page: Page): Promise<void> => {
  await expect(page.getByRole('checkbox', { name: /دو قطعه عکس/ })).toBeVisible()
  for (const paper of await page.locator('.checklist input:enabled').all()) if (!await paper.isChecked()) await paper.press('Space')
}
export const declare = async (page: Page): Promise<void> => {
  await expect(page.getByRole('checkbox', { name: /متقاضی درستی اطلاعات/ })).toBeFocused()
  await page.keyboard.press('Space')
  await page.keyboard.press('Control+Enter')
  await expect(page.getByRole('heading', { level: 1, name: 'ثبت نام شما با موفقیت انجام شد' })).toBeVisible()
}
let sheet = 0
/** Another picture each time: the same file on two persons' dossiers is told. */
const scan = (name: string) => ({ name: `${name}.png`, mimeType: 'image/png', buffer: pngOf(40 + (sheet += 1), 30) })
/** Presses Enter on the button of a line and answers the system's file window. */
export const attach = async (page: Page, line: string, ...files: string[]): Promise<void> => {
  await page.getByRole('button', { name: line, exact: true }).focus()
  const [window] = await Promise.all([page.waitForEvent('filechooser'), page.keyboard.press('Enter')])
  await window.setFiles(files.map(scan))
}

export const choose = async (page: Page, type: string): Promise<void> => {
  await expect(page.getByRole('radio', { name: /^مستقل/ })).toBeFocused()
  const wanted = page.getByRole('radio', { name: new RegExp(`^${type}`) })
  while (!await wanted.isChecked()) await page.keyboard.press('ArrowDown')
}
export const say = async (page: Page, question: string, answer: 'بله' | 'خیر'): Promise<void> => {
  await page.getByRole('radiogroup', { name: question }).getByLabel(answer).press('Space')
}
/** From the plan to the page where all is read once more. */
export const toCheck = async (page: Page): Promise<void> => {
  await page.keyboard.press('Control+Enter')
  await fillPlan(page)
  await page.keyboard.press('Control+Enter')
  await tickAll(page)
  await page.keyboard.press('Control+Enter')
}
/** From the plan to the receipt. */
export const finish = async (page: Page): Promise<void> => {
  await toCheck(page)
  await declare(page)
}
