import { readFile } from 'node:fs/promises'
import type { Page } from '@playwright/test'
import { makeAuthority, opensslVerifies, startAuthority } from '#main/timestamps/testing/timestamp-authority'
import { toFinalList, typeAndSign } from './final-list'
import { expect, expectAccessible, signIn, test } from './fixtures'
import { passphrase, prepareOffice, seatOf, signWaiting } from './prepared-office'
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

/** The office runs in this process: its clock goes so many hours ahead until it is put back. */
const clockAhead = (hours: number): (() => void) => {
  const real = globalThis.Date
  const ahead = (): number => real.now() + hours * 3_600_000
  globalThis.Date = new Proxy(real, {
    construct: (target, given: []) => (given.length > 0 ? new target(...given) : new target(ahead())),
    get: (target, name) => (name === 'now' ? ahead : Reflect.get(target, name)),
  })
  return () => { globalThis.Date = real }
}

/** The Director signs what waits, but one. */
const signAllBut = async (office: Office, left: string): Promise<string[]> => {
  const director = await seatOf(office, 'director')
  const { items } = (await director('permits.queue')) as { items: { dossierId: string; name: string }[] }
  await director('signing.createKey', { passphrase })
  return signWaiting(director, items.filter(({ name }) => !name.startsWith(left)).map(({ dossierId }) => dossierId))
}
const toTimestamps = (page: Page): Promise<void> =>
  page.getByRole('navigation', { name: 'بخش‌های برنامه' }).getByRole('link', { name: 'مهر زمانی', exact: true }).click()

test('signing rows 11 and 12: off is said plainly; IT names an authority, the Director sees the age, the permit its time', async ({ page }) => {
  test.setTimeout(180_000)
  const authority = makeAuthority()
  const tsa = await startAuthority(authority.folder)
  const office = await prepareOffice([{ firstName: 'مهسا', lastName: 'ایزدی', filedAgo: 3 }, { firstName: 'سیدمحمدحسین', lastName: 'موسوی خوانساری اصل', filedAgo: 5 }, { firstName: 'رعنا', lastName: 'نمونه‌پور', filedAgo: 1 }], 'awaiting_signature')
  try {
    await signIn(page, office, 'it')
    await toTimestamps(page)
    await expect(page.getByText('بدون مهر زمانی')).toBeVisible()
    await expect(page.getByText(/تنها به گفتۀ ساعت همین رایانه/)).toBeVisible()
    await expectAccessible(page)
    await switchOn(page, tsa.url, authority.rootPem)
    await expect(page.getByText('هیچ امضایی بی مهر زمانی نمانده است.')).toBeVisible()

    tsa.behave((_, response) => { response.writeHead(503).end() })
    const [no] = await signAllBut(office, 'رعنا')
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

    await test.step('past the grace the desk says that nothing is signed, and nothing is', async () => {
      const restore = clockAhead(80)
      try {
        const late = await page.context().newPage()
        await signIn(late, office, 'director')
        await late.goto(`${office.origin}/#/desk`)
        await expect(late.locator('.stamp-notice')).toContainText('امضا ایستاده است: مهر زمانی نرسیده')
        await expectAccessible(late)
        await toFinalList(late, 1)
        await typeAndSign(late)
        await expect(late.getByRole('dialog').getByRole('alert')).toContainText('مهر زمانی')
        await expectAccessible(late)
        expect(((await (await seatOf(office, 'director'))('permits.register')) as { total: number }).total).toBe(2)
        await late.close()
      } finally {
        restore()
      }
    })
    // Whoever sat there before may have been signed out by then: they come back in windows of their own.
    const [again, signed] = [await page.context().newPage(), await page.context().newPage()]
    await signIn(again, office, 'it')
    await toTimestamps(again)
    await signIn(signed, office, 'director')
    await signed.goto(`${office.origin}/#/permits/${no}`)
    const time = signed.getByRole('region', { name: 'زمان امضا' })

    tsa.behave(null)
    await again.getByRole('button', { name: 'اکنون بگیر' }).click()
    await expect(again.getByText('هیچ امضایی بی مهر زمانی نمانده است.')).toBeVisible()
    await expect(again.getByRole('table', { name: 'تازه‌ترین مهرها' })).toContainText('CN=Test TSA')
    await again.getByRole('button', { name: 'آزمون مرجع‌ها' }).click()
    await expect(again.getByText(/نتیجۀ آزمون: پاسخ درست/)).toBeVisible()
    await expectAccessible(again)

    await expect(time).toContainText('گواه: CN=Test TSA, O=Time Office, C=IR')
    const saved = signed.waitForEvent('download')
    await time.getByRole('button', { name: 'فایل مهر زمانی' }).click()
    const file = await saved
    expect(file.suggestedFilename()).toBe(`${no}.tsr`)
    const clerk = await seatOf(office, 'clerk')
    const { content } = (await clerk('permits.exportFile', { no })) as { content: string }
    expect(opensslVerifies(authority.folder, await readFile(await file.path()), Buffer.from(content.trim().split('.')[2]!, 'base64url'))).toBe(true)
    await expectAccessible(signed)

    await again.getByRole('button', { name: 'تنظیم' }).click()
    await again.getByRole('dialog').getByRole('checkbox').uncheck()
    await again.getByRole('button', { name: 'ذخیره' }).click()
    await again.getByRole('button', { name: 'خاموش کن' }).click()
    await expect(again.getByText(/تنها به گفتۀ ساعت همین رایانه/)).toBeVisible()
  } finally {
    await tsa.close()
    await office.stop()
  }
})
