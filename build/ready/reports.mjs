import { existsSync, readFileSync } from 'node:fs'

const read = (file) => (existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : null)

/** A runner that ended badly without a failed test (or without any test) counts as one failure. */
const honest = ({ passed, failed }, code) => ({ passed, failed: failed || (code !== 0 || passed === 0 ? 1 : 0) })

/**
 * Tests counted from Vitest's JSON report. @param {number} code the runner's exit code
 * @returns {{ passed: number, failed: number }}
 */
export const countVitest = (file, code) => {
  const report = read(file)
  return honest({ passed: report?.numPassedTests ?? 0, failed: report?.numFailedTests ?? 0 }, code)
}

/** @returns {string[]} each skipped test with its reason: nothing is left out in silence. */
export const skippedTests = ({ specs = [], suites = [] }) => [
  ...specs.flatMap(({ title, tests }) => tests.filter(({ status }) => status === 'skipped').map(({ annotations = [] }) =>
    `${title}: ${annotations.find(({ type }) => type === 'skip' || type === 'fixme')?.description ?? 'no reason given'}`)),
  ...suites.flatMap(skippedTests),
]

/** The same from Playwright's JSON report; a test that passed only when tried again counts as failed. */
export const countPlaywright = (file, code) => {
  const report = read(file)
  const stats = report?.stats
  const skipped = skippedTests(report ?? {})
  console.log(`${skipped.length} skipped here.`)
  for (const line of skipped) console.log(`  ${line}`)
  return honest({ passed: stats?.expected ?? 0, failed: (stats?.unexpected ?? 0) + (stats?.flaky ?? 0) }, code)
}
