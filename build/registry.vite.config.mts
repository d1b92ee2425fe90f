import { resolve } from 'node:path'
import { defineConfig } from 'vite'

const root = resolve(import.meta.dirname, '..')

/** The reference registry: a program of its own beside the client, sharing no chunk with it. */
export default defineConfig({
  root,
  ssr: { noExternal: true, external: ['better-sqlite3'] },
  build: {
    ssr: resolve(root, 'registry/server-main.ts'),
    outDir: resolve(root, 'out/registry'),
    target: 'node24',
    copyPublicDir: false,
    rolldownOptions: { output: { format: 'es', entryFileNames: 'registry.mjs' } },
  },
})
