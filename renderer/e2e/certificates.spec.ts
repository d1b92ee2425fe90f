import { createHash, X509Certificate } from 'node:crypto'
import { readFileSync } from 'node:fs'
import type { Download, Locator, Page } from '@playwright/test'
import { keysOfTrustFile } from '#main/signing/index'
import { Authority } from '#main/signing/testing/authority'
import { expect, expectAccessible, signIn, test } from './fixtures'

const passphrase = 'mohr-training-office'
const envelope = 'four words in a closed envelope'

const goToKeys = async (page: Page): Promise<void> => { await page.goto(`${new URL(page.url()).origin}/#/keys`) }
const dialog = (page: Page): Locator => page.getByRole('dialog')
const card = (page: Page): Locator => page.getByRole('region', { name: 'کلید مدیرکل' }).first()
const saved = async (page: Page, act: () => Promise<void>): Promise<Download> => (await Promise.all([page.waitForEvent('download'), act()]))[0]
const changeUser = async (page: Page): Promise<void> => {
  await page.evaluate(() => { sessionStorage.clear() })
  await page.context().clearCookies()
}

test('signing rows 9, 13: root, request, import with its chain, a revocation list and a successor, all from the screen', async ({ page, trainingOffice }) => {
  test.setTimeout(240_000)
  const center = new Authority('Test National Root')
  center.between('issuing')
  await signIn(page, trainingOffice, 'director')
  await goToKeys(page)
  await expect(card(page)).toContainText('اعتماد: فقط همین دفتر')
  const roots = page.getByRole('region', { name: 'ریشه و گواهی‌ها' })
  await expect(roots).toContainText('هنوز ریشه ندارد')
  await expectAccessible(page)

  await roots.getByRole('button', { name: 'ساختن ریشه' }).click()
  const ceremony = dialog(page)
  await ceremony.getByLabel('گذرواژۀ ریشه', { exact: true }).fill('short')
  await ceremony.getByRole('button', { name: 'ساختن ریشه' }).click()
  await expect(ceremony).toContainText('دست‌کم شانزده نویسه')
  await expect(ceremony).toContainText('نام گواه را بنویسید')
  await expectAccessible(page)
  await ceremony.getByLabel('گذرواژۀ ریشه', { exact: true }).fill(envelope)
  await ceremony.getByLabel('همان گذرواژه، بار دیگر').fill(envelope)
  await ceremony.getByLabel('گواه', { exact: true }).fill('کیوان رستگار')
  await ceremony.getByLabel('گذرواژۀ خودتان').fill(passphrase)
  await ceremony.getByLabel('گذرواژه را نوشته‌ام').check()
  await ceremony.getByRole('button', { name: 'ساختن ریشه' }).click()
  await expect(ceremony).toBeHidden({ timeout: 60_000 })
  await expect(roots.getByRole('region', { name: 'ریشۀ همین دفتر' })).toContainText('گواه')

  await card(page).getByRole('button', { name: 'گواهی با ریشۀ دفتر' }).click()
  await dialog(page).getByLabel('گذرواژۀ ریشه').fill('not the words in it')
  await dialog(page).getByRole('button', { name: 'گواهی با ریشۀ دفتر' }).click()
  await expect(dialog(page)).toContainText('گذرواژۀ ریشه درست نیست')
  await dialog(page).getByLabel('گذرواژۀ ریشه').fill(envelope)
  await dialog(page).getByRole('button', { name: 'گواهی با ریشۀ دفتر' }).click()
  await expect(dialog(page)).toBeHidden({ timeout: 30_000 })
  await expect(card(page)).toContainText('اعتماد: ریشۀ همین دفتر')

  await roots.getByRole('button', { name: 'امضای فایل اعتماد با ریشه' }).click()
  await dialog(page).getByLabel('گذرواژۀ ریشه').fill(envelope)
  await dialog(page).getByRole('button', { name: 'امضای فایل اعتماد با ریشه' }).click()
  await expect(dialog(page)).toBeHidden({ timeout: 30_000 })
  const banks = page.getByRole('region', { name: 'برای بانک‌ها' })
  await expect(banks).toContainText('ده واژۀ ریشۀ دفتر')
  const trust = await saved(page, () => banks.getByRole('button', { name: 'ذخیرۀ فایل اعتماد' }).click())
  expect(keysOfTrustFile(readFileSync(await trust.path(), 'utf8'))).toMatchObject({ pinned: 'root' })

  await card(page).getByRole('button', { name: 'درخواست گواهی' }).click()
  await expect(dialog(page).getByLabel('نام در گواهی')).toHaveValue('علیرضا نیک‌سرشت')
  await dialog(page).getByLabel('گذرواژۀ شما').fill(passphrase)
  const csr = await saved(page, () => dialog(page).getByRole('button', { name: 'امضا و ذخیرۀ درخواست' }).click())
  const request = readFileSync(await csr.path(), 'utf8')
  center.issue('leaf', request, 'issuing')
  center.issue('tls', request, 'issuing', { extensions: ['keyUsage=critical,keyEncipherment'] })
  center.list('taken', 'issuing', ['leaf'], new Date(Date.now() - 1000))

  const fingerprint = createHash('sha256').update(new X509Certificate(center.read('root.pem')).raw).digest('hex')
  await changeUser(page)
  await signIn(page, trainingOffice, 'manager')
  await goToKeys(page)
  await roots.getByRole('button', { name: 'پذیرفتن ریشۀ ملی' }).click()
  await dialog(page).getByLabel('فایل گواهی ریشه').setInputFiles(center.path('root.pem'))
  await dialog(page).getByLabel('از کجا گرفتید').fill('سایت مرکز')
  await dialog(page).getByLabel('اثر انگشت').fill('00'.repeat(32))
  await dialog(page).getByRole('button', { name: 'پذیرفتن', exact: true }).click()
  await expect(dialog(page)).toContainText('با این فایل نمی‌خواند')
  await dialog(page).getByLabel('اثر انگشت').fill(fingerprint.replace(/../g, '$& '))
  await dialog(page).getByRole('button', { name: 'پذیرفتن', exact: true }).click()
  await expect(roots.getByRole('region', { name: 'ریشۀ ملی' })).toBeVisible()

  await changeUser(page)
  await signIn(page, trainingOffice, 'director')
  await goToKeys(page)
  await card(page).getByRole('button', { name: 'ورود گواهی' }).click()
  await dialog(page).getByLabel('ورود گواهی').setInputFiles([center.path('tls.pem'), center.path('issuing.pem')])
  await expect(dialog(page)).toContainText('کاربرد کلید در گواهی «امضای دیجیتال» نیست')
  await dialog(page).getByLabel('ورود گواهی').setInputFiles(center.path('leaf.pem'))
  await expect(dialog(page)).toContainText('زنجیر گسسته است')
  await dialog(page).getByLabel('ورود گواهی').setInputFiles([center.path('leaf.pem'), center.path('issuing.pem')])
  await expect(dialog(page)).toContainText('گواهی درست است')
  await expectAccessible(page)
  await dialog(page).getByRole('button', { name: 'پذیرفتن گواهی' }).click()
  await expect(card(page)).toContainText('اعتماد: زنجیر به ریشۀ ملی')
  await expect(card(page)).toContainText('باطل‌نبودن آن معلوم نیست')
  await expectAccessible(page)

  await roots.getByLabel('ورود فهرست ابطال').setInputFiles(center.path('taken.crl'))
  await expect(card(page)).toContainText('صادرکننده این گواهی را باطل کرده است')
  await expect(card(page)).toContainText('اعتماد: ریشۀ همین دفتر')

  await card(page).getByRole('button', { name: 'آماده کردن جانشین' }).click()
  await dialog(page).getByLabel('گذرواژۀ شما').fill(passphrase)
  await dialog(page).getByRole('button', { name: 'آماده کردن جانشین' }).click()
  const next = page.getByRole('region', { name: 'کلید جانشین' })
  await next.getByRole('button', { name: 'اعلام در فایل اعتماد' }).click()
  await expect(roots).toContainText('هنوز با ریشه امضا نشده است')
  await expectAccessible(page)
  await next.getByRole('button', { name: 'به کار گرفتن' }).click()
  await dialog(page).getByLabel('گذرواژۀ شما').fill(passphrase)
  await dialog(page).getByRole('button', { name: 'به کار گرفتن' }).click()
  await expect(next).toBeHidden()
  await expect(page.getByRole('region', { name: 'کلید مدیرکل' }).filter({ hasText: 'جای خود را به کلید تازه داد' })).toBeVisible()
})
