import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { cruise, type ICruiseResult, type IForbiddenRuleType } from 'dependency-cruiser'
import { expect, test } from 'vitest'

const { forbidden } = createRequire(import.meta.url)('../.dependency-cruiser.cjs') as { forbidden: IForbiddenRuleType[] }

/** Which rules a small tree of `path → what it imports` breaks. */
const broken = async (files: Record<string, string>): Promise<string[]> => {
  const baseDir = mkdtempSync(join(tmpdir(), 'mohr-layers-'))
  for (const [path, source] of Object.entries(files)) {
    mkdirSync(dirname(join(baseDir, path)), { recursive: true })
    writeFileSync(join(baseDir, path), source)
  }
  const { output } = await cruise(['.'], { baseDir, validate: true, ruleSet: { forbidden }, tsPreCompilationDeps: true })
  return (output as ICruiseResult).summary.violations.map(({ rule }) => rule.name)
}

const face = 'export const a = 1'
const cases: [story: string, from: string, to: string, rule: string][] = [
  ['a slice reaches into another', 'main/permits/x.ts', 'main/dossiers/inner.ts', 'slices-by-their-face'],
  ['a slice imports one to its right', 'main/ledger/x.ts', 'main/permits/index.ts', 'ledger-workflow-staff-network-imports-left-only'],
  ['a slice imports the composition', 'main/permits/x.ts', 'main/app/create-app.ts', 'slices-see-ports-only-of-app'],
  ['the contract imports the core', 'main/contract/x.ts', 'main/permits/index.ts', 'contract-is-a-leaf'],
  ['the database imports a slice', 'db/x.ts', 'main/permits/index.ts', 'db-imports-no-slice'],
  ['a screen imports the core', 'renderer/x.ts', 'main/permits/index.ts', 'renderer-imports-contract-only'],
  ['the core imports a screen', 'main/permits/x.ts', 'renderer/locale/words.ts', 'only-the-command-borrows-words'],
  ['the core imports a shell', 'main/app/x.ts', 'main/shells/loopback.ts', 'nobody-imports-shells'],
  ['a shell serves HTTP inside Electron', 'electron/x.ts', 'main/shells/http/guard.ts', 'electron-shares-host-parts-only'],
  ['the loopback imports Electron', 'main/shells/x.ts', 'electron/ipc.ts', 'nobody-imports-electron-shell'],
  ['the client imports the registry', 'main/registry/x.ts', 'registry/server-main.ts', 'nobody-imports-registry'],
  ['the registry imports the client', 'registry/x.ts', 'main/permits/index.ts', 'registry-imports-contract-only'],
  ['a product file imports a test part', 'main/permits/x.ts', 'main/permits/testing/y.ts', 'no-tests-in-product'],
]

test.each(cases)('%s: refused', async (_story, from, to, rule) => {
  const path = `${'../'.repeat(from.split('/').length - 1)}${to.replace(/\.ts$/, '')}`
  expect(await broken({ [from]: `import { a } from '${path}'\nexport const b = a`, [to]: face })).toContain(rule)
})

test('a circle is refused, and what is allowed passes', async () => {
  expect(await broken({
    'main/permits/a.ts': "import { b } from './b'\nexport const a = () => b", 'main/permits/b.ts': "import { a } from './a'\nexport const b = () => a",
  })).toContain('no-circles')
  expect(await broken({
    'main/permits/a.ts': "import { b } from '../dossiers/index'\nimport { c } from '../contract/c'\nexport const a = b + c",
    'main/dossiers/index.ts': 'export const b = 1', 'main/contract/c.ts': 'export const c = 1',
  })).toEqual([])
})
