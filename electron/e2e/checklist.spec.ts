/* Electron's security checklist, item by item (electronjs.org, tutorial/security), asserted on the built program. */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'yaml'
import { contentPolicy } from '#main/shells/host/headers'
import { expect, test } from './fixtures'
import { downloadsLet, policyBroken } from '../testing/page-attempts'
import { secureWindow } from '../testing/secure-window'
import { tryWindows, webviewsStopped, windowsAllowed } from '../testing/second-windows'

const root = join(__dirname, '../..')
const builtText = (): string => ['main', 'main/chunks', 'preload'].flatMap((folder) =>
  readdirSync(join(root, 'out', folder)).filter((name) => /\.c?js$/.test(name)).map((name) => readFileSync(join(root, 'out', folder, name), 'utf8'))).join('\n')
const shellText = (): string => readFileSync(join(root, 'out/main/electron.js'), 'utf8')

test('Electron checklist 1: only secure content is loaded; another address of this machine is never asked', async ({ common: { shell, page }, stranger }) => {
  expect(await shell.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.webContents.getURL())).toMatch(/^app:\/\/bundle\//)
  expect(await page.evaluate(() => isSecureContext)).toBe(true)
  expect(await page.evaluate((url) => fetch(url).then(() => 'given', () => 'refused'), stranger.origin)).toBe('refused')
  expect(await shell.evaluate(({ BrowserWindow }, url) => BrowserWindow.getAllWindows()[0]?.webContents.loadURL(url).then(() => 'given', () => 'refused'), stranger.origin)).toBe('refused')
  await shell.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.webContents.loadURL('app://bundle/'))
  expect(stranger.asked).toEqual([])
})

test('Electron checklist 2: the page has nothing of Node', async ({ common: { page, shell } }) => {
  expect(await page.evaluate(() => ['require', 'process', 'module', 'Buffer', 'global', '__dirname'].filter((name) => name in window))).toEqual([])
  expect(await secureWindow(shell)).toMatchObject({ nodeIntegration: false, nodeIntegrationInWorker: false, nodeIntegrationInSubFrames: false })
})

test('Electron checklist 3: what the page does to its own world does not reach the preload', async ({ common: { page, shell } }) => {
  expect(await secureWindow(shell)).toMatchObject({ contextIsolation: true })
  await page.evaluate(() => {
    const heard: string[] = []
    Object.assign(window, { heard })
    const real = Set.prototype.has
    Set.prototype.has = () => true
    window.mohr.on('ipc-internal', () => { heard.push('internal') })
    Set.prototype.has = real
    window.mohr.on('office.changed', () => { heard.push('known') })
  })
  await shell.evaluate(({ BrowserWindow }) => {
    const contents = BrowserWindow.getAllWindows()[0]?.webContents
    contents?.send('push', 'ipc-internal', {})
    contents?.send('push', 'office.changed', {})
  })
  await expect.poll(() => page.evaluate(() => (window as never as { heard: string[] }).heard)).toEqual(['known'])
})

test('Electron checklist 4: pages are sandboxed, and so would be one that asked for less', async ({ common: { shell } }) => {
  expect(await secureWindow(shell)).toMatchObject({ sandbox: true })
  // Only app.enableSandbox() sets it, and only before the program is ready; where it stands in the bundle says nothing.
  expect(await shell.evaluate(({ app }) => app.commandLine.hasSwitch('enable-sandbox'))).toBe(true)
  expect(await shell.evaluate(({ app }) => {
    try {
      app.enableSandbox()
      return 'taken'
    } catch {
      return 'too late'
    }
  })).toBe('too late')
})

test('Electron checklist 5: no permission is given, neither asked for nor looked up, and no device', async ({ common: { page } }) => {
  const states = await page.evaluate(async () => {
    const names = ['geolocation', 'notifications', 'midi', 'camera', 'microphone', 'persistent-storage'] as PermissionName[]
    return Promise.all(names.map((name) => navigator.permissions.query({ name }).then(({ state }) => state, () => 'unknown')))
  })
  expect(states).toEqual(['denied', 'denied', 'denied', 'denied', 'denied', 'denied'])
  expect(await page.evaluate(() => navigator.mediaDevices.getUserMedia({ audio: true }).then(() => 'given', (error: Error) => error.name))).toBe('NotAllowedError')
  expect(await page.evaluate(() => navigator.requestMIDIAccess().then(() => 'given', () => 'refused'))).toBe('refused')
})

test('Electron checklist 6: web security is on', async ({ common: { page, shell }, stranger }) => {
  expect(await secureWindow(shell)).toMatchObject({ webSecurity: true })
  expect(await page.evaluate((url) => new Promise((resolve) => {
    const image = new Image()
    image.onload = () => { resolve('loaded') }
    image.onerror = () => { resolve('refused') }
    image.src = `${url}/picture.png`
  }), stranger.origin)).toBe('refused')
  expect(stranger.asked).toEqual([])
})

test('Electron checklist 7: every answer carries the content policy, and the policy holds', async ({ common: { page } }) => {
  const policies = await page.evaluate(() => Promise.all(['/', '/index.html', '/icon.svg', '/none.js'].map((path) =>
    fetch(path).then(({ headers }) => headers.get('content-security-policy')))))
  expect(policies).toEqual([contentPolicy, contentPolicy, contentPolicy, contentPolicy])
  expect(contentPolicy).not.toMatch(/unsafe|\*|https?:/)
  expect(await policyBroken(page)).toEqual([])
})

test('security row 18: what the page made itself may be saved, nothing else', async ({ common: { shell, page } }) => {
  expect(await downloadsLet(shell, page)).toEqual(['blob'])
})

for (const [item, name] of [[8, 'allowRunningInsecureContent'], [9, 'experimentalFeatures'], [10, 'enableBlinkFeatures']] as const) {
  test(`Electron checklist ${item}: ${name} is off`, async ({ common: { shell } }) => {
    expect((await secureWindow(shell))[name] ?? false).toBe(false)
    expect(shellText()).not.toContain(name)
  })
}

test('Electron checklist 11: there is no webview and no allowpopups', async ({ common: { page, shell } }) => {
  expect(await secureWindow(shell)).toMatchObject({ webviewTag: false })
  expect(await page.evaluate(() => 'src' in document.createElement('webview'))).toBe(false)
  expect(builtText()).not.toMatch(/allowpopups|<webview/)
})

test('Electron checklist 12: a webview that came all the same is stopped before it is there', async ({ common: { shell } }) => {
  expect(await webviewsStopped(shell)).toBe(1)
})

test('Electron checklist 13: the window goes nowhere else', async ({ common: { page, shell }, stranger }) => {
  const where = (): Promise<string | undefined> => shell.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.webContents.getURL())
  const before = await where()
  for (const url of [stranger.origin, 'https://example.invalid/', 'app://other/', 'app://bundle.other/', 'file:///etc/passwd', 'data:text/html,x']) {
    await page.evaluate(async (to) => {
      const link = document.createElement('a')
      link.href = to
      document.body.append(link)
      link.click()
      link.remove()
      // Asked for after it: when this is there, the other was decided.
      await fetch('/icon.svg')
    }, url)
    expect(await where(), url).toBe(before)
  }
  await page.evaluate((to) => {
    const frame = document.createElement('iframe')
    frame.src = to
    document.body.append(frame)
  }, stranger.origin)
  await page.evaluate(() => { document.querySelector('iframe')?.remove() })
  expect(stranger.asked).toEqual([])
})

test('Electron checklist 14: no second window opens', async ({ common: { page, shell }, stranger }) => {
  await tryWindows(page, stranger.origin)
  expect(await windowsAllowed(shell)).toBe(0)
  expect(await shell.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length)).toBe(1)
  expect(stranger.asked).toEqual([])
})

test('Electron checklist 15: nothing is handed to the system to open', () => {
  expect(builtText()).not.toMatch(/openExternal|openPath|showItemInFolder/)
})

test('Electron checklist 16: Electron is pinned to one version, and that one is installed', async ({ common: { shell } }) => {
  const own = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { devDependencies: Record<string, string> }
  const pinned = own.devDependencies['electron'] ?? ''
  expect(pinned).toMatch(/^\d+\.\d+\.\d+$/)
  expect(await shell.evaluate(() => process.versions['electron'])).toBe(pinned)
  const release = readFileSync(join(root, 'docs/release.md'), 'utf8')
  expect(release).toContain(`Electron ${pinned.split('.')[0]}`)
})

test('Electron checklist 17: a page that is not ours gets no answer, though it has the bridge', async ({ start, stranger }) => {
  const { shell, page } = await start()
  await expect(page.getByRole('heading', { name: 'آغاز کار' })).toBeVisible()
  // The network is shut by another guard, which this one must not need.
  await shell.evaluate(({ session }) => { session.defaultSession.webRequest.onBeforeRequest(null) })
  await shell.evaluate(({ BrowserWindow }, url) => BrowserWindow.getAllWindows()[0]?.webContents.loadURL(url), stranger.origin)
  expect(stranger.asked).toContain('/')
  await expect(page).toHaveTitle('stranger')
  expect(await page.evaluate(() => window.mohr.call('office.status', {}))).toEqual({ ok: false, error: { code: 'CONNECTION_LOST', ref: 'ipc-sender' } })
  expect(shellText().match(/ipcMain\.(handle|on)\w*\(/g)).toEqual(['ipcMain.handle('])
})

test('Electron checklist 18: files come by app:// from a list, never by file:// or a path', async ({ common: { page } }) => {
  const statuses = await page.evaluate(() => Promise.all(['/..%2f..%2fpackage.json', '/%2e%2e/%2e%2e/package.json', '/..%5c..%5cpackage.json', '//etc/passwd', '/assets/../../package.json'].map(
    (path) => fetch(path).then(({ status }) => status, () => 0))))
  expect(statuses.every((status) => status === 404 || status === 0)).toBe(true)
  expect(await page.evaluate(() => fetch('file:///etc/passwd').then(() => 'given', () => 'refused'))).toBe('refused')
  expect(builtText()).not.toMatch(/loadFile\(|file:\/\/\//)
})

test('Electron checklist 19: the fuses are set for every package', () => {
  const { electronFuses } = parse(readFileSync(join(root, 'electron-builder.yml'), 'utf8')) as { electronFuses: object }
  expect(electronFuses).toMatchObject({
    runAsNode: false, enableNodeOptionsEnvironmentVariable: false, enableNodeCliInspectArguments: false, enableEmbeddedAsarIntegrityValidation: true,
    onlyLoadAppFromAsar: true, grantFileProtocolExtraPrivileges: false, enableCookieEncryption: true,
  })
})

test('Electron checklist 20: the page gets call and on, frozen, and no event object', async ({ common: { page, shell } }) => {
  expect(await page.evaluate(() => ({ keys: Object.keys(window.mohr), frozen: Object.isFrozen(window.mohr) }))).toEqual({ keys: ['call', 'on'], frozen: true })
  expect(await page.evaluate(() => Object.keys(window).filter((name) => /electron|ipc/i.test(name)))).toEqual([])
  await page.evaluate(() => {
    const got: unknown[] = []
    Object.assign(window, { got })
    window.mohr.on('dossier.changed', (...given: unknown[]) => { got.push(given) })
  })
  await shell.evaluate(({ BrowserWindow }) => { BrowserWindow.getAllWindows()[0]?.webContents.send('push', 'dossier.changed', { dossierId: 'x' }) })
  await expect.poll(() => page.evaluate(() => (window as never as { got: unknown[] }).got)).toEqual([[{ dossierId: 'x' }]])
  expect(await page.evaluate(() => window.mohr.call('office.status', { work: () => 1 }).then(() => 'carried', () => 'refused'))).toBe('refused')
})
