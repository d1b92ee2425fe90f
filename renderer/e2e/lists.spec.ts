import { readFileSync } from 'node:fs'
import { expect, expectAccessible, signIn, test } from './fixtures'

test('the expert narrows the list, keeps the filter by name, and takes it away as a sheet', async ({ page, trainingOffice }) => {
  await signIn(page, trainingOffice, 'expert')
  await page.evaluate(() => { location.hash = '#/dossiers' })
  await expect(page.getByRole('heading', { name: 'پرونده‌ها', level: 1 })).toBeVisible()
  await page.getByRole('button', { name: 'صافی‌های بیشتر' }).press('Enter')
  await page.getByRole('combobox', { name: 'شهرستان' }).selectOption({ label: 'اهواز' })
  const grid = page.getByRole('grid', { name: 'فهرست پرونده‌ها' })
  await expect(grid.getByRole('gridcell', { name: 'آبادان' })).toHaveCount(0)
  await expect(grid.getByRole('gridcell', { name: 'اهواز' }).first()).toBeVisible()
  await page.getByRole('textbox', { name: 'نام صافی' }).fill('پرونده‌های اهواز')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('button', { name: 'پرونده‌های اهواز', exact: true })).toBeVisible()
  await expectAccessible(page)
  await page.getByRole('button', { name: 'برداشتن صافی‌ها' }).press('Enter')
  await expect(grid.getByRole('gridcell', { name: 'آبادان' }).first()).toBeVisible()
  await page.getByRole('button', { name: 'پرونده‌های اهواز', exact: true }).press('Enter')
  await expect(grid.getByRole('gridcell', { name: 'آبادان' })).toHaveCount(0)

  await page.getByRole('button', { name: 'خروجی' }).press('Enter')
  await expectAccessible(page)
  const [sheet] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: 'ساختن فایل' }).press('Enter')])
  expect(sheet.suggestedFilename()).toMatch(/^dossiers-\d{8}\.xlsx$/)
  expect(readFileSync(await sheet.path()).subarray(0, 2).toString()).toBe('PK')
})
