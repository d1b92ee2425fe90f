import { readFile } from 'node:fs/promises'
import type { Page } from '@playwright/test'
import { makeAuthority, opensslVerifies, startAuthority } from '#main/timestamps/testing/timestamp-authority'
import { expect, expectAccessible, signIn, test } from './fixtures'
import { prepareOffice, seatOf, signWaiting } from './prepared-office'
import type { Office } from './served-office'

/** From the settings page to the first time: the real openssl answers. */
const switchOn = async (page: Page, url: string, rootPem: string): Promise<void> => {
  await page.getByRole('button', { name: 'تنظیم' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByRole('checkbox').check()
  await dialog.getByRole('button', { name: 'ذخیره' }).click()
  await expect(dialog.locator('.has-error')).toHaveCount(2)
  await expectAccessible(page)
  await dialog.getByLabel('نشانی مرجع‌ها (TSA)').fill(url)
  await dialog.locator('input[type=file]').setInputFiles({ name: 'tsa-ca.pem', mimeType: 'application/x-pem-file', buffer: Buffer.from(rootPem) })
  await dialog.getByRole('button', { name: 'ذخیره' }).click()
  await expect(dialog).toBeHidden()
}

const signAll = async (office: Office): Promise<string[]> => {
  const director = await seatOf(office, 'director')
  const { items } = (await director('permits.queue')) as { items: { dossierId: string }[] }
  await director('signing.createKey', { passphrase: 'mohr-training-office' }).catch(() => undefined)
  for (const { dossierId } of items) await director('permits.open', { dossierId })
  return signWaiting(director, items.map(({ dossierId }) => dossierId))
}

test('signing rows 11 and 12: off is said plainly; IT names an authority, the Director sees the age, the permit its time', async ({ page }) => {
  test.setTimeout(180_000)
  const authority = makeAuthority()
  const tsa = await startAuthority(authority.folder)
  const office = await prepareOffice([{ firstName: 'مهسا', lastName: 'ایزدی', filedAgo: 3 }, { firstName: 'سیدمحمدحسین', lastName: 'موسوی خوانساری اصل', filedAgo: 5 }], 'awaiting_signature')
  try {
    await signIn(page, office, 'it')
    await page.getByRole('navigation', { name: 'بخش‌های برنامه' }).getByRole('link', { name: 'مهر زمانی', exact: true }).click()
    await expect(page.getByText('بدون مهر زمانی')).toBeVisible()
    await expect(page.getByText(/تنها به گفتۀ ساعت همین رایانه/)).toBeVisible()
    await expectAccessible(page)
    await switchOn(page, tsa.url, authority.rootPem)
    await expect(page.getByText('هیچ امضایی بی مهر زمانی نمانده است.')).toBeVisible()

    tsa.behave((_, response) => { response.writeHead(503).end() })
    const [no] = await signAll(office)
    await page.getByRole('button', { name: 'آزمون مرجع‌ها' }).click()
    await expect(page.getByText('نتیجۀ آزمون: پاسخ خطا داد (HTTP)')).toBeVisible()
    await expect(page.getByText(/کهنه‌ترین امضای بی مهر زمانی .* است که منتظر است/)).toBeVisible()
    await expectAccessible(page)

    const desk = await page.context().newPage()
    await signIn(desk, office, 'director')
    await desk.goto(`${office.origin}/#/desk`)
    await expect(desk.getByText(/کهنه‌ترین امضای بی مهر زمانی/)).toBeVisible()
    await desk.goto(`${office.origin}/#/permits/${no}`)
    const panel = desk.getByRole('region', { name: 'زمان امضا' })
    await expect(panel).toContainText('مهر زمانی در راه است')
    await expectAccessible(desk)

    tsa.behave(null)
    await page.getByRole('button', { name: 'اکنون بگیر' }).click()
    await expect(page.getByText('هیچ امضایی بی مهر زمانی نمانده است.')).toBeVisible()
    await expect(page.getByRole('table', { name: 'تازه‌ترین مهرها' })).toContainText('CN=Test TSA')
    await page.getByRole('button', { name: 'آزمون مرجع‌ها' }).click()
    await expect(page.getByText(/نتیجۀ آزمون: پاسخ درست/)).toBeVisible()
    await expectAccessible(page)

    await expect(panel).toContainText('گواه: CN=Test TSA, O=Time Office, C=IR')
    const saved = desk.waitForEvent('download')
    await panel.getByRole('button', { name: 'فایل مهر زمانی' }).click()
    const file = await saved
    expect(file.suggestedFilename()).toBe(`${no}.tsr`)
    const clerk = await seatOf(office, 'clerk')
    const { content } = (await clerk('permits.exportFile', { no })) as { content: string }
    expect(opensslVerifies(authority.folder, await readFile(await file.path()), Buffer.from(content.trim().split('.')[2]!, 'base64url'))).toBe(true)
    await expectAccessible(desk)

    await page.getByRole('button', { name: 'تنظیم' }).click()
    await page.getByRole('dialog').getByRole('checkbox').uncheck()
    await page.getByRole('button', { name: 'ذخیره' }).click()
    await page.getByRole('button', { name: 'خاموش کن' }).click()
    await expect(page.getByText(/تنها به گفتۀ ساعت همین رایانه/)).toBeVisible()
  } finally {
    await tsa.close()
    await office.stop()
  }
})
