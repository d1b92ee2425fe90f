import { spawn, type ChildProcess } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { toFinalList, typeAndSign } from './final-list'
import { expect, expectAccessible, pointerPresses, signIn, deskTest } from './fixtures'
import { passphrase, prepareDesk, seatOf, type Applicant } from './prepared-office'

const names = ['نرگس', 'صدیقه', 'خدیجه', 'گلنار', 'مریم', 'معصومه', 'حدیث', 'فاطمه', 'زینب', 'سکینه', 'لیلا']
const applicant = (n: number, more: Partial<Applicant> = {}): Applicant =>
  ({ firstName: names[n % names.length]!, lastName: `نمونه‌پور ${'ابپتثجچحخد'[n % 10]!}${'ذرزسشصضطظع'[Math.floor(n / 10) % 10]!}`, filedAgo: 3, ...more })

const long = { firstName: 'سیده فاطمه‌زهرا معصومه‌سادات', lastName: 'موسوی‌زادۀ جزایری شوشتری بختیاری‌نسب اصل' }
const test = deskTest(async () => {
  const list = Array.from({ length: 19 }, (_, n) => applicant(n))
  const { office } = await prepareDesk([...list, applicant(19, { ...long, countyCode: '0601', skill: 'pending' }), applicant(20, { fieldCode: '1002' })])
  return office
})

test('signing rows 2, 3 and goals 1, 2, 4: alike permits together, the odd one marked, the picks unlock the list, the manifest is named and leaves as a file; by keyboard', async ({ page, desk }) => {
  await signIn(page, desk, 'director')
  await toFinalList(page)

  const groups = page.locator('.batch-list')
  await expect(groups).toHaveCount(2)
  await expect(groups.first()).toContainText('یکسان در همه:')
  await expect(groups.first().locator('tbody tr')).toHaveCount(20)
  const odd = groups.first().locator('tbody tr', { hasText: long.lastName })
  await expect(odd).toContainText('شهرستان: آبادان، ناهمانند با بیشتر فهرست')
  await expect(odd).toContainText('مهلت مهارت')
  await expect(groups.last()).toContainText('تک در این فهرست')
  // The desk may have opened one of the three already: it opens where the Director rests.
  const waiting = page.locator('.batch-list tbody tr', { hasText: 'نمونه؛ باید باز شود' })
  const waits = await waiting.count()
  expect([2, 3]).toContain(waits)
  await expectAccessible(page)

  // Locked on the screen, and in the core for whoever asks it directly.
  const go = page.getByRole('button', { name: 'ادامه به متن و گذرواژه' })
  await expect(go).toHaveAttribute('aria-disabled', 'true')
  await page.keyboard.press('Control+Enter')
  await expect(page.getByRole('dialog')).toHaveCount(0)
  const core = await seatOf(desk, 'director')
  const queued = (await core('permits.queue')) as { items: { dossierId: string }[] }
  const frozen = (await core('permits.freeze', { dossierIds: queued.items.map(({ dossierId }) => dossierId) })) as { items: { dossierId: string; digest: string }[] }
  await expect(core('permits.sign', { items: frozen.items.map(({ dossierId, digest }) => ({ dossierId, digest })), passphrase })).rejects.toThrow('SAMPLE_UNOPENED')

  await page.getByRole('button', { name: /^باز کردن نمونه/ }).press('Enter')
  const dialog = page.getByRole('dialog')
  await expect(dialog.getByRole('article')).toContainText('هنوز امضا نشده است')
  await expectAccessible(page)
  for (let left = waits - 1; left > 0; left -= 1) {
    await dialog.getByRole('button', { name: `نمونۀ بعدی (${left.toLocaleString('fa-IR')} مانده)` }).press('Enter')
    await expect(dialog.getByRole('button', { name: `نمونۀ بعدی (${left.toLocaleString('fa-IR')} مانده)` })).toHaveCount(0)
    await expect(dialog.getByRole('article')).toBeVisible()
  }
  // Who goes on at once, while the list is still being asked for again, is not told that picks are left.
  let release = (): void => undefined
  const held = new Promise<void>((done) => { release = done })
  await page.route('**/call', async (route) => {
    if ((route.request().postDataJSON() as { name: string }).name === 'permits.freeze') await held
    return route.continue()
  })
  await dialog.getByRole('button', { name: 'بازگشت به فهرست' }).press('Enter')
  await expect(dialog).toHaveCount(0)
  await page.keyboard.press('Control+Enter')
  release()
  await expect(page.getByLabel('گذرواژۀ کلید')).toBeFocused()
  await page.keyboard.press('Escape')
  await expect(dialog).toHaveCount(0)
  await expect(page.getByText('همۀ نمونه‌ها باز شد؛ گام بعد باز است.')).toBeVisible()
  await expect(page.locator('.batch-list tbody tr', { hasText: 'خودتان دیدید' }).filter({ hasText: 'نمونۀ قرعه' })).toHaveCount(3)
  await expect(go).not.toHaveAttribute('aria-disabled', 'true')
  await expectAccessible(page)

  await typeAndSign(page)
  await expect(page.getByText('۲۱ مجوز امضا، بازخوانی و ثبت شد.')).toBeVisible()
  await expectAccessible(page)
  await page.getByRole('link', { name: 'دیدن سیاهۀ این دسته' }).press('Enter')
  await expect(page.getByText('امضای سیاهه، قرعه و چکیده‌ها همین حالا بازبینی شد و درست است.')).toBeVisible()
  await expect(page.locator('.batch-list tbody tr')).toHaveCount(21)
  await expect(page.locator('.batch-list tbody tr', { hasText: 'مدیرکل خودش باز کرد' }).filter({ hasText: 'نمونۀ قرعه' })).toHaveCount(3)
  await expectAccessible(page)
  const [file] = await Promise.all([page.waitForEvent('download'), page.keyboard.press('Control+s')])
  expect(file.suggestedFilename()).toMatch(/^B-0600-\d{4}-01-\d{5}-\d\.jws$/)
  const [, payload = ''] = readFileSync(await file.path(), 'utf8').split('.')
  const manifest = JSON.parse(Buffer.from(payload, 'base64url').toString()) as { items: { no: string; how: string }[]; sample: { picked: string[] } }
  expect(manifest.items).toHaveLength(21)
  expect(manifest.sample.picked).toHaveLength(3)
  expect(manifest.items.filter(({ how }) => how === 'opened').map(({ no }) => no)).toEqual(expect.arrayContaining(manifest.sample.picked))
  await page.keyboard.press('Escape')
  await expect(page.getByRole('table', { name: /دسته‌های امضاشده/ })).toContainText('۲۱ امضاشده، ۰ ناموفق، ۰ دست‌نخورده')
  await expectAccessible(page)
  expect(await pointerPresses(page)).toBe(0)
})

type Apart = { child: ChildProcess; origin: string; urls: [string, string] }
/** The built app over this folder in a process that can be killed. */
const serveApart = async (home: string): Promise<Apart> => {
  const child = spawn(process.execPath, ['--no-warnings', join(__dirname, 'office-child.ts'), join(__dirname, '../../out/main/loopback.js'), home], { stdio: ['ignore', 'pipe', 'inherit'] })
  const line = await new Promise<string>((done) => { createInterface({ input: child.stdout }).once('line', done) })
  return { child, ...(JSON.parse(line) as Pick<Apart, 'origin' | 'urls'>) }
}
const ended = (child: ChildProcess): Promise<unknown> => new Promise((done) => { child.once('exit', done) })

test('signing rows 2, 3: stopped on the Director’s word, then killed in the middle: each time exactly what happened, nothing doubled', async ({ browser }) => {
  test.setTimeout(240_000)
  const many = 300
  const { office } = await prepareDesk(Array.from({ length: many }, (_, n) => applicant(n)))
  await (await seatOf(office, 'manager'))('catalogues.changeSetting', { key: 'sampleFrom', value: '1001', before: '20' })
  await office.close()

  // A page that nothing watches: its server is going to die.
  const context = await browser.newContext({ locale: 'fa-IR' })
  const page = await context.newPage()
  let served = await serveApart(office.home)
  const enter = async (): Promise<void> => { await signIn(page, { ...office, newUrl: () => served.urls[0] }, 'director') }
  await enter()
  await toFinalList(page)
  await typeAndSign(page)
  await page.getByRole('button', { name: 'ایست پس از مجوزهای در دست' }).press('Enter')
  const told = page.locator('.batch-verdict')
  await expect(told).toContainText(/ناتمام است: [۰-۹]+ امضاشده، ۰ ناموفق، [۰-۹]+ دست‌نخورده\./, { timeout: 30_000 })
  const first = await page.locator('.batch-list.result tbody tr', { hasText: 'امضا شد' }).count()
  expect(first).toBeGreaterThan(0)
  expect(first).toBeLessThan(many)

  // The whole power goes as soon as the core has committed the first of the rest.
  const watcher = await seatOf({ ...office, origin: served.origin, newUrl: () => served.urls[1] }, 'director')
  const begun = async (): Promise<boolean> => {
    const { batch } = (await watcher('permits.lastBatch')) as { batch: { state: string; signed: number; total: number } }
    if (batch.total === many - first) expect(batch.state).toBe('running')
    return batch.total === many - first && batch.signed > 0
  }
  await page.getByRole('button', { name: /مانده در فهرست نو/ }).press('Enter')
  await expect(page.locator('.batch-list tbody tr')).toHaveCount(many - first)
  await typeAndSign(page)
  while (!(await begun())) { /* asked again at once: between two chunks the core answers */ }
  const over = ended(served.child)
  served.child.kill('SIGKILL')
  await over

  served = await serveApart(office.home)
  await enter()
  const notice = page.getByRole('alert').filter({ hasText: 'نیمه‌کاره قطع شد' })
  await expect(notice).toContainText('هیچ مجوزی دو بار امضا نشده')
  await expectAccessible(page)
  await notice.getByRole('link', { name: 'دیدن یک‌به‌یک' }).press('Enter')
  await expect(page.locator('.batch-list tbody tr')).toHaveCount(many - first)
  const signed = await page.locator('.batch-list tbody tr', { hasText: 'امضا شد' }).count()
  const untouched = await page.locator('.batch-list tbody tr', { hasText: 'دست‌نخورده' }).count()
  expect(signed + untouched).toBe(many - first)
  expect(untouched).toBeGreaterThan(0)
  await page.getByRole('button', { name: 'دیدم؛ در دفتر رخدادها ثبت شود' }).press('Enter')
  await expect(page.getByRole('button', { name: 'دیدم؛ در دفتر رخدادها ثبت شود' })).toHaveCount(0)

  // What the screen said is what the register holds, each dossier once.
  await page.goto(`${served.origin}/#/permits`)
  await expect(page.getByText(`${(first + signed).toLocaleString('fa-IR')} مجوز`, { exact: true })).toBeVisible()
  await page.goto(`${served.origin}/#/desk`)
  await expect(page.getByText('نیمه‌کاره قطع شد')).toHaveCount(0)
  await expect(page.getByText(`${untouched.toLocaleString('fa-IR')} پرونده آمادۀ تصمیم شما`)).toBeVisible()
  await context.close()
  const stopped = ended(served.child)
  served.child.kill('SIGTERM')
  await stopped
  await office.stop()
})
