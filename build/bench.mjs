// npm run bench [NAME…]: bundles build/bench/NAME.ts (all of them without a name) into out/bench and runs it on Node 24.
import { existsSync, readdirSync } from 'node:fs'
import { basename, join } from 'node:path'
import { getReady } from './ready/get-ready.mjs'
import { root } from './ready/places.mjs'
import { runTool } from './ready/tool.mjs'

const folder = join(root, 'build/bench')
const outDir = join(root, 'out/bench')

const bundle = async (name) => {
  const { build } = await import('vite')
  await build({
    root, configFile: false, logLevel: 'warn', ssr: { noExternal: true, external: ['better-sqlite3'] },
    build: {
      ssr: join(folder, `${name}.ts`), outDir, emptyOutDir: false, target: 'node24',
      rolldownOptions: { output: { format: 'cjs', entryFileNames: `${name}.cjs` } },
    },
  })
}

const run = async (wanted) => {
  const all = existsSync(folder) ? readdirSync(folder).filter((file) => file.endsWith('.ts')).map((file) => basename(file, '.ts')) : []
  const unknown = wanted.filter((name) => !all.includes(name))
  if (unknown.length || !all.length) {
    console.error(unknown.length ? `No such bench: ${unknown.join(', ')}. There are: ${all.join(', ')}.` : 'There is no bench in build/bench yet.')
    return 2
  }
  for (const name of wanted.length ? wanted : all) {
    await bundle(name)
    console.log(`\n${name}`)
    const code = runTool('node', ['--expose-gc', join(outDir, `${name}.cjs`)])
    if (code !== 0) return code
  }
  return 0
}

if (getReady(import.meta.filename, { built: false })) process.exitCode = await run(process.argv.slice(2))
