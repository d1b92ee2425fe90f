import { expect, expectAccessible, test } from './fixtures'

const shown = (style: string, body = '<p>نوشته</p>'): string =>
  `<!doctype html><html lang="fa" dir="rtl"><head><title>آزمون</title><style>body { color: #000; background: #fff } ${style}</style></head><body><main>${body}</main></body></html>`

test('the check of every screen sees what it must: a form without a name, words too pale in the dark alone, a page too wide', async ({ page }) => {
  await page.setContent(shown(''))
  await expectAccessible(page)
  await page.setContent(shown('', '<input type="text">'))
  await expect(expectAccessible(page)).rejects.toThrow(/light[^]*label/)
  await page.setContent(shown('@media (prefers-color-scheme: dark) { body { color: #444; background: #333 } }'))
  await expect(expectAccessible(page)).rejects.toThrow(/dark[^]*color-contrast/)
  await page.setContent(shown('main { inline-size: 200vw }'))
  await expect(expectAccessible(page)).rejects.toThrow()
})
