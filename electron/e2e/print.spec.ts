import { ask, expect, signIn, test } from './fixtures'

test('printing: a hidden window without preload draws the permit, the dialog gets it, and the program still ends with its window', async ({ start }) => {
  test.setTimeout(120_000)
  const { shell, page } = await start()
  expect(await ask(page, 'office.createTraining', {})).toMatchObject({ ok: true })
  await expect(page.getByRole('heading', { name: 'ورود به دفتر' })).toBeVisible()
  await signIn(page, 'clerk')
  const register = await ask(page, 'permits.register')
  const [first, second] = register.ok ? (register.value['items'] as { no: string }[]).map(({ no }) => no) : []
  const drawn = await ask(page, 'papers.print', { nos: [first, second], as: 'sheets' })
  expect(drawn).toMatchObject({ ok: true, value: { printed: 2 } })
  const file = drawn.ok ? (drawn.value['file'] as { base64: string }) : { base64: '' }
  expect(Buffer.from(file.base64, 'base64').toString('latin1')).toMatch(/^%PDF-[^]*\/StructTreeRoot/)
  const windows = await shell.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().map((window) => ({ url: window.webContents.getURL(), visible: window.isVisible() })))
  expect(windows).toHaveLength(2)
  expect(windows.find(({ url }) => url.startsWith('app://paper/'))).toMatchObject({ visible: false })
  // Nothing in it can ask the core, and nothing leads out of it.
  const inside = await shell.evaluate(async ({ BrowserWindow }) => {
    const paper = BrowserWindow.getAllWindows().find((window) => window.webContents.getURL().startsWith('app://paper/'))
    return paper?.webContents.executeJavaScript("Promise.all([typeof mohr, typeof require, fetch('app://bundle/index.html').then(() => 'came', () => 'blocked'), fetch('https://example.org/').then(() => 'came', () => 'blocked')])") as Promise<string[]>
  })
  expect(inside).toEqual(['undefined', 'undefined', 'blocked', 'blocked'])
  expect(await ask(page, 'papers.print', { nos: [first], as: 'printer' })).toMatchObject({ ok: true, value: { file: null, printed: 1, reprints: 1 } })
  await shell.evaluate(({ BrowserWindow }) => { BrowserWindow.getAllWindows().find((window) => window.isVisible())?.close() })
  expect(await shell.exited).toBe(0)
})
