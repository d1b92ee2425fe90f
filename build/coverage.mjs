// npm run coverage [-- --check]: docs/requirements-coverage.md from the clause ids in the tests' titles, and
// docs/signing-coverage.md from the rows and goals of the signing design that they name.
// With --check nothing is written: it fails when a clause or row has no test, an id is unknown, or a document is out of date.
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { scanTests } from './clauses/scan-tests.mjs'
import { rowsInTitles, signingFaults, writeSigning } from './clauses/signing-rows.mjs'
import { missingClauses, unknownIds, writeReport } from './clauses/write-report.mjs'

const root = resolve(import.meta.dirname, '..')
const clauses = scanTests(root)
const rows = scanTests(root, rowsInTitles)
const reports = [['docs/requirements-coverage.md', writeReport(clauses)], ['docs/signing-coverage.md', writeSigning(rows)]]

const faults = [
  ...missingClauses(clauses).map((id) => `${id} has no test.`),
  ...unknownIds(clauses).map((id) => `${id} is in a title but in no document.`),
  ...signingFaults(rows),
]
for (const [name, text] of reports) {
  const file = join(root, name)
  if (!process.argv.includes('--check')) writeFileSync(file, text)
  else if (!existsSync(file) || readFileSync(file, 'utf8') !== text) faults.push(`${name} is out of date: npm run coverage.`)
}
for (const fault of faults) console.error(fault)
console.log(`${clauses.size} clauses and ${rows.size} signing rows in titles, ${faults.length} faults`)
process.exitCode = faults.length ? 1 : 0
