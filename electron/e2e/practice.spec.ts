import { execFileSync } from 'node:child_process'
import { mkdtempSync, readdirSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { secureWindow } from '../testing/secure-window'
import { ask, expect, mohr, passphrase, signIn, test, type Started } from './fixtures'

// One practice office with its sample dossiers, founded once, for all tests of this file.
test.describe.configure({ mode: 'default', timeout: 120_000 })

type Register = { items: { no: string }[] }
type Printed = { file: { name: string; base64: string } | null; printed: number }
type Kept = { tray: Electron.Menu | null; told: string[] }

const isPaper = 'app://paper/'
const numbersOf = async ({ page }: Started): Promise<string[]> => {
  const register = await ask(page, 'permits.register')
  return register.ok ? (register.value as Register).items.map(({ no }) => no) : []
}

/** From now on the tray's menu and what the system would show as notices are kept. */
const listen = ({ shell }: Started): Promise<void> => shell.evaluate(({ Menu, Notification }) => {
  const kept = globalThis as unknown as Kept
  const again = Array.isArray(kept.told)
  kept.told = []
  if (again) return
  const build = Menu.buildFromTemplate.bind(Menu)
  Menu.buildFromTemplate = (template) => {
    const menu = build(template)
    if (menu.getMenuItemById('tray-state')) kept.tray = menu
    return menu
  }
  const show = Notification.prototype.show
  Notification.prototype.show = function told(this: Electron.Notification): void {
    kept.told.push((this as unknown as { options?: { body: string } }).options?.body ?? this.body)
    show.call(this)
  }
})
const told = ({ shell }: Started): Promise<string[]> => shell.evaluate(() => (globalThis as unknown as Kept).told)
const lookAway = ({ shell }: Started): Promise<void> => shell.evaluate(({ BrowserWindow }) => { BrowserWindow.getAllWindows().find((window) => window.isVisible())?.minimize() })

test('first run, training office, sign-in, a signed permit, its printed PDF; who looks away meanwhile is told of the end', async ({ practice }) => {
  const { shell, page, home } = practice
  await listen(practice)
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
  await lookAway(practice)
  await page.keyboard.press('Enter')
  await expect(page.getByText(/مجوز امضا، بازخوانی و ثبت شد/)).toBeVisible({ timeout: 30_000 })
  await expect.poll(() => told(practice)).toContain('امضا پایان یافت.')

  const [no] = await numbersOf(practice)
  const answer = await ask(page, 'papers.print', { nos: [no], as: 'sheets' })
  expect(answer).toMatchObject({ ok: true, value: { printed: 1 } })
  expect(await told(practice)).toContain('آماده کردن چاپ پایان یافت.')
  const { file } = (answer.ok ? answer.value : {}) as Printed
  const pdf = join(home, 'permit.pdf')
  writeFileSync(pdf, Buffer.from(file?.base64 ?? '', 'base64'))
  const facts = execFileSync('pdfinfo', [pdf], { encoding: 'utf8' })
  expect(facts).toMatch(/Tagged:\s+yes/)
  expect(facts).toMatch(/Pages:\s+[12]\b/)
  expect(facts).toMatch(/Page size:\s+59[45][.\d]* x 84[12][.\d]* pts \(A4\)/)
  expect(execFileSync('pdffonts', [pdf], { encoding: 'utf8' }).split('\n').slice(2).filter(Boolean).every((line) => line.includes('Vazirmatn'))).toBe(true)
  await shell.evaluate(({ BrowserWindow }) => { BrowserWindow.getAllWindows()[0]?.restore() })
})

test('printing: a hidden window without preload draws the permits, the dialog gets them, and who closes it has printed nothing', async ({ practice }) => {
  const { shell, page } = practice
  await signIn(page, 'clerk')
  const [first, second] = await numbersOf(practice)
  const drawn = await ask(page, 'papers.print', { nos: [first, second], as: 'sheets' })
  expect(drawn).toMatchObject({ ok: true, value: { printed: 2 } })
  const file = drawn.ok ? (drawn.value['file'] as { base64: string }) : { base64: '' }
  expect(Buffer.from(file.base64, 'base64').toString('latin1')).toMatch(/^%PDF-[^]*\/StructTreeRoot/)
  const windows = await shell.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().map((window) => ({ url: window.webContents.getURL(), visible: window.isVisible() })))
  expect(windows).toHaveLength(2)
  expect(windows.find(({ url }) => url.startsWith(isPaper))).toMatchObject({ visible: false })
  expect((await secureWindow(shell, isPaper))['preload']).toBeUndefined()
  // Nothing in it can ask the core, and nothing leads out of it.
  const inside = await shell.evaluate(async ({ BrowserWindow }, paper) =>
    BrowserWindow.getAllWindows().find((window) => window.webContents.getURL().startsWith(paper))?.webContents.executeJavaScript(
      "Promise.all([typeof mohr, typeof require, fetch('app://bundle/index.html').then(() => 'came', () => 'blocked'), fetch('https://example.org/').then(() => 'came', () => 'blocked')])",
    ) as Promise<string[]>, isPaper)
  expect(inside).toEqual(['undefined', 'undefined', 'blocked', 'blocked'])
  expect(await ask(page, 'papers.print', { nos: [first], as: 'printer' })).toMatchObject({ ok: true, value: { file: null, printed: 1 } })
  await shell.evaluate(({ BrowserWindow }) => {
    const hidden = BrowserWindow.getAllWindows().find((window) => !window.isVisible())
    Object.assign(hidden?.webContents ?? {}, { print: (_options: object, done: (ok: boolean, why: string) => void) => { done(false, 'Print job canceled') } })
  })
  expect(await ask(page, 'papers.print', { nos: [first], as: 'printer' })).toMatchObject({ ok: false, error: { code: 'PRINT_CANCELLED' } })
  expect(await shell.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().filter((window) => window.isVisible()).length)).toBe(1)
})

test('the tray says what waits, and synchronises; the end is told to who looks away', async ({ practice }) => {
  const { shell, page } = practice
  await listen(practice)
  const trayLine = (): Promise<string | undefined> => shell.evaluate(() => (globalThis as unknown as Kept).tray?.getMenuItemById('tray-state')?.label)
  const press = (id: string): Promise<void> => shell.evaluate((_electron, item) => { (globalThis as unknown as Kept).tray?.getMenuItemById(item)?.click() }, id)
  const whenTray = (line: string | RegExp): Promise<void> => expect.poll(trayLine).toEqual(line instanceof RegExp ? expect.stringMatching(line) : line)

  await signIn(page, 'it')
  await whenTray(/در صف ارسال/)
  await press('tray-lock')
  await whenTray('دفتر قفل است')
  await expect(page.getByRole('heading', { name: 'ورود به دفتر' })).toBeVisible()
  await press('tray-sync')
  await expect.poll(() => told(practice)).toContain('برای همگام‌سازی نخست وارد دفتر شوید.')
  await signIn(page, 'it')
  await whenTray(/در صف ارسال/)
  await lookAway(practice)
  await press('tray-sync')
  await expect.poll(() => told(practice), { timeout: 30_000 }).toEqual(expect.arrayContaining([expect.stringMatching(/همگام‌سازی پایان یافت/)]))
  await whenTray('چیزی در صف ارسال نیست')
  await press('tray-show')
  await expect.poll(async () => shell.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.isMinimized())).toBe(false)
})

test('issue 5.5, security row 26: sync and nightly run beside an open window, deliver, and pass their codes on; the program ends with its window; two at once take turns', async ({ practice }) => {
  const { page, shell, home } = practice
  // Commands of other tests run beside these: what stays is looked for among temporary files of their own.
  const temporary = { TMPDIR: mkdtempSync(join(tmpdir(), 'mohr-commands-')) }
  const refused = await mohr(['sync', '--user', 'it'], home, { env: { ...temporary, MOHR_PASSPHRASE: 'not the passphrase' } })
  expect(refused).toMatchObject({ code: 4, stdout: '' })
  const nightly = await mohr(['nightly', '--user', 'it', '--json'], home, { env: temporary })
  // No backup is planned in a practice office; everything else is done.
  expect(nightly.code).toBe(2)
  expect(JSON.parse(nightly.stdout)).toMatchObject({ exitCode: 2, steps: [{ step: 'sync', code: 0 }, { step: 'backup', code: 2, error: 'BACKUP_UNSET' }, { step: 'ledger', code: 0 }] })
  expect(readdirSync(temporary.TMPDIR).filter((name) => name.startsWith('mohr-command-'))).toEqual([])
  expect(await ask(page, 'office.status')).toMatchObject({ ok: true })
  // A hidden print window does not keep it alive.
  await shell.evaluate(({ BrowserWindow }) => { BrowserWindow.getAllWindows().find((window) => window.isVisible())?.close() })
  expect(await shell.exited).toBe(0)
  // One works, the other is told.
  const codes = (await Promise.all([1, 2].map(() => mohr(['sync', '--user', 'it'], home)))).map(({ code }) => code)
  expect(codes.sort((a, b) => a - b)).toEqual([0, 75])
})
