import { expect, expectAccessible, pointerPresses, signIn, test } from './fixtures'

test('S2-07…S2-14: the clerk shows the centre\'s result, explains and announces a visit; nothing on the screen registers a case', async ({ page, trainingOffice }) => {
  await signIn(page, trainingOffice, 'clerk')
  await page.goto(`${trainingOffice.origin}/#/aid`)
  const id = page.getByLabel('کد ملی سرپرست خانوار')
  await expect(id).toBeFocused()
  await expect(page.getByText('۰۲۱۶۳۶۹ / ۶۳۶۹').first()).toBeVisible()
  await expect(page.getByText('رایگان').first()).toBeVisible()
  await expectAccessible(page)

  await page.keyboard.type('1234567890')
  await page.keyboard.press('Enter')
  await expect(page.getByText('رقم کنترل کد ملی نمی‌خواند')).toBeVisible()
  await page.keyboard.press('Control+a')
  await page.keyboard.type('1741960010')
  await page.keyboard.press('Enter')
  await expect(page.getByText('فاقد شرایط')).toBeVisible()
  await expect(page.getByText('در حال بررسی')).toBeVisible()
  await expectAccessible(page)

  // S2-09, S2-12, S2-16: what can be pressed here looks, explains or announces.
  const main = page.getByRole('main')
  const acts = await main.getByRole('button').allInnerTexts()
  expect(new Set(acts.map((act) => act.trim()))).toEqual(new Set(['دیدن نتیجه', 'اعلام مراجعه', 'راهنمایی شد']))
  expect(await main.getByRole('textbox').count()).toBe(1)

  await page.getByRole('button', { name: 'راهنمایی شد: به نتیجه اعتراض دارم' }).press('Enter')
  await expect(page.getByText('۱ راهنمایی امروز')).toBeVisible()

  await page.getByRole('button', { name: 'اعلام مراجعه' }).press('Enter')
  const form = page.getByRole('dialog', { name: 'اعلام نیاز به مراجعه' })
  await expect(form).toContainText('برگۀ اعلام چاپ می‌شود')
  await form.getByRole('textbox', { name: 'موضوع' }).fill('نیاز به مدرک تازه')
  await form.getByRole('textbox', { name: 'جای مراجعه' }).fill('ادارۀ اهواز')
  await form.getByRole('textbox', { name: 'روز مراجعه' }).fill('1400/01/01')
  await form.getByRole('button', { name: 'اعلام', exact: true }).press('Enter')
  await expect(form.getByRole('alert')).toContainText('گذشته است')
  await expectAccessible(page)
  await form.getByRole('textbox', { name: 'روز مراجعه' }).fill('1450/01/01')
  await form.getByRole('button', { name: 'اعلام', exact: true }).press('Enter')
  await expect(page.getByText('با برگه')).toBeVisible()
  await expect(page.locator('.aid-notice')).toContainText('نیاز به مدرک تازه')
  await expectAccessible(page)
  expect(await pointerPresses(page)).toBe(0)

  await id.fill('0012345679')
  await id.press('Enter')
  await expect(page.getByRole('heading', { name: 'مرکز دربارۀ این کد ملی چیزی نگفته است' })).toBeVisible()
})

test('S2-05: aid is counted on a page of its own', async ({ page, trainingOffice }) => {
  await signIn(page, trainingOffice, 'expert')
  await page.goto(`${trainingOffice.origin}/#/aid/counts`)
  await expect(page.getByRole('heading', { name: 'خانوارهایی که مرکز گفته است' })).toBeVisible()
  await expect(page.getByRole('main')).toContainText('۳')
  await expectAccessible(page)
})
