import { noCapabilities } from '#contract/office'
import { launchShell } from '../testing/launch'
import { copyBareOffice } from './bare-office'
import { ask, expect, mohr, signIn, test, type Started } from './fixtures'

// In one worker: most tests here share one running program.
test.describe.configure({ mode: 'default' })

/** The window's state as the program sees it. */
const windowOf = ({ shell }: Started) => shell.evaluate(({ BrowserWindow }) => {
  const window = BrowserWindow.getAllWindows()[0]
  return { visible: window?.isVisible(), minimized: window?.isMinimized(), bounds: window?.getBounds(), count: BrowserWindow.getAllWindows().length }
})

test('security 26: a start shows one window; a second start leaves with code 0 and brings it to the front; the next one opens where it was left, after a kill too', async ({ start }) => {
  const first = await start()
  await expect(first.page.getByRole('heading', { name: 'آغاز کار' })).toBeVisible()
  await expect.poll(async () => (await windowOf(first)).visible).toBe(true)
  expect((await windowOf(first)).count).toBe(1)
  await first.shell.evaluate(({ BrowserWindow }) => {
    const window = BrowserWindow.getAllWindows()[0]
    window?.setBounds({ x: 120, y: 80, width: 1200, height: 700 })
    window?.minimize()
  })
  expect(await (await launchShell({ home: first.home })).exited).toBe(0)
  await expect.poll(async () => (await windowOf(first)).minimized).toBe(false)
  expect(await first.shell.close()).toBe(0)

  const second = await start({ home: first.home })
  expect((await windowOf(second)).bounds).toEqual({ x: 120, y: 80, width: 1200, height: 700 })
  second.shell.kill()
  await second.shell.exited
  const third = await start({ home: first.home })
  await expect(third.page.getByRole('heading', { name: 'آغاز کار' })).toBeVisible()
})

test('the menu is Persian throughout and locks the office', async ({ office: { shell, page } }) => {
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

test('issue 5.3: every capability is there, and the screens show what only this host can', async ({ office: { page } }) => {
  const status = await ask(page, 'office.status')
  expect(status.ok && status.value['capabilities']).toEqual(Object.fromEntries(Object.keys(noCapabilities).map((name) => [name, true])))
  await signIn(page, 'manager')
  await page.keyboard.press('?')
  await expect(page.getByRole('dialog').getByRole('heading', { name: 'منوی پنجره' })).toBeVisible()
  await page.keyboard.press('Escape')
  await page.locator('.bar-user').press('Enter')
  await expect(page.getByText('اگر رایانه بخوابد یا صفحه‌اش قفل شود، دفتر هم قفل می‌شود.')).toBeVisible()
  await page.keyboard.press('Escape')
})

for (const event of ['suspend', 'lock-screen'] as const) {
  test(`security row 1: the office locks at "${event}", and the page says so`, async ({ office: { shell, page } }) => {
    await signIn(page, 'clerk')
    await shell.evaluate(({ powerMonitor }, name) => { powerMonitor.emit(name) }, event)
    await expect(page.getByRole('heading', { name: 'ورود به دفتر' })).toBeVisible()
    await expect(page.getByText('دستگاه خوابید یا صفحه‌اش قفل شد')).toBeVisible()
    expect(await page.evaluate(() => window.mohr.call('staff.me', {}))).toMatchObject({ ok: false, error: { code: 'NOT_SIGNED_IN' } })
  })
}

test('the core’s process may die: another takes its place, the page is told and the data is there', async ({ office: { shell, page } }) => {
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

test('a page that dies in a form opens again where it was: signed in, with what was typed', async ({ start }) => {
  const { shell, page } = await start({ home: copyBareOffice() })
  const inPage = (code: string): Promise<unknown> =>
    shell.evaluate(({ BrowserWindow }, text) => BrowserWindow.getAllWindows()[0]?.webContents.executeJavaScript(text).catch(() => null), code)
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
  /** Long work begins, and whoever wants to leave meanwhile is answered so. */
  const begin = async (started: Started, answer: number): Promise<void> => {
    await expect(started.page.getByRole('heading', { name: 'آغاز کار' })).toBeVisible()
    await started.shell.evaluate(({ dialog }, given) => {
      const kept = globalThis as unknown as { give: number }
      kept.give = given
      dialog.showMessageBox = (...options: unknown[]) => {
        process.stdout.write(`asked: ${(options.at(-1) as { buttons: string[] }).buttons.join(', ')}\n`)
        return Promise.resolve({ response: kept.give, checkboxChecked: false })
      }
    }, answer)
    await started.page.evaluate(() => { void window.mohr.call('office.createTraining', { sampleData: true }) })
    // One more call behind it: the long one is under way in the core by now.
    await started.page.evaluate(() => window.mohr.call('office.firstRun', {}))
  }
  const quit = ({ shell }: Started): Promise<void> => shell.evaluate(({ app }) => { app.quit() })
  const asked = ({ shell }: Started): string[] => shell.output().split('\n').filter((line) => line.startsWith('asked: '))
  const question = 'asked: می‌مانم, پس از پایان کار خارج شود, خروج همین حالا'

  const first = await start()
  await begin(first, 0)
  await quit(first)
  await expect.poll(() => asked(first)).toEqual([question])
  await first.shell.evaluate(() => { (globalThis as unknown as { give: number }).give = 1 })
  await quit(first)
  expect(await first.shell.exited).toBe(0)
  expect(asked(first)).toEqual([question, question])
  const { stdout } = await mohr(['status', '--json'], first.home)
  expect(JSON.parse(stdout)).toMatchObject({ state: 'locked', office: { training: true } })

  const second = await start()
  await begin(second, 2)
  await quit(second)
  expect(await second.shell.exited).toBe(0)
  const after = await start({ home: second.home })
  await expect(after.page.getByText('کار پیشین نیمه‌تمام ماند')).toBeVisible()
  await after.page.getByRole('button', { name: 'پاک کردن بازمانده' }).press('Enter')
  await expect(after.page.getByText('کار پیشین نیمه‌تمام ماند')).toHaveCount(0)
  expect(JSON.parse((await mohr(['status', '--json'], second.home)).stdout)).toMatchObject({ state: 'absent', office: null })
})
