import { expect, expectAccessible, signIn, test } from './fixtures'
import { passphrase } from './prepared-office'

test('a wrong passphrase is refused in words, the right one opens, a reload keeps the session', async ({ page, trainingOffice }) => {
  await page.goto(trainingOffice.newUrl())
  await expect(page.getByLabel('نام کاربری')).toBeFocused()
  await page.keyboard.type('expert')
  await page.keyboard.press('Tab')
  await page.keyboard.type('not the one')
  await page.keyboard.press('Enter')
  await expect(page.getByText('یک تلاش نادرست.')).toBeVisible()
  await expect(page.getByLabel('گذرواژه', { exact: true })).toBeFocused()
  await expectAccessible(page)
  await page.keyboard.type(passphrase)
  await page.keyboard.press('Enter')
  await expect(page.getByRole('navigation', { name: 'بخش‌های برنامه' })).toBeVisible()
  await page.reload()
  await expect(page.getByRole('navigation', { name: 'بخش‌های برنامه' })).toBeVisible()
})

test('the palette finds a screen by keyboard and the sheet lists the keys', async ({ page, trainingOffice }) => {
  await signIn(page, trainingOffice, 'clerk')
  await page.keyboard.press('Control+k')
  await expect(page.getByRole('combobox')).toBeFocused()
  await page.keyboard.type('درون')
  await expectAccessible(page)
  await page.keyboard.press('Enter')
  await expect(page.getByRole('heading', { name: 'درون‌ریزی فایل' })).toBeVisible()
  await page.keyboard.press('?')
  await expect(page.getByRole('dialog', { name: 'میان‌برهای صفحه‌کلید' })).toBeVisible()
  // Issue 5.3: a browser's window has no menu of ours, and does not lock with the machine.
  await expect(page.getByRole('heading', { name: 'منوی پنجره' })).toHaveCount(0)
  await expectAccessible(page)
  await page.keyboard.press('Escape')
  await expect(page.getByRole('dialog')).toHaveCount(0)
  await page.locator('.bar-user').press('Enter')
  await expect(page.getByText('خواب رایانه دفتر را نمی‌بندد؛ پیش از رفتن خارج شوید.')).toBeVisible()
})
