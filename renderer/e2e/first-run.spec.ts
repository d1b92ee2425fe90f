import { expect, expectAccessible, test } from './fixtures'

test('a first start offers practice or a real office, and practice opens with its invented staff', async ({ page, office }) => {
  test.setTimeout(120_000)
  await page.goto(office.newUrl())
  await expect(page.getByRole('heading', { name: 'آغاز کار' })).toBeVisible()
  await expectAccessible(page)

  await page.getByRole('button', { name: 'ساختن دفتر تازه' }).press('Enter')
  await expect(page.getByRole('heading', { name: 'دفتر تازه' })).toBeVisible()
  await expectAccessible(page)
  await page.getByRole('button', { name: 'ساختن دفتر تازه' }).press('Enter')
  await expect(page.getByRole('alert')).toBeFocused()
  await page.getByRole('button', { name: 'بازگشت' }).press('Enter')

  let made = false
  page.on('response', (response) => { if (response.request().postData()?.includes('office.createTraining')) made = true })
  await page.getByRole('button', { name: 'ساختن دفتر آموزشی' }).press('Enter')
  await expect(page.getByRole('heading', { name: 'ورود به دفتر' })).toBeVisible({ timeout: 90_000 })
  expect(made, 'nobody is asked to sign in to an office that is still being made').toBe(true)
  await expect(page.getByRole('region', { name: 'کاربران آموزشی' }).getByRole('button')).toHaveCount(7)
  await expectAccessible(page)
})

test('the one-time ticket leaves the address before routes begin', async ({ page, office }) => {
  await page.goto(office.newUrl())
  await expect(page.locator('h1')).toBeVisible()
  expect(page.url()).not.toContain('t=')
})
