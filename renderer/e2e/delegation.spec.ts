import { readFileSync } from 'node:fs'
import type { Page } from '@playwright/test'
import { keysOfTrustFile } from '#main/signing/index'
import { expect, expectAccessible, signIn, test } from './fixtures'
import { daysAgo, passphrase, prepareOffice, seatOf } from './prepared-office'

const go = async (page: Page, path: string): Promise<void> => { await page.goto(`${new URL(page.url()).origin}/#${path}`) }

test('signing row 7 and goal 10: the Director delegates, the acting one signs within it, and it is taken back', async ({ browser, page }) => {
  test.setTimeout(240_000)
  const office = await prepareOffice([
    { firstName: 'زهرا', lastName: 'نمونه‌پور', filedAgo: 9 }, { firstName: 'مریم', lastName: 'آزمایشی', filedAgo: 8 },
  ], 'awaiting_signature')
  const manager = await seatOf(office, 'manager')
  await manager('staff.saveUser', { username: 'deputy', displayName: 'نرگس نمونه‌کار', post: 'معاون اشتغال', roles: ['director'], active: true, passphrase })
  await (await seatOf(office, 'director'))('signing.createKey', { passphrase })

  await test.step('an acting director without a delegation sees that she has none, and makes her key', async () => {
    const own = await (await browser.newContext()).newPage()
    await signIn(own, office, 'deputy')
    await go(own, '/delegations')
    await expect(own.getByText('شما با نقش مدیرکل وارد شده‌اید، ولی مدیرکل نیستید')).toBeVisible()
    await expectAccessible(own)
    await own.context().close()
  })

  await signIn(page, office, 'director')
  await go(page, '/delegations')
  await expect(page.getByText('نرگس نمونه‌کار هنوز کلید امضا نساخته است')).toBeVisible()
  await (await seatOf(office, 'deputy'))('signing.createKey', { passphrase })
  await page.reload()

  await test.step('given: terms, the very text, the signature', async () => {
    await page.getByRole('button', { name: 'دادن جانشینی' }).click()
    const form = page.getByRole('dialog', { name: 'حکم جانشینی تازه' })
    await form.getByRole('button', { name: 'دیدن متن حکم' }).click()
    await expect(form.getByRole('alert')).toBeVisible()
    await form.getByLabel('از روز').fill(daysAgo(0))
    await form.getByLabel('تا روز').fill(daysAgo(-6))
    await form.getByRole('checkbox', { name: 'معرفی به بانک' }).check()
    await form.getByLabel('بیشترین شمار').fill('1')
    await expectAccessible(page)
    await form.getByRole('button', { name: 'دیدن متن حکم' }).click()
    const sign = page.getByRole('dialog', { name: 'امضای حکم جانشینی' })
    await expect(sign.getByText('نرگس نمونه‌کار، معاون اشتغال')).toBeVisible()
    await expectAccessible(page)
    await sign.locator('input[type=password]').fill(passphrase)
    await sign.getByRole('button', { name: 'امضای حکم جانشینی' }).click()
    await expect(page.getByRole('row', { name: /نرگس نمونه‌کار/ })).toContainText('در جریان')
    await expectAccessible(page)
  })

  const deputy = await (await browser.newContext()).newPage()
  await test.step('the acting one sees her terms, signs one, and the second is over her number', async () => {
    await signIn(deputy, office, 'deputy')
    await go(deputy, '/delegations')
    await expect(deputy.getByText('شما جانشین علیرضا نیک‌سرشت هستید')).toBeVisible()
    await expectAccessible(deputy)
    await go(deputy, '/desk')
    const grid = deputy.getByRole('grid', { name: 'صف بررسی' })
    await grid.focus()
    await expect(deputy.getByRole('article')).toContainText('جانشین مدیرکل')
    await deputy.keyboard.press('a')
    await deputy.keyboard.press('Control+Enter')
    await expect(deputy.locator('.batch-list tbody tr')).toHaveCount(1)
    await deputy.keyboard.press('Control+Enter')
    await deputy.keyboard.type(passphrase)
    await deputy.keyboard.press('Enter')
    await deputy.keyboard.press('Enter')
    await expect(deputy.getByText('یک مجوز امضا، بازخوانی و ثبت شد.')).toBeVisible()
    await expectAccessible(deputy)
    // Outside her scope the core refuses too, whoever asks it.
    const seat = await seatOf(office, 'deputy')
    const { items: [left] } = (await seat('permits.queue')) as { items: { dossierId: string }[] }
    await expect(seat('permits.open', { dossierId: left?.dossierId })).rejects.toThrow('DELEGATION_REFUSED')
    await go(deputy, '/desk')
    await expect(deputy.getByText('شمار حکم پر شده')).toBeVisible()
    await expectAccessible(deputy)
  })

  await test.step('the permit says who acted; the clerk’s check and a stranger’s find the delegation', async () => {
    const clerk = await seatOf(office, 'clerk')
    const { items: [permit] } = (await clerk('permits.register', {})) as { items: { no: string }[] }
    const file = (await clerk('permits.exportFile', { no: permit!.no })) as { content: string; delegation: { fileName: string; content: string } }
    expect(file.delegation.fileName).toMatch(/^delegation-\d{4}-/)
    const trust = (await clerk('signing.trustFile')) as { content: string }
    expect(keysOfTrustFile(trust.content)?.keys.some(({ use }) => use === 'acting')).toBe(true)
    await go(page, '/verify')
    await page.getByLabel('یا متن مجوز یا کد QR').fill(file.content.trim())
    await page.getByRole('button', { name: 'بررسی', exact: true }).click()
    await expect(page.getByText('کلید جانشین مدیرکل، با حکم جانشینی')).toBeVisible()
    await expectAccessible(page)
  })

  await test.step('taken back at once', async () => {
    await go(page, '/delegations')
    const [saved] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: 'ذخیرۀ حکم نرگس نمونه‌کار' }).click()])
    expect(readFileSync(await saved.path(), 'utf8').trim().split('\n')).toHaveLength(1)
    await page.getByRole('button', { name: 'پایان دادن به جانشینی نرگس نمونه‌کار' }).click()
    const why = page.getByRole('dialog', { name: 'پایان دادن به جانشینی' })
    await why.getByLabel('دلیل').fill('از مأموریت بازگشتم')
    await why.getByRole('button', { name: 'ادامه' }).click()
    const sign = page.getByRole('dialog', { name: 'پایان دادن به جانشینی' })
    await sign.locator('input[type=password]').fill(passphrase)
    await sign.getByRole('button', { name: 'امضای پایان جانشینی' }).click()
    await expect(page.getByRole('row', { name: /نرگس نمونه‌کار/ })).toContainText('پایان داده شده')
    await expectAccessible(page)
    await deputy.reload()
    await expect(deputy.getByText('جانشینی پایان یافته').first()).toBeVisible()
  })
  await deputy.context().close()
  await office.stop()
})
