import { readFileSync, readdirSync } from 'node:fs'
import { resolve } from 'node:path'
import vue from '@vitejs/plugin-vue'
import { defineConfig } from 'electron-vite'

const at = (path: string): string => resolve(import.meta.dirname, path)

const pdfjs = at('node_modules/pdfjs-dist')
/** What pdf.js asks for by name: decoders of fax-like and JPEG 2000 pictures, and the fonts a PDF need not bring. */
const pdfParts = [
  ...['jbig2_nowasm_fallback.js', 'openjpeg_nowasm_fallback.js'].map((name) => ({ fileName: `pdf/${name}`, from: `${pdfjs}/wasm/${name}` })),
  ...readdirSync(`${pdfjs}/standard_fonts`).map((name) => ({ fileName: `pdf/fonts/${name}`, from: `${pdfjs}/standard_fonts/${name}` })),
]
const shipPdfParts = () => ({
  name: 'ship-pdf-parts',
  generateBundle(this: { emitFile: (file: { type: 'asset'; fileName: string; source: Uint8Array }) => string }) {
    for (const { fileName, from } of pdfParts) this.emitFile({ type: 'asset', fileName, source: readFileSync(from) })
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
          core: at('electron/core.ts'),
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
    plugins: [vue(), shipPdfParts()],
    build: {
      outDir: at('out/renderer'),
      assetsInlineLimit: 0,
      rolldownOptions: { input: { index: at('renderer/index.html') } },
    },
  },
})
