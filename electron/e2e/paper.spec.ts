import { execFileSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { ask, expect, passphrase, signIn, test } from './fixtures'

type Register = { items: { no: string }[] }
type Printed = { file: { name: string; base64: string } | null; printed: number }

test('first run, training office, sign-in, a signed permit, its printed PDF', async ({ start }) => {
  test.setTimeout(150_000)
  const { shell, page, home } = await start()
  await expect(page.getByRole('heading', { name: 'آغاز کار' })).toBeVisible()
  await page.getByRole('button', { name: 'ساختن دفتر آموزشی' }).press('Enter')
  await expect(page.getByRole('heading', { name: 'ورود به دفتر' })).toBeVisible({ timeout: 90_000 })
  await signIn(page, 'director')

  await page.getByRole('grid', { name: 'صف بررسی' }).focus()
  // Of the sample dossiers the first is one that the expert proposes to refuse.
  await page.keyboard.press('ArrowDown')
  await expect(page.getByRole('article')).toContainText('هنوز امضا نشده است')
  await page.keyboard.press('a')
  await page.keyboard.press('Control+Enter')
  await expect(page.locator('.batch-list tbody tr')).toHaveCount(1)
  await page.keyboard.press('Control+Enter')
  await expect(page.getByRole('dialog')).toBeVisible()
  await page.keyboard.type(passphrase)
  await page.keyboard.press('Enter')
  await page.keyboard.press('Enter')
  await expect(page.getByText(/مجوز امضا، بازخوانی و ثبت شد/)).toBeVisible({ timeout: 30_000 })

  const register = await ask(page, 'permits.register')
  const [permit] = register.ok ? (register.value as Register).items : []
  const answer = await ask(page, 'papers.print', { nos: [permit?.no], as: 'sheets' })
  expect(answer).toMatchObject({ ok: true, value: { printed: 1 } })
  const { file } = (answer.ok ? answer.value : {}) as Printed
  const pdf = join(home, 'permit.pdf')
  writeFileSync(pdf, Buffer.from(file?.base64 ?? '', 'base64'))
  const facts = execFileSync('pdfinfo', [pdf], { encoding: 'utf8' })
  expect(facts).toMatch(/Tagged:\s+yes/)
  expect(facts).toMatch(/Pages:\s+[12]\b/)
  expect(facts).toMatch(/Page size:\s+59[45][.\d]* x 84[12][.\d]* pts \(A4\)/)
  expect(execFileSync('pdffonts', [pdf], { encoding: 'utf8' }).split('\n').slice(2).filter(Boolean).every((line) => line.includes('Vazirmatn'))).toBe(true)

  // The same through the system's own dialog, where the person may close it: then nothing was printed.
  await shell.evaluate(({ BrowserWindow }) => {
    const hidden = BrowserWindow.getAllWindows().find((window) => !window.isVisible())
    Object.assign(hidden?.webContents ?? {}, { print: (_options: object, done: (ok: boolean, why: string) => void) => { done(false, 'Print job canceled') } })
  })
  expect(await ask(page, 'papers.print', { nos: [permit?.no], as: 'printer' })).toMatchObject({ ok: false, error: { code: 'PRINT_CANCELLED' } })
  expect(await shell.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().filter((window) => window.isVisible()).length)).toBe(1)
})
