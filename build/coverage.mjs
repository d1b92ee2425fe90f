// npm run coverage [-- --check]: docs/requirements-coverage.md from the clause ids in the tests' titles.
// With --check nothing is written: it fails when a clause has no test, an id is unknown, or the document is out of date.
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { scanTests } from './clauses/scan-tests.mjs'
import { missingClauses, unknownIds, writeReport } from './clauses/write-report.mjs'

const root = resolve(import.meta.dirname, '..')
const file = join(root, 'docs/requirements-coverage.md')
const found = scanTests(root)
const report = writeReport(found)

const faults = [
  ...missingClauses(found).map((id) => `${id} has no test.`),
  ...unknownIds(found).map((id) => `${id} is in a title but in no document.`),
]
if (process.argv.includes('--check')) {
  if (!existsSync(file) || readFileSync(file, 'utf8') !== report) faults.push('docs/requirements-coverage.md is out of date: npm run coverage.')
} else {
  writeFileSync(file, report)
}
for (const fault of faults) console.error(fault)
console.log(`${found.size} clauses in titles, ${faults.length} faults`)
process.exitCode = faults.length ? 1 : 0
