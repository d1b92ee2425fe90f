// npm run guide: takes the pictures of docs/guide anew, by the test that walks those screens in Chromium.
import { cpSync, readdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { getReady } from './ready/get-ready.mjs'
import { root } from './ready/places.mjs'
import { runTool } from './ready/tool.mjs'

const taken = join(root, 'out/guide')
const kept = join(root, 'docs/guide/pictures')

if (getReady(import.meta.filename, { built: true })) {
  rmSync(taken, { recursive: true, force: true })
  process.exitCode = runTool('playwright', ['test', 'renderer/e2e/guide.spec.ts', '--workers=1'])
  if (process.exitCode === 0) {
    rmSync(kept, { recursive: true, force: true })
    cpSync(taken, kept, { recursive: true })
    console.log(`${readdirSync(kept).length} pictures in docs/guide/pictures`)
  }
}
