// npm run test:package: packages made around a stand-in for Electron's program, and what is in them (docs/release.md).
import { findChromium } from './ready/chromium.mjs'
import { getReady } from './ready/get-ready.mjs'
import { makeTokenModule } from './ready/token-module.mjs'
import { runTool } from './ready/tool.mjs'

if (getReady(import.meta.filename, { built: true })) {
  const missing = makeTokenModule()
  if (missing) console.error(`The native part for tokens is missing: ${missing}`)
  const browser = findChromium()
  if (!browser) console.error('Chromium is missing, and the packed program is started in it. On Debian or Ubuntu: apt-get install -y chromium')
  process.exitCode = missing || !browser ? 1 : runTool('vitest', ['run', '-c', 'build/package.config.mts'], { env: { MOHR_BROWSER: browser } })
}
