import { expect, type Page } from '@playwright/test'
import { passphrase } from './prepared-office'

/** From the desk, by keyboard: all that waits is taken to the final list. @param rows how many the list must then hold; left out: any. */
export const toFinalList = async (page: Page, rows?: number): Promise<void> => {
  const grid = page.getByRole('grid', { name: 'صف بررسی' })
  await expect(grid).toBeVisible()
  await grid.focus()
  await page.keyboard.press('Control+a')
  await page.keyboard.press('Control+Enter')
  const listed = page.locator('.batch-list tbody tr')
  await (rows === undefined ? expect(listed.first()).toBeVisible() : expect(listed).toHaveCount(rows))
}

/** From a final list whose picks are opened: the passphrase, then the button, which Enter alone never presses. */
export const typeAndSign = async (page: Page): Promise<void> => {
  await page.keyboard.press('Control+Enter')
  await expect(page.getByLabel('گذرواژۀ کلید')).toBeFocused()
  await page.keyboard.type(passphrase)
  await page.keyboard.press('Enter')
  await page.keyboard.press('Enter')
}
