import { execFileSync, spawnSync } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Locator, Page } from '@playwright/test'
import { unzipSync } from 'fflate'
import { expect, expectAccessible, goTo, signIn, sharedDeskTest } from './fixtures'
import { passphrase, prepareDesk, seatOf, signWaiting } from './prepared-office'
import type { Office } from './served-office'

const people = [
  { firstName: 'نرگس', lastName: 'دیناروند', filedAgo: 9 },
  { firstName: 'سیده فاطمه‌زهرا معصومه‌سادات', lastName: 'موسوی‌زادۀ جزایری شوشتری بختیاری‌نسب اصل', filedAgo: 4, skill: 'pending' as const },
  { firstName: 'صدیقه', lastName: 'مکوندی', filedAgo: 2 },
]

/** Three permits signed by the Director, and the trust file a bank would have. */
const prepared = async (): Promise<Office> => {
  const { office, director } = await prepareDesk(people)
  await signWaiting(director)
  const trust = (await director('signing.trustFile')) as { content: string }
  writeFileSync(join(office.home, 'trust.json'), trust.content)
  return office
}
const test = sharedDeskTest(prepared)

const numbers = async (desk: Office): Promise<string[]> =>
  ((await (await seatOf(desk, 'expert'))('permits.register')) as { items: { no: string }[] }).items.map(({ no }) => no)
const dialog = (page: Page): Locator => page.getByRole('dialog', { name: 'چاپ مجوزها' })

/** The built command over the downloaded paper's picture: what a bank does with a sheet it was handed. */
const verified = (desk: Office, pdf: string, page = 1): { no: string; outcome: string } => {
  execFileSync('pdftoppm', ['-png', '-r', '200', '-f', String(page), '-l', String(page), '-singlefile', pdf, `${pdf}-${page}`])
  let said: string
  try {
    said = execFileSync(process.execPath, [join(__dirname, '../../out/main/cli.js'), 'verify', `${pdf}-${page}.png`, '--trust', join(desk.home, 'trust.json'), '--json'], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] })
  } catch (error) {
    // Without a status list nothing is known of the status: exit code 6, with the answer on stdout.
    said = String(Reflect.get(error as object, 'stdout'))
  }
  const { results } = JSON.parse(said) as { results: [{ outcome: string; payload?: { no: string } }] }
  return { outcome: results[0].outcome, no: results[0].payload?.no ?? '' }
}

test('S0-24, signing row 17: a permit is saved as PDF from its page; its picture is verified by the command; a reprint says so', async ({ page, desk }) => {
  const [no] = await numbers(desk)
  await signIn(page, desk, 'clerk')
  await goTo(page, desk, `/permits/${no}`)
  await expect(page.getByRole('article', { name: 'مجوز مشاغل خانگی' })).toContainText('رایگان و غیرقابل انتقال')
  await expect(page.locator('.permit-paper .ui-qr')).toBeVisible()
  await expectAccessible(page)
  const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: 'ذخیرۀ PDF' }).press('Enter')])
  expect(download.suggestedFilename()).toBe(`${no}.pdf`)
  await expect(dialog(page)).toContainText('یک مجوز آمادۀ چاپ است.')
  await expectAccessible(page)
  const paper = await download.path()
  expect(verified(desk, paper)).toEqual({ outcome: 'valid', no })
  await page.keyboard.press('Escape')
  await expect(page.getByRole('article', { name: 'مجوز مشاغل خانگی' })).toContainText('نسخۀ چاپ ۲')
  const [opened] = await Promise.all([page.context().waitForEvent('page'), page.keyboard.press('Control+p')])
  expect(opened.url()).toMatch(/^blob:/)
  await opened.close()
  await expect(dialog(page)).toContainText('یکی از آن‌ها پیش‌تر چاپ شده بود')

  // The clerk is shown the sheet: a scan of it is enough, its PDF is named as what it is.
  await goTo(page, desk, '/verify')
  const given = page.getByLabel('انتخاب فایل یا عکس').and(page.locator('input'))
  await given.setInputFiles({ name: `${no}.pdf`, mimeType: 'application/pdf', buffer: readFileSync(paper) })
  await expect(page.getByText('این فایل PDF است')).toBeVisible()
  await given.setInputFiles({ name: 'sheet.png', mimeType: 'image/png', buffer: readFileSync(`${paper}-1.png`) })
  await expect(page.locator('.verdict')).toContainText(no!.replace(/\d/g, (digit) => '۰۱۲۳۴۵۶۷۸۹'[Number(digit)]!))
  await expect(page.getByText('این فایل PDF است')).toHaveCount(0)
  await expectAccessible(page)
})

test('many at once from the register: one PDF for the printer, one ZIP for the archive, both of every permit', async ({ page, desk }) => {
  const nos = await numbers(desk)
  await signIn(page, desk, 'director')
  await goTo(page, desk, '/permits')
  await page.getByRole('button', { name: 'چاپ ۳ مجوز این فهرست' }).press('Enter')
  await expect(dialog(page)).toContainText('۳ مجوز آمادۀ چاپ است.')
  await expectAccessible(page)
  const [sheets] = await Promise.all([page.waitForEvent('download'), dialog(page).getByRole('button', { name: 'ذخیرۀ فایل' }).press('Enter')])
  const path = await sheets.path()
  expect(nos.map((_, i) => verified(desk, path, i + 1))).toEqual(nos.map((no) => ({ outcome: 'valid', no })))
  await page.keyboard.press('Escape')
  const [zip] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: 'ذخیرۀ همه (ZIP)' }).press('Enter')])
  expect(zip.suggestedFilename()).toMatch(/^permits-\d{8}-3\.zip$/)
  expect(Object.keys(unzipSync(readFileSync(await zip.path()))).sort()).toEqual(nos.map((no) => `${no}.pdf`).sort())
})

test('a suspended permit is printed with a plain mark, and the screen names it', async ({ page, desk }) => {
  const no = (await numbers(desk))[2]!
  await (await seatOf(desk, 'director'))('permits.suspend', { no, reason: 'بررسی شکایت' })
  await signIn(page, desk, 'expert')
  await goTo(page, desk, `/permits/${no}`)
  await expect(page.getByRole('article', { name: 'مجوز مشاغل خانگی' })).toContainText('این برگ اعتبار ندارد.')
  await expectAccessible(page)
  const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: 'ذخیرۀ PDF' }).press('Enter')])
  await expect(dialog(page)).toContainText('دیگر در اعتبار نیست')
  expect(execFileSync('pdftotext', [await download.path(), '-'], { encoding: 'utf8' })).toContain('تعلیق')
  await (await seatOf(desk, 'director'))('permits.reinstate', { no, reason: 'بررسی شد' })
})

test('the auditor sees the sheet masked and prints nothing; the inspector prints nothing', async ({ page, desk }) => {
  const [no] = await numbers(desk)
  await signIn(page, desk, 'auditor')
  await goTo(page, desk, `/permits/${no}`)
  await expect(page.locator('.permit-paper')).toBeVisible()
  await expect(page.getByRole('button', { name: 'ذخیرۀ PDF' })).toHaveCount(0)
  const inspector = await seatOf(desk, 'inspector')
  await expect(inspector('papers.print', { nos: [no] })).rejects.toThrow('ROLE_REFUSED')
})

test('signing row 17: the bank’s page is saved from the keys screen, whole, with its ten words', async ({ page, desk }) => {
  await signIn(page, desk, 'director')
  await goTo(page, desk, '/keys')
  const panel = page.getByRole('region', { name: 'برای بانک‌ها' })
  const [saved] = await Promise.all([page.waitForEvent('download'), panel.getByRole('button', { name: 'ذخیرۀ صفحۀ سنجش بانک' }).press('Enter')])
  expect(saved.suggestedFilename()).toBe('mohr-verify.html')
  expect(readFileSync(await saved.path(), 'utf8')).toBe(readFileSync(join(__dirname, '../../out/verifier/mohr-verify.html'), 'utf8'))
  await expect(panel.getByRole('listitem')).toHaveCount(20)
  await expectAccessible(page)
})

test('signing goal 6: of a forged number the office gives a signed refusal, which its screen and the command read', async ({ page, desk }) => {
  const forged = 'P-0600-1405-01-98765-0'
  await signIn(page, desk, 'clerk')
  await goTo(page, desk, '/permits')
  await page.getByLabel('جست‌وجو در دفتر مجوزها').fill('p-۰۶۰۰-۱۴۰۵-۰۱-۹۸۷۶۵-۰')
  await expect(page.getByText('مجوزی با این جست‌وجو نیست')).toBeVisible()
  await expectAccessible(page)
  const [saved] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: 'گواهی نبودن این شماره' }).press('Enter')])
  expect(saved.suggestedFilename()).toBe(`absence-${forged}.jws`)
  const file = await saved.path()
  await goTo(page, desk, '/verify')
  await page.getByLabel('انتخاب فایل').and(page.locator('input')).setInputFiles(file)
  const card = page.locator('.verdict')
  await expect(card.locator('h2')).toContainText('در دفتر نبوده است')
  await expect(card).toContainText('برگه‌ای را که این شماره دارد نپذیرید.')
  await expect(card).toContainText(/تا رخداد [۰-۹٬]+/)
  await expectAccessible(page)
  const { stdout, status } = spawnSync(process.execPath, [join(__dirname, '../../out/main/cli.js'), 'verify', file, '--trust', join(desk.home, 'trust.json'), '--json'], { encoding: 'utf8' })
  expect(JSON.parse(stdout)).toMatchObject({ results: [{ outcome: 'absence', payload: { no: forged, iss: '0600' }, test: true }] })
  expect(status).toBe(10)
  // Nothing is denied that is there, nor what another office answers for.
  const clerk = await seatOf(desk, 'clerk')
  await expect(clerk('permits.stateAbsence', { no: (await numbers(desk))[0] })).rejects.toThrow('PERMIT_REGISTERED')
  await page.getByRole('button', { name: 'بررسی دیگر' }).press('Enter')
  await goTo(page, desk, '/permits')
  await page.getByLabel('جست‌وجو در دفتر مجوزها').fill('P-0700-1405-01-00001-0')
  await page.getByRole('button', { name: 'گواهی نبودن این شماره' }).press('Enter')
  await expect(page.getByRole('alert')).toContainText('این شماره به ادارۀ دیگری برمی‌گردد')
  await expectAccessible(page)
})

test('mohr print: each number as a PDF of its own, read back and verified', async ({ desk }) => {
  const nos = (await numbers(desk)).slice(0, 2)
  const out = join(desk.home, 'printed')
  // The running window holds the folder; the command works beside it on the same office.
  const said = execFileSync(process.execPath, [join(__dirname, '../../out/main/cli.js'), 'print', ...nos, '--home', desk.home, '--user', 'clerk', '--out', out, '--json'], {
    encoding: 'utf8', env: { ...process.env, MOHR_PASSPHRASE: passphrase }, stdio: ['ignore', 'pipe', 'ignore'],
  })
  expect(JSON.parse(said)).toMatchObject({ ok: true, written: nos.map((no) => ({ no, marked: false })) })
  for (const no of nos) expect(verified(desk, join(out, `${no}.pdf`))).toEqual({ outcome: 'valid', no })
  let code = 0
  try {
    execFileSync(process.execPath, [join(__dirname, '../../out/main/cli.js'), 'print', nos[0]!, '--home', desk.home, '--user', 'clerk', '--out', out, '--json'], {
      encoding: 'utf8', env: { ...process.env, MOHR_PASSPHRASE: passphrase, MOHR_BROWSER: '/nowhere/chromium' }, stdio: ['ignore', 'pipe', 'ignore'],
    })
  } catch (error) {
    code = Number(Reflect.get(error as object, 'status'))
    expect(String(Reflect.get(error as object, 'stdout'))).toContain('PRINTER_ABSENT')
  }
  expect(code).toBe(1)
})
