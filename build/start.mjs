// npm start: Electron where its program is or can be had, else the same app in a Chromium window, else its address.
import { spawn } from 'node:child_process'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { findChromium } from './ready/chromium.mjs'
import { findElectron } from './ready/electron.mjs'
import { getReady } from './ready/get-ready.mjs'
import { root } from './ready/places.mjs'
import { makeTokenModule } from './ready/token-module.mjs'

const help = `npm start -- [flags]
  --browser      do not look for Electron: open the app in Chromium
  --no-window    only serve the app and print its address
  --home DIR     data folder (else MOHR_HOME, else this user's own)
  --help         this text`

const isRoot = process.platform === 'linux' && process.getuid?.() === 0
const hasDisplay = process.platform !== 'linux' || Boolean(process.env.DISPLAY || process.env.WAYLAND_DISPLAY)

const openElectron = (binary, home) => {
  const child = spawn(binary, [root], { stdio: 'inherit', env: { ...process.env, MOHR_HOME: home } })
  child.on('exit', (code) => process.exit(code ?? 1))
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal))
}

/** A profile of its own: otherwise the command hands the page to a running browser and leaves at once. */
const openChromium = (browser, url, home) =>
  spawn(browser, [
    `--app=${url}`, `--user-data-dir=${join(home, 'browser')}`, '--window-size=1366,800', '--no-first-run',
    '--no-default-browser-check', '--disable-extensions', '--disable-features=Translate', '--disable-sync', '--disable-background-networking',
    ...(isRoot ? ['--no-sandbox', '--test-type'] : []),
  ], { stdio: 'ignore' })

const serve = async (home, { window, why }) => {
  const { startLoopback } = createRequire(import.meta.url)('../out/main/loopback.js')
  const served = await startLoopback({ home })
  if (!served.ok) {
    console.error({
      HOME_IN_USE: `The app already runs on ${home} (process ${served.error.details?.pid}); close it first.`,
      HOME_UNUSABLE: `No data folder can be made or written at ${home}; nothing was changed. Name another with --home.`,
      CONFIG_REFUSED: served.error.details?.text,
    }[served.error.code] ?? `The app did not start: ${served.error.code}`)
    process.exitCode = 1
    return
  }
  const { url, newUrl, close } = served.value
  const stop = () => { void close().finally(() => process.exit(0)) }
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, stop)

  const browser = window ? findChromium() : null
  console.log(browser ? `Opening the app in ${browser}.` : `${why ?? 'No Chromium, Chrome or Edge here'}: open this address in a browser on this machine.`)
  console.log(`  ${url}\n  (works once, for two minutes; Enter gives a new one, Ctrl+C stops)`)
  if (process.stdin.isTTY) process.stdin.on('data', () => console.log(`  ${newUrl()}`))
  if (!browser) return

  const began = Date.now()
  const child = openChromium(browser, newUrl(), home)
  process.on('exit', () => child.kill())
  child.on('error', (error) => console.log(`${browser} did not start (${error.message}); the address above still works.`))
  child.on('exit', (code) => {
    if (code && Date.now() - began < 3000) return console.log(`${browser} left at once (${code}); the address above still works.`)
    console.log('The window was closed: stopping.')
    stop()
  })
}

const start = async (options) => {
  const { dataFolder } = createRequire(import.meta.url)('../out/main/loopback.js')
  const home = dataFolder(options.home)
  if (options['no-window'] || !hasDisplay) return serve(home, { window: false, why: options['no-window'] ? 'As you asked, without a window' : 'No display here' })
  if (isRoot && !options.browser) console.log("Electron does not run as root with its sandbox on: using Chromium.")
  const electron = options.browser || isRoot ? null : await findElectron(home)
  return electron ? openElectron(electron, home) : serve(home, { window: true })
}

const { values } = parseArgs({ options: {
  browser: { type: 'boolean' }, 'no-window': { type: 'boolean' }, home: { type: 'string' }, help: { type: 'boolean', short: 'h' },
} })
if (values.help) console.log(help)
else if (getReady(import.meta.filename, { built: true })) {
  // Where it can't be made, the screens say that tokens can't be used; everything else works.
  makeTokenModule()
  await start(values)
}
