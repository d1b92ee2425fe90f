import { createHash } from 'node:crypto'
import { resolve } from 'node:path'
import vue from '@vitejs/plugin-vue'
import { defineConfig, type Plugin } from 'vite'

const root = resolve(import.meta.dirname, '..')

const hashOf = (text: string): string => `'sha256-${createHash('sha256').update(text).digest('base64')}'`

/** No address is named anywhere: the page can load nothing and send nothing, whatever is in it. */
const policy = (script: string, style: string): string => [
  "default-src 'none'", `script-src ${hashOf(script)}`, `style-src ${hashOf(style)}`, 'font-src data:', "base-uri 'none'", "form-action 'none'",
  "require-trusted-types-for 'script'", 'trusted-types vue',
].join('; ')

/** Puts the one script and the one style into the page, under a policy that names their digests. */
const oneFile = (): Plugin => ({
  name: 'one-file',
  enforce: 'post',
  generateBundle(_options, bundle) {
    const page = Object.values(bundle).find((part) => part.fileName.endsWith('.html'))
    const scripts = Object.values(bundle).filter((part) => part.type === 'chunk')
    const styles = Object.values(bundle).filter((part) => part.fileName.endsWith('.css'))
    const rest = Object.values(bundle).filter((part) => part !== page && part.type === 'asset' && !styles.includes(part))
    if (page?.type !== 'asset' || scripts.length !== 1 || styles.length !== 1 || styles[0]?.type !== 'asset' || rest.length > 0) {
      throw new Error(`one page, one script and one style are wanted: ${Object.keys(bundle).join(', ')}`)
    }
    // Bytes that an HTML parser would take for the end of the element.
    const script = scripts[0]!.code.trim().replaceAll('</script', String.raw`<\/script`)
    const style = String(styles[0].source).trim()
    const head = `<meta http-equiv="Content-Security-Policy" content="${policy(script, style)}">`
    const html = String(page.source)
      .replace(/\s*<script type="module"[^>]*><\/script>/, '').replace(/\s*<link rel="stylesheet"[^>]*>/, '')
      .replace('<meta charset="utf-8">', () => `<meta charset="utf-8">\n    ${head}`)
      .replace('</head>', () => `  <style>${style}</style>\n  </head>`)
      .replace('</body>', () => `  <script type="module">${script}</script>\n  </body>`)
    for (const part of [page, ...scripts, ...styles]) Reflect.deleteProperty(bundle, part.fileName)
    this.emitFile({ type: 'asset', fileName: 'mohr-verify.html', source: html })
  },
})

/** The page that a bank keeps on its desktop: one file, no address in it. */
export default defineConfig({
  root: resolve(root, 'verifier'),
  plugins: [vue(), oneFile()],
  define: { __VUE_OPTIONS_API__: 'false', __VUE_PROD_DEVTOOLS__: 'false', __VUE_PROD_HYDRATION_MISMATCH_DETAILS__: 'false' },
  build: {
    outDir: resolve(root, 'out/verifier'),
    emptyOutDir: true,
    target: 'chrome120',
    assetsInlineLimit: 10_000_000,
    cssCodeSplit: false,
    modulePreload: false,
    rolldownOptions: { output: { codeSplitting: false } },
  },
})
