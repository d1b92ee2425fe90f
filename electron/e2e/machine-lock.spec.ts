import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { driver } from '../testing/launch'
import { copyBareOffice } from './bare-office'
import { ask, expect, passphrase, signIn, test } from './fixtures'

const toStaff = async (page: Parameters<typeof signIn>[0]): Promise<void> => {
  await page.evaluate(() => { location.hash = '#/staff' })
  await expect(page.getByRole('heading', { name: 'کاربران' })).toBeVisible()
}

test('security row 1: the keys are bound to this machine, elsewhere only the code opens them', async ({ start }) => {
  const first = await start({ home: copyBareOffice() })
  await signIn(first.page, 'manager')
  await toStaff(first.page)
  await first.page.getByRole('button', { name: 'قفل کردن با این رایانه' }).click()
  await first.page.getByRole('dialog').getByRole('button', { name: 'قفل کردن با این رایانه' }).click()
  const code = await first.page.locator('.carried-code').innerText()
  expect(code).toMatch(/^([0-9A-Z]{4}-){7}[0-9A-Z]{4}$/)
  await first.page.getByRole('checkbox', { name: 'نوشتم و جای امن گذاشتم' }).check()
  await first.page.getByRole('button', { name: 'کد را نگه داشتم' }).click()
  await expect(first.page.getByText('کلیدهای دفتر با گذرواژۀ کاربران و گاوصندوق این رایانه بسته است.')).toBeVisible()
  expect(readFileSync(join(first.home, 'keyring.json'), 'utf8')).not.toContain('scrypt')
  await first.shell.close()

  const again = await start({ home: first.home })
  await signIn(again.page, 'manager')
  await again.shell.close()

  test.skip(driver === 'electron', 'another machine can be played by the stand-in only')
  const elsewhere = await start({ home: first.home, env: { STANDIN_SECRETS: 'none' } })
  await elsewhere.page.getByLabel('نام کاربری').fill('manager')
  await elsewhere.page.getByLabel('گذرواژه', { exact: true }).fill(passphrase)
  await elsewhere.page.keyboard.press('Enter')
  await expect(elsewhere.page.getByText('کلیدهای این دفتر به رایانۀ دیگری بسته است')).toBeVisible()
  await elsewhere.page.getByLabel('کد بازیابی').fill(code.toLowerCase().replaceAll('-', ' '))
  await elsewhere.page.getByRole('button', { name: 'گشودن با کد' }).click()
  await expect(elsewhere.page.getByLabel('کد بازیابی')).toHaveCount(0)
  await signIn(elsewhere.page, 'manager')
})

test('a store under a fixed password ("basic_text") is refused, in words', async ({ start }) => {
  test.skip(driver === 'electron', 'a system without a secret service can be played by the stand-in only')
  const { page } = await start({ home: copyBareOffice(), env: { STANDIN_SECRETS: 'basic_text' } })
  await signIn(page, 'manager')
  expect(await ask(page, 'office.bindMachine')).toMatchObject({ ok: false, error: { code: 'SECRET_STORE_PLAIN' } })
  await toStaff(page)
  await expect(page.getByText('گاوصندوق این رایانه گذرواژه‌ای همگانی دارد')).toBeVisible()
  await expect(page.getByRole('button', { name: 'قفل کردن با این رایانه' })).toHaveCount(0)
})
