import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import vue from '@vitejs/plugin-vue'
import { defineConfig } from 'electron-vite'

const at = (path: string): string => resolve(import.meta.dirname, path)

/** Decoders of fax-like and JPEG 2000 pictures in scanned PDFs: the drawing worker asks for them by these names. */
const scanDecoders = () => ({
  name: 'scan-decoders',
  generateBundle(this: { emitFile: (file: { type: 'asset'; fileName: string; source: Uint8Array }) => string }) {
    for (const name of ['jbig2_nowasm_fallback.js', 'openjpeg_nowasm_fallback.js']) {
      this.emitFile({ type: 'asset', fileName: `pdf/${name}`, source: readFileSync(at(`node_modules/pdfjs-dist/wasm/${name}`)) })
    }
  },
})

export default defineConfig({
  main: {
    build: {
      outDir: 'out/main',
      // Only the native module stays outside the bundle; app.asar then holds out/ and one package.
      externalizeDeps: { include: ['better-sqlite3'] },
      rolldownOptions: {
        input: {
          electron: at('electron/main.ts'),
          cli: at('main/shells/cli.ts'),
          loopback: at('main/shells/loopback.ts'),
        },
      },
    },
  },
  preload: {
    build: {
      outDir: 'out/preload',
      externalizeDeps: false,
      rolldownOptions: {
        input: { preload: at('electron/preload.ts') },
        output: { format: 'cjs', entryFileNames: '[name].cjs' },
      },
    },
  },
  renderer: {
    root: at('renderer'),
    plugins: [vue(), scanDecoders()],
    build: {
      outDir: at('out/renderer'),
      assetsInlineLimit: 0,
      rolldownOptions: { input: { index: at('renderer/index.html') } },
    },
  },
})
