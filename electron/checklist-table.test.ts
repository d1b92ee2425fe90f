import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'

const root = join(import.meta.dirname, '..')
const read = (path: string): string => readFileSync(join(root, path), 'utf8')

test('issue 5.1: docs/security.md names, for each of the twenty items of Electron’s checklist, the test that asserts it', () => {
  const rows = [...read('docs/security.md').matchAll(/^\| (\d+) \|.*\| ([^|]+) \|$/gm)].map(([, item, title]) => `Electron checklist ${item}: ${title}`)
  const source = read('electron/e2e/checklist.spec.ts')
  // Items 8 to 10 share one test, written once for three preferences.
  const listed = [...source.matchAll(/\[(\d+), '(\w+)'\]/g)].map(([, item, name]) => `Electron checklist ${item}: ${name} is off`)
  const written = [...source.matchAll(/test\('(Electron checklist \d+: [^']+)'/g)].map(([, title]) => title ?? '')
  const itemOf = (title: string): number => Number(/\d+/.exec(title)?.[0])
  expect(rows).toEqual([...written, ...listed].sort((a, b) => itemOf(a) - itemOf(b)))
  expect(rows.map(itemOf)).toEqual(Array.from({ length: 20 }, (_, i) => i + 1))
})
