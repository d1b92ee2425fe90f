import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test, vi } from 'vitest'
import { countPlaywright, skippedTests } from './reports.mjs'

const one = (title, status, annotations) => ({ title, tests: [{ status, annotations }] })
const report = {
  stats: { expected: 2, unexpected: 0, flaky: 0, skipped: 2 },
  suites: [{ specs: [one('a', 'expected'), one('b', 'skipped', [{ type: 'skip', description: 'needs a keychain' }])], suites: [{ specs: [one('c', 'skipped', []), one('d', 'expected')] }] }],
}

test('issue 5.2: what was skipped is counted, each with its reason', () => {
  expect(skippedTests(report)).toEqual(['b: needs a keychain', 'c: no reason given'])
  const file = join(mkdtempSync(join(tmpdir(), 'mohr-report-')), 'e2e.json')
  writeFileSync(file, JSON.stringify(report))
  const said = vi.spyOn(console, 'log').mockImplementation(() => undefined)
  expect(countPlaywright(file, 0)).toEqual({ passed: 2, failed: 0 })
  expect(said.mock.calls.flat()).toEqual(['2 skipped here.', '  b: needs a keychain', '  c: no reason given'])
  said.mockRestore()
  expect(countPlaywright('/no/such/report', 0)).toEqual({ passed: 0, failed: 1 })
})
