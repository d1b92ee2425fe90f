import { readFileSync } from 'node:fs'
import { keysOfTrustFile } from '#main/signing/index'
import { expect, expectAccessible, signIn, test } from './fixtures'

test('S0-24: what a bank is given: the trust file with its ten words, and the status lists', async ({ page, trainingOffice }) => {
  await signIn(page, trainingOffice, 'director')
  await page.goto(`${new URL(page.url()).origin}/#/keys`)
  const panel = page.getByRole('region', { name: 'برای بانک‌ها' })
  await expect(panel.getByRole('listitem')).toHaveCount(10)
  const [trust] = await Promise.all([page.waitForEvent('download'), panel.getByRole('button', { name: 'ذخیرۀ فایل اعتماد' }).click()])
  expect(trust.suggestedFilename()).toMatch(/^trust-\d{4}\.json$/)
  const read = keysOfTrustFile(readFileSync(await trust.path(), 'utf8'))
  expect(read?.keys.every(({ bounds }) => bounds.test)).toBe(true)
  const [list] = await Promise.all([page.waitForEvent('download'), panel.getByRole('button', { name: 'ذخیرۀ فهرست وضعیت' }).click()])
  expect(list.suggestedFilename()).toMatch(/^status-\d{4}-1\.jwt$/)
  await expectAccessible(page)
})
