// Layers and circles, and that the judge really read the files: with a TypeScript it can't load, dependency-cruiser
// skips every .ts file and reports success.
import { readdirSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join, resolve } from 'node:path'
import { cruise } from 'dependency-cruiser'

const root = resolve(import.meta.dirname, '..')
const require = createRequire(import.meta.url)
const ruleSet = require('../.dependency-cruiser.cjs')
const { layers } = require('./slice-layers.cjs')
const { version } = require('typescript/package.json')

const folders = ['main', 'db', 'electron', 'registry', 'renderer', 'verifier']
const onDisk = folders
  .flatMap((folder) => readdirSync(join(root, folder), { recursive: true }).map((name) => join(folder, name)))
  .filter((name) => /\.(ts|vue)$/.test(name) && !name.endsWith('.d.ts'))
  .map((name) => name.replaceAll('\\', '/'))

const faults = []
if (!version.startsWith('6.0.')) faults.push(`TypeScript is ${version}: the tools here read 6.0 only.`)

const known = new Set([...layers.flat(), 'contract', 'app', 'shells'])
for (const entry of readdirSync(join(root, 'main'), { withFileTypes: true })) {
  if (entry.isDirectory() && !known.has(entry.name)) faults.push(`main/${entry.name}/ has no place in the layers of .dependency-cruiser.cjs.`)
}

process.chdir(root)
const extractTSConfig = (await import('dependency-cruiser/config-utl/extract-ts-config')).default
const result = await cruise(folders, { ...ruleSet.options, ruleSet: { forbidden: ruleSet.forbidden }, validate: true }, {}, {
  tsConfig: extractTSConfig('tsconfig.json'),
})
const read = new Set(result.output.modules.map((module) => module.source))
for (const name of onDisk) if (!read.has(name)) faults.push(`${name} was not read by dependency-cruiser.`)

const { violations, totalDependenciesCruised } = result.output.summary
for (const { rule, from, to, cycle } of violations) {
  const { comment } = ruleSet.forbidden.find(({ name }) => name === rule.name) ?? {}
  const path = cycle?.length ? cycle.map(({ name }) => name).join(' → ') : to
  faults.push(`${rule.name}: ${from} → ${path}\n  ${comment ?? ''}`)
}
if (onDisk.length > 0 && totalDependenciesCruised === 0) faults.push('No import was followed at all.')

for (const fault of faults) console.error(fault)
console.log(`${onDisk.length} files, ${totalDependenciesCruised} imports, ${faults.length} faults`)
process.exitCode = faults.length ? 1 : 0
