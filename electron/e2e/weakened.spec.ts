/* Negative controls: the suite that passes on the program must fail on each weaker one. */
import { rmSync } from 'node:fs'
import { driver, launchShell, type Shell } from '../testing/launch'
import { downloadsLet, policyBroken } from '../testing/page-attempts'
import { tryWindows, webviewsStopped, windowsAllowed } from '../testing/second-windows'
import { secureWindow } from '../testing/secure-window'
import { weakenedProgram } from '../testing/weakened'
import { expect, newHome, test } from './fixtures'

const weaker = [
  ['contextIsolation: true', 'contextIsolation: false'], ['sandbox: true', 'sandbox: false'], ['nodeIntegration: false', 'nodeIntegration: true'],
  ['nodeIntegrationInWorker: false', 'nodeIntegrationInWorker: true'], ['nodeIntegrationInSubFrames: false', 'nodeIntegrationInSubFrames: true'],
  ['webSecurity: true', 'webSecurity: false'], ['webviewTag: false', 'webviewTag: true'],
  ['contextIsolation: true', 'contextIsolation: true, allowRunningInsecureContent: true'], ['contextIsolation: true', 'contextIsolation: true, experimentalFeatures: true'],
  ['contextIsolation: true', "contextIsolation: true, enableBlinkFeatures: 'MachineLearningNeuralNetwork'"],
] as const

const withProgram = async <T>(main: string, work: (shell: Shell) => Promise<T>): Promise<T> => {
  const home = newHome()
  const shell = await launchShell({ home, main })
  try {
    return await work(shell)
  } finally {
    shell.kill()
    await shell.exited
    rmSync(home, { recursive: true, force: true })
  }
}

for (const [is, other] of weaker) {
  const named = other.split(', ').at(-1)?.split(':')[0] ?? ''
  test(`a window with ${other} does not pass`, async () => {
    await expect(withProgram(weakenedProgram('main/electron.js', [is, other]), secureWindow)).rejects.toThrow(named)
  })
}

test('a preload that asks for Node modules gets none, and the page no bridge', async () => {
  const main = weakenedProgram('preload/preload.cjs', ['let electron = require("electron");', 'require("node:fs"); let electron = require("electron");'])
  await withProgram(main, async (shell) => {
    const page = await shell.firstWindow()
    expect(await page.evaluate(() => 'mohr' in window)).toBe(false)
  })
})

test('a shell that trusts every sender answers a foreign page', async ({ stranger }) => {
  const main = weakenedProgram('main/electron.js', ['if (!isTrusted(event)) return refused', ''])
  await withProgram(main, async (shell) => {
    const page = await shell.firstWindow()
    await expect(page.getByRole('heading', { name: 'آغاز کار' })).toBeVisible()
    await shell.evaluate(({ session }) => { session.defaultSession.webRequest.onBeforeRequest(null) })
    await shell.evaluate(({ BrowserWindow }, url) => BrowserWindow.getAllWindows()[0]?.webContents.loadURL(url), stranger.origin)
    await expect(page).toHaveTitle('stranger')
    expect(await page.evaluate(() => window.mohr.call('office.status', {}))).toMatchObject({ ok: true })
  })
})

test('a window that may go anywhere goes there', async ({ stranger }) => {
  test.skip(driver === 'electron', 'the network guard stands in the way there as well')
  const main = weakenedProgram('main/electron.js', ['if (!isOurs(event.url)) event.preventDefault()', ''])
  await withProgram(main, async (shell) => {
    const page = await shell.firstWindow()
    await expect(page.getByRole('heading', { name: 'آغاز کار' })).toBeVisible()
    await shell.evaluate(({ session }) => { session.defaultSession.webRequest.onBeforeRequest(null) })
    await page.evaluate((url) => { location.href = url }, stranger.origin)
    await expect.poll(() => stranger.asked).toContain('/')
  })
})

test('a shell that gives permissions away, allows windows and lets webviews come is seen through', async ({ stranger }) => {
  const main = weakenedProgram('main/electron.js', ['setPermissionCheckHandler(() => false)', 'setPermissionCheckHandler(() => true)'], ['answer(false)', 'answer(true)'],
    ['({ action: "deny" })', '({ action: "allow" })'], ['contents.on("will-attach-webview", (event) => event.preventDefault())', ''])
  await withProgram(main, async (shell) => {
    const page = await shell.firstWindow()
    expect(await page.evaluate(() => navigator.permissions.query({ name: 'notifications' }).then(({ state }) => state))).toBe('granted')
    expect(await webviewsStopped(shell)).toBe(0)
    await tryWindows(page, stranger.origin)
    expect(await windowsAllowed(shell)).toBeGreaterThan(0)
  })
})

test('pages without the content policy run what they are given', async () => {
  const main = weakenedProgram('main/electron.js', ['...require_page_files.securityHeaders', '...{}'])
  await withProgram(main, async (shell) => {
    expect(await policyBroken(await shell.firstWindow())).toEqual(['eval', 'innerHTML', 'script text'])
  })
})

test('a shell that stops no download lets a foreign one through', async () => {
  const main = weakenedProgram('main/electron.js', ['if (!isOwnExport(item.getURL())) event.preventDefault()', ''])
  await withProgram(main, async (shell) => {
    expect(await downloadsLet(shell, await shell.firstWindow())).toEqual(['blob', 'data'])
  })
})
