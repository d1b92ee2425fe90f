import { spawnSync } from 'node:child_process'
import { copyFile, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { KeyRing } from '#main/staff/index'
import { openDatabase } from '#db/open'
import { expect, expectAccessible, signIn, test } from './fixtures'
import { passphrase, seatOf } from './prepared-office'
import { askCore, serveOffice, serveTraining, type Office } from './served-office'


/** The verifier that others have: standard Python and openssl, written from docs/formats alone. */
const stranger = (...args: string[]): { code: number | null; said: string } => {
  const { status, stdout } = spawnSync('python3', [join(__dirname, '../../docs/formats/verify_proof.py'), ...args], { encoding: 'utf8' })
  return { code: status, said: stdout.trim() }
}

test('signing rows 19, 20 and goal 7: the Director seals the ledger, compares a printed root, takes the proofs, and a stranger checks them', async ({ page, trainingOffice }) => {
  await signIn(page, trainingOffice, 'director')
  await page.getByRole('navigation', { name: 'بخش‌های برنامه' }).getByRole('link', { name: 'دفتر رخدادها', exact: true }).click()
  await page.getByRole('link', { name: 'مهرهای دفتر' }).click()
  await page.getByRole('button', { name: 'مهر کردن دفتر' }).click()
  const sheet = page.getByRole('region', { name: 'مهر دفتر رخدادها' })
  await expect(sheet).toBeVisible()
  await expect(page.getByText('دفتر با همۀ مهرهای شناخته‌شده می‌خواند.')).toBeVisible()
  await page.getByRole('button', { name: 'سنجش با همۀ مهرها' }).click()
  await expect(page.getByText(/رخداد از نو شمرده شد؛ زنجیره، درخت و/)).toBeVisible()
  await expectAccessible(page)

  const root = (await sheet.getByRole('img').getAttribute('aria-label'))!.split(': ')[1]!
  const size = (await sheet.locator('p b').first().textContent())!
  const compare = page.getByRole('form', { name: 'سنجش با برگۀ چاپ‌شده' })
  await compare.getByLabel('شمار رخداد').fill(size.replace('٬', ''))
  await compare.getByLabel('ریشه، ۶۴ رقم').fill(root.toUpperCase().replace(/(.{4})/g, '$1 '))
  await compare.getByRole('button', { name: 'بسنج' }).click()
  await expect(compare.getByText('می‌خواند: دفتر امروز با همان رخدادها آغاز می‌شود.')).toBeVisible()
  await compare.getByLabel('ریشه، ۶۴ رقم').fill('0'.repeat(64))
  await compare.getByRole('button', { name: 'بسنج' }).click()
  await expect(compare.getByRole('alert')).toContainText('نمی‌خواند')
  await expectAccessible(page)

  const key = page.waitForEvent('download')
  await page.getByRole('button', { name: 'گرفتن کلید' }).click()
  const pem = await (await key).path()
  expect(await readFile(pem, 'utf8')).toContain('BEGIN PUBLIC KEY')

  // Something happens, the ledger is sealed again: what was sealed before is still its beginning, and anyone can see it.
  await seatOf(trainingOffice, 'clerk')
  await page.getByRole('button', { name: 'مهر کردن دفتر' }).click()
  await expect(sheet.locator('p b').first()).not.toHaveText(size)
  const kept = page.waitForEvent('download')
  await page.getByRole('button', { name: `گواه پیوستگی از رخداد ${size.replace('٬', '')} ` }).click()
  const path = await (await kept).path()
  expect(stranger('--consistency', path, pem).said).toMatch(/^OK mohr\/0600\/training: the first \d+ of \d+ entries are unchanged$/)
  const said = JSON.parse(await readFile(path, 'utf8')) as { path: string[] }
  await writeFile(`${path}.bent`, JSON.stringify({ ...said, path: said.path.with(0, said.path[0]!.replace(/^./, (first) => (first === 'A' ? 'B' : 'A'))) }))
  expect(stranger('--consistency', `${path}.bent`, pem).code).toBe(1)

  await page.emulateMedia({ media: 'print' })
  await expect(sheet).toBeVisible()
  await expect(page.getByRole('form', { name: 'سنجش با برگۀ چاپ‌شده' })).toBeHidden()
  await page.emulateMedia({ media: 'screen' })

  await page.getByRole('navigation', { name: 'بخش‌های برنامه' }).getByRole('link', { name: 'دفتر مجوزها', exact: true }).click()
  await page.getByRole('row').nth(1).click()
  await page.keyboard.press('Enter')
  const proof = page.waitForEvent('download')
  await page.getByRole('button', { name: 'گواه ثبت در دفتر' }).click()
  const file = await proof
  expect(file.suggestedFilename()).toMatch(/^[PC]-.+\.tlog-proof$/)
  expect(await readFile(await file.path(), 'utf8')).toMatch(/^c2sp\.org\/tlog-proof@v1\nextra .+\nindex \d+\n/)
  expect(stranger(await file.path(), pem).said).toContain(`OK ${file.suggestedFilename().replace('.tlog-proof', '')} entry`)
})

test('signing row 19: one entry altered in the file itself is found and named on the screen', async ({ page }) => {
  const before = await serveTraining()
  await before.close()
  const opened = new KeyRing(before.home).open('it', passphrase)!
  const db = openDatabase(join(before.home, 'office.db'), opened.databaseKey)
  const { seq } = db.prepare<[], { seq: number }>("SELECT seq FROM ledger_entries WHERE kind = 'permit.sign' ORDER BY seq LIMIT 1").get()!
  db.exec('DROP TRIGGER ledger_no_update')
  db.prepare("UPDATE ledger_entries SET payload = replace(payload, '1', '2') WHERE seq = ?").run(seq)
  db.close()
  const office = await serveOffice(before.home)
  await signIn(page, office, 'director')
  await page.goto(`${office.origin}/#/ledger`)
  await page.getByRole('button', { name: 'سنجش زنجیره' }).click()
  await expect(page.getByRole('alert').filter({ hasText: `زنجیره در رخداد ${seq.toLocaleString('fa-IR', { useGrouping: false })} نمی‌خواند.` })).toBeVisible()
  await expectAccessible(page)
  await page.close()
  await office.stop()
})

/** Signed in over the same door, as somebody does between two backups. */
const sealAs = async (office: Office, username: string): Promise<void> => {
  const call = await askCore(office)
  expect(await call('staff.signIn', { username, passphrase })).toMatchObject({ ok: true })
  expect(await call('checkpoints.seal')).toMatchObject({ ok: true })
}

test('signing row 20 and goal 7: an older copy put back is noticed, nothing is signed, and the system manager answers for it', async ({ page }) => {
  test.setTimeout(180_000)
  let office = await serveTraining()
  await sealAs(office, 'manager')
  await office.close()
  const file = join(office.home, 'office.db')
  const copy = join(office.home, 'yesterday.db')
  await copyFile(file, copy)
  office = await serveOffice(office.home)
  await sealAs(office, 'director')
  await sealAs(office, 'manager')
  await office.close()
  for (const ending of ['-wal', '-shm']) await rm(`${file}${ending}`, { force: true })
  await copyFile(copy, file)
  office = await serveOffice(office.home)

  await signIn(page, office, 'director')
  await page.goto(`${office.origin}/#/ledger`)
  await expect(page.getByText('دفتر رخدادها به عقب برگشته یا عوض شده است؛ امضا بسته است.')).toBeVisible()
  await page.getByRole('link', { name: 'دیدن' }).click()
  await expect(page.getByText('تنها مدیر سیستم می‌تواند پاسخ دهد.')).toBeVisible()
  await expect(page.getByText(/رخداد، از فهرست کنار دفتر/)).toBeVisible()
  await page.getByRole('button', { name: 'مهر کردن دفتر' }).click()
  await expect(page.getByText(/مدیر سیستم در صفحۀ دفتر رخدادها ببیند و پاسخ دهد/)).toBeVisible()
  await expectAccessible(page)

  const desk = await page.context().newPage()
  await signIn(desk, office, 'manager')
  await desk.goto(`${office.origin}/#/ledger/checkpoints`)
  await desk.getByRole('button', { name: 'پاسخ به این وضع' }).click()
  const dialog = desk.getByRole('dialog')
  await dialog.getByLabel('سبب').fill('کوتاه')
  await dialog.getByRole('button', { name: 'ثبت سبب و باز کردن امضا' }).click()
  await expect(dialog.locator('.has-error')).toBeVisible()
  await expectAccessible(desk)
  await dialog.getByLabel('سبب').fill('دیسک خراب شد و پشتیبان دیروز بازگردانده شد')
  await dialog.getByRole('button', { name: 'ثبت سبب و باز کردن امضا' }).click()
  await expect(desk.getByText('دفتر با همۀ مهرهای شناخته‌شده می‌خواند.')).toBeVisible()
  await desk.close()
  await page.close()
  await office.stop()
})
