import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from '@playwright/test'
import { newReleaseKey, startUpdateServer } from '#main/updates/testing/update-server'
import { expect, expectAccessible, signIn, test } from './fixtures'
import { askCore, serveOffice } from './served-office'

const openPage = (page: Page) => page.getByRole('navigation', { name: 'بخش‌های برنامه' }).getByRole('link', { name: 'نسخهٔ برنامه', exact: true }).click()

test('security row 30: IT sees no server, a newer version, a cut and an untrue file, a wrong key and a lower version; only what is proven is installed by hand', async ({ page: before, context }) => {
  const { keyPem, publicPem } = newReleaseKey()
  const server = await startUpdateServer()
  let office = await serveOffice()
  const { home } = office
  const page = await context.newPage()
  const ask = () => page.getByRole('button', { name: 'اکنون بپرس' }).click()
  const fetchOf = (name: string) => page.getByRole('button', { name: `گرفتن ${name}` })
  try {
    expect(await (await askCore(office))('office.createTraining', { sampleData: false })).toMatchObject({ ok: true })
    await signIn(before, office, 'it')
    await openPage(before)
    await expect(before.getByText('نسخه‌های تازه پرسیده نمی‌شود')).toBeVisible()
    await expectAccessible(before)
    await before.goto('about:blank')
    await office.close()

    process.env['MOHR_CONFIG'] = server.configFile(publicPem)
    office = await serveOffice(home)
    await signIn(page, office, 'it')
    await openPage(page)
    await expect(page.getByText('هنوز پرسیده نشده است')).toBeVisible()
    await ask()
    await expect(page.getByText(/شاید فهرست هنوز آنجا گذاشته نشده است/)).toBeVisible()

    server.put('9.1.0', 600_000)
    server.release(keyPem, '--minimum', '9.0.0')
    await ask()
    await expect(page.getByText('نسخهٔ تازه باید نصب شود: ۹.۱.۰')).toBeVisible()
    const deb = 'mohr-9.1.0-linux-amd64.deb'
    await expect(page.getByRole('row', { name: new RegExp(deb) })).toContainText('این رایانه')
    await expectAccessible(page)
    server.cutAfter(200_000)
    await fetchOf(deb).click()
    await expect(page.getByText('از همان جا ادامه یابد')).toBeVisible()
    await expectAccessible(page)
    await fetchOf(deb).click()
    await expect(page.getByText(`sudo apt-get install '${join(home, 'updates', deb)}'`)).toBeVisible()
    await expect(page.getByText('از همان جا ادامه یابد')).toHaveCount(0)
    await expectAccessible(page)

    const setup = 'mohr-9.1.0-setup-x64.exe'
    const path = join(server.folder, 'mohr', setup)
    writeFileSync(path, readFileSync(path).fill(1, 0, 1))
    await fetchOf(setup).click()
    await expect(page.getByText('یکی نبود و پاک شد')).toBeVisible()
    await expect(fetchOf(setup)).toBeEnabled()

    server.offer(newReleaseKey().keyPem)
    await ask()
    await expect(page.getByText(/با کلید انتشاری که این دستگاه می‌شناسد امضا نشده است/)).toBeVisible()
    await expect(page.getByText('تا روشن شدن آن چیزی نصب نکنید')).toBeVisible()
    await expect(page.getByText('آخرین فهرست درست: نسخهٔ ۹.۱.۰')).toBeVisible()
    server.put('9.0.9', 10)
    server.offer(keyPem, { version: '9.0.9' })
    await ask()
    await expect(page.getByText(/نسخه هرگز پایین نمی‌رود/)).toBeVisible()
    await expect(page.getByText('آخرین فهرست درست: نسخهٔ ۹.۱.۰')).toBeVisible()
    await expectAccessible(page)
  } finally {
    delete process.env['MOHR_CONFIG']
    await office.stop()
    await server.close()
  }
})
