import { createHash } from 'node:crypto'
import vue from '@vitejs/plugin-vue'

const hashOf = (text) => `'sha256-${createHash('sha256').update(text).digest('base64')}'`

/** No address is named anywhere: the page can load nothing and send nothing, whatever is in it. */
const policy = (script, style, more) => [
  "default-src 'none'", `script-src ${hashOf(script)}`, `style-src ${hashOf(style)}`, 'font-src data:', ...more, "base-uri 'none'", "form-action 'none'",
  "require-trusted-types-for 'script'", 'trusted-types vue',
].join('; ')

/** Puts the one script and the one style into the page, under a policy that names their digests. */
const oneFile = (fileName, more) => ({
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
    const script = scripts[0].code.trim().replaceAll('</script', String.raw`<\/script`)
    const style = String(styles[0].source).trim()
    const head = `<meta http-equiv="Content-Security-Policy" content="${policy(script, style, more)}">`
    const html = String(page.source)
      .replace(/\s*<script type="module"[^>]*><\/script>/, '').replace(/\s*<link rel="stylesheet"[^>]*>/, '')
      .replace('<meta charset="utf-8">', () => `<meta charset="utf-8">\n    ${head}`)
      .replace('</head>', () => `  <style>${style}</style>\n  </head>`)
      .replace('</body>', () => `  <script type="module">${script}</script>\n  </body>`)
    for (const part of [page, ...scripts, ...styles]) Reflect.deleteProperty(bundle, part.fileName)
    this.emitFile({ type: 'asset', fileName, source: html })
  },
})

/**
 * Builds a folder's page into one self-contained HTML file under a strict policy of digests.
 * @param {string} root
 * @param {string} outDir
 * @param {string} fileName
 * @param {readonly string[]} more policy lines beyond those every such page has
 * @returns {import('vite').UserConfig}
 */
export const oneFileConfig = (root, outDir, fileName, more = []) => ({
  root,
  plugins: [vue(), oneFile(fileName, more)],
  define: { __VUE_OPTIONS_API__: 'false', __VUE_PROD_DEVTOOLS__: 'false', __VUE_PROD_HYDRATION_MISMATCH_DETAILS__: 'false' },
  build: {
    outDir,
    emptyOutDir: true,
    target: 'chrome120',
    assetsInlineLimit: 10_000_000,
    cssCodeSplit: false,
    modulePreload: false,
    rolldownOptions: { output: { codeSplitting: false } },
  },
})
