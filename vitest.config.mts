import { resolve } from 'node:path'
import vue from '@vitejs/plugin-vue'
import { defineConfig } from 'vitest/config'

export default defineConfig({
  plugins: [vue()],
  resolve: {
    // For rules of single parts; the whole shell runs end to end in electron/e2e.
    alias: { electron: resolve(import.meta.dirname, 'electron/testing/electron-mock.ts') },
  },
  test: {
    environment: 'node',
    include: ['{main,db,registry,electron,build,renderer,verifier}/**/*.test.{ts,mjs}'],
    exclude: ['**/node_modules/**', '**/e2e/**', 'build/package/**', 'out/**'],
    // Real SQLite files, real keys and scrypt: a busy machine needs room, a hang still ends.
    testTimeout: 20_000,
    hookTimeout: 20_000,
    pool: 'forks',
    // Vitest leaves one core idle by default: of two that is half of the machine.
    maxWorkers: '100%',
  },
})
