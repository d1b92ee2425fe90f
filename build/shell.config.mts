import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { defineConfig } from '@playwright/test'
import { findChromium } from './ready/chromium.mjs'

const chromium = findChromium()
if (!chromium) throw new Error('Chromium is missing. On Debian or Ubuntu: apt-get install -y chromium')
// For the workers, which start it themselves.
process.env['MOHR_BROWSER'] = chromium

if (process.env['TEST_WORKER_INDEX'] === undefined) {
  const found = existsSync(join(import.meta.dirname, '../node_modules/electron/path.txt'))
  console.log(`Electron shell on ${found ? "Electron's own program" : "the stand-in in Chromium (Electron's program is not here)"}.`)
}

/** The Electron shell from end to end: on Electron's program where it is, else on the stand-in in real Chromium. */
export default defineConfig({
  testDir: '../electron/e2e',
  outputDir: '../test-results/shell',
  globalSetup: '../electron/e2e/bare-office.ts',
  workers: 2,
  retries: 0,
  fullyParallel: true,
  forbidOnly: true,
  timeout: 90_000,
  // Real scrypt and a browser of its own for each program: a busy machine needs room.
  expect: { timeout: 15_000 },
  reporter: [['list']],
})
