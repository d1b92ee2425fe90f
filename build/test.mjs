// npm test: everything the machine can check, from a fresh clone. Ends with one line, `N passed, N failed`.
import { spawnSync } from 'node:child_process'
import { mkdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { build } from './ready/built.mjs'
import { findChromium } from './ready/chromium.mjs'
import { getReady } from './ready/get-ready.mjs'
import { root } from './ready/places.mjs'
import { countPlaywright, countVitest } from './ready/reports.mjs'
import { makeTokenModule } from './ready/token-module.mjs'
import { runTool } from './ready/tool.mjs'

const reports = join(root, 'out/reports')
const unitReport = join(reports, 'unit.json')
const e2eReport = join(reports, 'e2e.json')
const packageReport = join(reports, 'package.json')

const check = (code) => (code === 0 ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 })
const all = (...commands) => check(commands.map(([tool, ...args]) => runTool(tool, args)).find((code) => code !== 0) ?? 0)

const makeChromium = () => {
  if (findChromium()) return true
  const isRoot = process.getuid?.() === 0
  if (isRoot) spawnSync('apt-get', ['install', '-y', '-qq', 'chromium'], { stdio: ['ignore', 'ignore', 'inherit'] })
  if (findChromium()) return true
  console.error('Chromium is missing, and the screens are tested in it. On Debian or Ubuntu: apt-get install -y chromium')
  return false
}

const unit = () => countVitest(unitReport, runTool('vitest', ['run', '--reporter=default', '--reporter=json', `--outputFile.json=${unitReport}`]))

const e2e = () => {
  if (!makeChromium()) return check(1)
  const env = { PLAYWRIGHT_JSON_OUTPUT_FILE: e2eReport }
  return countPlaywright(e2eReport, runTool('playwright', ['test', '--reporter=list,json'], { env }))
}

const tokens = () => {
  const missing = makeTokenModule()
  if (missing) console.error(`The native part for tokens is missing, and signing with them is tested: ${missing}`)
  return check(missing ? 1 : 0)
}

const shellReport = join(reports, 'shell.json')
const shell = () => {
  if (!makeChromium()) return check(1)
  const env = { PLAYWRIGHT_JSON_OUTPUT_FILE: shellReport }
  return countPlaywright(shellReport, runTool('playwright', ['test', '-c', 'build/shell.config.mts', '--reporter=list,json'], { env }))
}

const packages = () => {
  if (!makeChromium()) return check(1)
  return countVitest(packageReport, runTool('vitest', ['run', '-c', 'build/package.config.mts', '--reporter=default', '--reporter=json', `--outputFile.json=${packageReport}`], { env: { MOHR_BROWSER: findChromium() } }))
}

const steps = [
  ['Native part for tokens', tokens],
  ['Types', () => all(['tsc', '-p', 'tsconfig.json'], ['vue-tsc', '-p', 'tsconfig.renderer.json'], ['tsc', '-p', 'tsconfig.e2e.json'])],
  ['Lint', () => all(['eslint', '.', '--max-warnings', '0'])],
  ['Layers', () => all(['node', 'build/layers.mjs'])],
  ['Unused files, exports and packages', () => all(['knip'])],
  ['Every clause has its test', () => all(['node', 'build/coverage.mjs', '--check'])],
  ['Unit', unit],
  ['Build', () => check(build())],
  ['Electron shell', shell],
  ['Packages', packages],
  ['End to end', e2e],
]

const run = () => {
  rmSync(reports, { recursive: true, force: true })
  mkdirSync(reports, { recursive: true })
  const sum = { passed: 0, failed: 0 }
  const failedSteps = []
  for (const [title, step] of steps) {
    console.log(`\n== ${title}`)
    const began = Date.now()
    const { passed, failed } = step()
    sum.passed += passed
    sum.failed += failed
    if (failed) failedSteps.push(title)
    console.log(`== ${title}: ${failed ? 'FAILED' : 'passed'} in ${((Date.now() - began) / 1000).toFixed(1)} s`)
  }
  if (failedSteps.length) console.log(`\nFailed: ${failedSteps.join(', ')}`)
  console.log(`\n${sum.passed} passed, ${sum.failed} failed`)
  return sum.failed ? 1 : 0
}

if (getReady(import.meta.filename, { built: false })) process.exitCode = run()
