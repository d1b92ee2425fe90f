import { resolve } from 'node:path'
import { defineConfig } from 'vitest/config'

/** Packages made around a stand-in for Electron's program, once, and looked into: `npm run test:package`. */
export default defineConfig({
  test: {
    root: resolve(import.meta.dirname, '..'),
    environment: 'node',
    include: ['build/package/*.test.ts'],
    globalSetup: 'build/package/make-stand-ins.mjs',
    // electron-builder, 7-Zip, makensis, dpkg and Chromium at their own pace.
    testTimeout: 60_000,
    hookTimeout: 60_000,
    pool: 'forks',
    maxWorkers: 2,
  },
})
