import { expect, makeTraining, signIn, test, type Started } from './fixtures'
import { launchShell } from '../testing/launch'

/** The window's state as the program sees it. */
const windowOf = ({ shell }: Started) => shell.evaluate(({ BrowserWindow }) => {
  const window = BrowserWindow.getAllWindows()[0]
  return { visible: window?.isVisible(), minimized: window?.isMinimized(), bounds: window?.getBounds(), maximized: window?.isMaximized(), count: BrowserWindow.getAllWindows().length }
})

test('a start shows one window, and quitting ends with code 0', async ({ start }) => {
  const started = await start()
  await expect(started.page.getByRole('heading', { name: 'آغاز کار' })).toBeVisible()
  await expect.poll(async () => (await windowOf(started)).visible).toBe(true)
  expect((await windowOf(started)).count).toBe(1)
  expect(await started.shell.close()).toBe(0)
})

test('the window opens where it was left', async ({ start }) => {
  const first = await start()
  await first.shell.evaluate(({ BrowserWindow }) => { BrowserWindow.getAllWindows()[0]?.setBounds({ x: 120, y: 80, width: 1200, height: 700 }) })
  await first.shell.close()
  const second = await start({ home: first.home })
  expect((await windowOf(second)).bounds).toEqual({ x: 120, y: 80, width: 1200, height: 700 })
})

test('security 26: a second start leaves with code 0 and the first window comes to the front', async ({ start }) => {
  const first = await start()
  await first.shell.evaluate(({ BrowserWindow }) => { BrowserWindow.getAllWindows()[0]?.minimize() })
  const second = await launchShell({ home: first.home })
  expect(await second.exited).toBe(0)
  await expect.poll(async () => (await windowOf(first)).minimized).toBe(false)
})

test('security 26: after a kill the next start works', async ({ start }) => {
  const first = await start()
  first.shell.kill()
  await first.shell.exited
  const second = await start({ home: first.home })
  await expect(second.page.getByRole('heading', { name: 'آغاز کار' })).toBeVisible()
})

test('the menu is Persian throughout and locks the office', async ({ start }) => {
  const { shell, page } = await start()
  await makeTraining(page)
  await signIn(page, 'clerk')
  const labels = await shell.evaluate(({ Menu }) => {
    const all = (items: Electron.MenuItem[]): string[] => items.flatMap(({ label, submenu }) => [label, ...all(submenu?.items ?? [])])
    return all(Menu.getApplicationMenu()?.items ?? []).filter((label) => label !== '')
  })
  expect(labels.length).toBeGreaterThan(14)
  expect(labels.filter((label) => /[A-Za-z]/.test(label))).toEqual([])
  await shell.evaluate(({ Menu }) => { Menu.getApplicationMenu()?.getMenuItemById('lock')?.click() })
  await expect(page.getByRole('heading', { name: 'ورود به دفتر' })).toBeVisible()
})

for (const event of ['suspend', 'lock-screen'] as const) {
  test(`security row 1: the office locks at "${event}", and the page says so`, async ({ start }) => {
    const { shell, page } = await start()
    await makeTraining(page)
    await signIn(page, 'clerk')
    await shell.evaluate(({ powerMonitor }, name) => { powerMonitor.emit(name) }, event)
    await expect(page.getByRole('heading', { name: 'ورود به دفتر' })).toBeVisible()
    await expect(page.getByText('دستگاه خوابید یا صفحه‌اش قفل شد')).toBeVisible()
    expect(await page.evaluate(() => window.mohr.call('staff.me', {}))).toMatchObject({ ok: false, error: { code: 'NOT_SIGNED_IN' } })
  })
}

test('a page that dies in a form opens again where it was: signed in, with what was typed', async ({ start }) => {
  const { shell, page } = await start()
  const inPage = (code: string): Promise<unknown> =>
    shell.evaluate(({ BrowserWindow }, text) => BrowserWindow.getAllWindows()[0]?.webContents.executeJavaScript(text).catch(() => null), code)
  await makeTraining(page)
  await signIn(page, 'clerk')
  await page.evaluate(() => { location.hash = '#/intake' })
  await page.getByLabel('نام', { exact: true }).fill('نرگس')
  await page.getByLabel('نام خانوادگی').fill('دیناروند')
  // Written down on leaving the field.
  await page.keyboard.press('Tab')
  await expect.poll(() => page.evaluate(() => window.mohr.call('dossiers.scratches', {}).then((answer) => JSON.stringify(answer)))).toContain('دیناروند')
  await shell.evaluate(({ BrowserWindow }) => { BrowserWindow.getAllWindows()[0]?.webContents.forcefullyCrashRenderer() })
  await expect.poll(() => inPage('document.body?.innerText ?? ""'), { timeout: 15_000 }).toContain('دیناروند')
  expect(await inPage('location.hash')).toContain('/intake')
  expect(await inPage('window.mohr.call("staff.me", {}).then(({ value }) => value.username)')).toBe('clerk')
})

test('quitting while work is under way asks: stay, leave when it has ended, or leave at once and lose nothing that was recorded', async ({ start }) => {
  test.setTimeout(180_000)
  const begin = async (started: Started, answer: number): Promise<void> => {
    await expect(started.page.getByRole('heading', { name: 'آغاز کار' })).toBeVisible()
    await started.shell.evaluate(({ dialog }, given) => {
      const kept = globalThis as unknown as { asked: string[][]; give: number }
      kept.asked ??= []
      kept.give = given
      dialog.showMessageBox = (...options: unknown[]) => {
        kept.asked.push((options.at(-1) as { buttons: string[] }).buttons)
        return Promise.resolve({ response: kept.give, checkboxChecked: false })
      }
    }, answer)
    await started.page.evaluate(() => { void window.mohr.call('office.createTraining', { sampleData: true }) })
    // One more call behind it: the long one is under way in the core by now.
    await started.page.evaluate(() => window.mohr.call('office.firstRun', {}))
  }
  const quit = ({ shell }: Started): Promise<void> => shell.evaluate(({ app }) => { app.quit() })
  const asked = ({ shell }: Started): Promise<string[][]> => shell.evaluate(() => (globalThis as unknown as { asked: string[][] }).asked)

  const first = await start()
  await begin(first, 0)
  await quit(first)
  await expect.poll(() => asked(first)).toEqual([['می‌مانم', 'پس از پایان کار خارج شود', 'خروج همین حالا']])
  await first.shell.evaluate(() => { (globalThis as unknown as { give: number }).give = 1 })
  await quit(first)
  expect(await first.shell.exited).toBe(0)
  const again = await start({ home: first.home })
  await expect(again.page.getByRole('heading', { name: 'ورود به دفتر' })).toBeVisible()
  await signIn(again.page, 'clerk')

  const second = await start()
  await begin(second, 2)
  await quit(second)
  expect(await second.shell.exited).toBe(0)
  const after = await start({ home: second.home })
  await expect(after.page.getByText('کار پیشین نیمه‌تمام ماند')).toBeVisible()
  await after.page.getByRole('button', { name: 'پاک کردن بازمانده' }).press('Enter')
  await makeTraining(after.page)
})

test('the core’s process may die: another takes its place, the page is told and the data is there', async ({ start }) => {
  const { shell, page } = await start()
  await makeTraining(page)
  await signIn(page, 'clerk')
  const before = await page.evaluate(() => window.mohr.call('office.status', {}))
  await shell.evaluate(({ app }) => {
    const core = app.getAppMetrics().find(({ name, serviceName }) => serviceName === 'mohr-core' || name === 'mohr-core')
    if (core) process.kill(core.pid, 'SIGKILL')
  })
  await expect(page.getByRole('heading', { name: 'ورود به دفتر' })).toBeVisible()
  await expect.poll(() => page.evaluate(() => window.mohr.call('office.status', {}))).toMatchObject({ ok: true, value: { office: before.ok && before.value['office'] } })
  await signIn(page, 'clerk')
})

test('the tray says what waits, and synchronises', async ({ start }) => {
  const { shell, page } = await start()
  await shell.evaluate(({ Menu, Notification }) => {
    const kept = globalThis as unknown as { tray: Electron.Menu | null; told: string[] }
    kept.told = []
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
  const trayLine = (): Promise<string | undefined> => shell.evaluate(() => (globalThis as unknown as { tray: Electron.Menu | null }).tray?.getMenuItemById('tray-state')?.label)
  const press = (id: string): Promise<void> => shell.evaluate((_electron, item) => { (globalThis as unknown as { tray: Electron.Menu | null }).tray?.getMenuItemById(item)?.click() }, id)
  const told = (): Promise<string[]> => shell.evaluate(() => (globalThis as unknown as { told: string[] }).told)

  expect(await page.evaluate(() => window.mohr.call('office.createTraining', { sampleData: true }))).toMatchObject({ ok: true })
  await expect.poll(trayLine).toBe('دفتر قفل است')
  await press('tray-sync')
  await expect.poll(told).toContain('برای همگام‌سازی نخست وارد دفتر شوید.')
  await signIn(page, 'it')
  await expect.poll(trayLine).toMatch(/در صف ارسال/)
  await shell.evaluate(({ BrowserWindow }) => { BrowserWindow.getAllWindows()[0]?.minimize() })
  await press('tray-sync')
  await expect.poll(told, { timeout: 30_000 }).toEqual(expect.arrayContaining([expect.stringMatching(/همگام‌سازی پایان یافت/)]))
  await expect.poll(trayLine).toBe('چیزی در صف ارسال نیست')
  await press('tray-show')
  await expect.poll(async () => shell.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.isMinimized())).toBe(false)
})
