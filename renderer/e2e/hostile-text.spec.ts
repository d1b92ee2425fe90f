import type { Page } from '@playwright/test'
import { expect, signIn, test } from './fixtures'
import { prepareOffice, seatOf } from './prepared-office'

const hostile = [
  '<script>window.hit = 1</script>', '<img src=x onerror="window.hit = 1">', '"><svg onload=window.hit=1>', "javascript:window.hit=1", '<iframe srcdoc="<script>parent.hit=1</script>"></iframe>',
  "{{constructor.constructor('window.hit=1')()}}", '</textarea><script>window.hit=1</script>', '<a href="javascript:window.hit=1">x</a>', '&lt;script&gt;window.hit=1&lt;/script&gt;',
  '<style>body{display:none}</style>', "' onfocus='window.hit=1' autofocus x='", '<form action="javascript:window.hit=1"><input type=submit>', '${window.hit=1}', '<base href="//evil.example/">', '<meta http-equiv=refresh content="0;url=//evil.example/">',
]

/** What a text would have made, had it become markup. */
const made = (page: Page): Promise<unknown> => page.evaluate(() => ({
  hit: (window as { hit?: number }).hit ?? null,
  parts: document.querySelectorAll('iframe, script:not([src]), img[src="x"], base, meta[http-equiv="refresh"], form[action], a[href^="javascript"], [onfocus], [onerror], [onload]').length,
}))

test('security row 20: what a stranger wrote is text on every screen that shows it, to the letter, and runs nowhere', async ({ page }) => {
  const office = await prepareOffice(hostile.map((text) => ({ firstName: 'زهرا', lastName: 'آزموده', filedAgo: 1, planTitle: text, address: `اهواز ${text}` })), 'awaiting_signature')
  const clerk = await seatOf(office, 'clerk')
  const { items } = await clerk('dossiers.find', { limit: 50 }) as { items: { id: string }[] }
  expect(items).toHaveLength(hostile.length)
  const visit = async (path: string): Promise<void> => {
    await page.evaluate((hash) => { location.hash = hash }, `#${path}`)
    await expect(page.locator('.ui-page h1').first()).toBeVisible()
    await expect(page.locator('.ui-loading')).toHaveCount(0)
    expect(await made(page), path).toEqual({ hit: null, parts: 0 })
  }
  await signIn(page, office, 'clerk')
  const shown: string[] = []
  for (const { id } of items) {
    const { plan: { planTitle } } = await clerk('dossiers.read', { id }) as { plan: { planTitle: string } }
    for (const path of [`/dossiers/${id}`, `/dossiers/${id}/form`]) {
      await visit(path)
      // Shown whole: nothing was taken out either.
      await expect(page.locator('main'), path).toContainText(planTitle, { useInnerText: true })
      expect(await made(page), path).toEqual({ hit: null, parts: 0 })
    }
    shown.push(planTitle)
  }
  expect(shown.toSorted()).toEqual(hostile.toSorted())
  await visit('/dossiers')
  for (const [i, question] of hostile.entries()) await clerk('enquiries.ask', { service: 'home_business', channel: 'phone', asker: `پرسندۀ ${String(i + 1).padStart(2, '0')}`, contact: '', question })
  await visit('/enquiries')
  for (const [i, question] of hostile.entries()) {
    const asker = `پرسندۀ ${String(i + 1).padStart(2, '0')}`
    await page.getByRole('rowheader').filter({ hasText: asker }).click()
    await expect(page.getByRole('region', { name: asker })).toContainText(question, { useInnerText: true })
    expect(await made(page), question).toEqual({ hit: null, parts: 0 })
  }
  await page.locator('.bar-user').press('Enter')
  await page.getByRole('button', { name: 'خروج' }).press('Enter')
  await expect(page.getByRole('heading', { name: 'ورود به دفتر' })).toBeVisible()
  await signIn(page, office, 'director')
  await visit('/desk')
  // The queue begins with one of them open beside it.
  await expect(page.getByRole('grid', { name: 'صف بررسی' })).toContainText('زهرا آزموده')
  expect(await made(page)).toEqual({ hit: null, parts: 0 })
  await office.stop()
})
