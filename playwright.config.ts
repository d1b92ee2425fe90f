import { defineConfig } from '@playwright/test'
import { findChromium } from './build/ready/chromium.mjs'

const executablePath = findChromium()
if (!executablePath) throw new Error('Chromium is missing. On Debian or Ubuntu: apt-get install -y chromium')

/** The real app on the loopback shell, in the Chromium of this machine: nothing is downloaded, nothing is retried. */
export default defineConfig({
  testDir: './renderer/e2e',
  globalSetup: './renderer/e2e/office-shelf.ts',
  // The built app runs as it was built: reading it anew as a test's source cost every worker seconds.
  build: { external: ['**/out/**'] },
  workers: 2,
  retries: 0,
  fullyParallel: false,
  forbidOnly: true,
  // Longer than any wait on a quiet machine: a busy one may take its time, and a fault is still told.
  timeout: 120_000,
  expect: { timeout: 20_000 },
  reporter: [['list']],
  use: {
    browserName: 'chromium',
    locale: 'fa-IR',
    timezoneId: 'Asia/Tehran',
    viewport: { width: 1366, height: 768 },
    trace: 'retain-on-failure',
    launchOptions: {
      executablePath,
      args: [
        '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking',
        '--disable-component-update', '--disable-sync',
        // Chromium's own sandbox refuses to start for root, as in containers and CI.
        ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
      ],
    },
  },
})
