import { resolve } from 'node:path'
import vue from '@vitejs/plugin-vue'
import { defineConfig } from 'vitest/config'

export default defineConfig({
  plugins: [vue()],
  resolve: {
    // Electron's binary can't be had here; the stand-in's header says what it stands for.
    alias: { electron: resolve(import.meta.dirname, 'electron/testing/electron-stand-in.ts') },
  },
  test: {
    environment: 'node',
    include: ['{main,db,registry,electron,build,renderer,verifier}/**/*.test.{ts,mjs}'],
    exclude: ['**/node_modules/**', '**/e2e/**', 'out/**'],
    // Real SQLite files, real keys and scrypt: a busy machine needs room, a hang still ends.
    testTimeout: 20_000,
    hookTimeout: 20_000,
    pool: 'forks',
  },
})
