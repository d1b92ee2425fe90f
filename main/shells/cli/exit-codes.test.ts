import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { expect, test } from 'vitest'
import { command, everyCodes } from './command'
import { commands } from './commands'
import { officeCodes } from './office-session'

/** Rows of the one table: `| 10, 11 | `a` `b` | …`. */
const rows = readFileSync(resolve(import.meta.dirname, '../../../docs/operations.md'), 'utf8').split('\n')
  .flatMap((line) => {
    const [, codes = '', of = '', meaning = '', wayOut = ''] = /^\| ([\d، ]+) \| ([^|]+) \| ([^|]+) \| ([^|]+) \|$/.exec(line) ?? []
    return codes === '' ? [] : [{ codes: codes.split('، ').map(Number), of, meaning: meaning.trim(), wayOut: wayOut.trim() }]
  })

const isOffice = (codes: Readonly<Record<number, string>>): boolean => Object.keys(officeCodes).every((code) => code in codes)

test.each(commands.map((one) => [one.name, one.codes] as const))('issue 5.5: the operations guide names each exit code of mohr %s and no other', (name, codes) => {
  const told = rows.filter(({ of }) => of === 'همه' || of.includes(`\`${name}\``) || (of.includes('اداره') && isOffice(codes))).flatMap((row) => row.codes)
  const own = [...Object.keys(everyCodes), ...Object.keys(codes)].map(Number)
  expect([...new Set(told)].sort((a, b) => a - b)).toEqual([...new Set(own)].sort((a, b) => a - b))
})

test('every row names commands that exist, what the code means and what to do', () => {
  expect(rows.length).toBeGreaterThan(20)
  const names = commands.map(({ name }) => name)
  for (const { of, meaning, wayOut } of rows) {
    for (const [, name] of of.matchAll(/`([^`]+)`/g)) expect(names).toContain(name)
    expect(meaning.length * wayOut.length).toBeGreaterThan(0)
  }
})

test('a command can end with no code that it does not name', () => {
  const face = { name: 'x', usage: '', summary: '', flags: {}, files: { least: 0, most: 0 } }
  command({ ...face, codes: { 10: 'ten' }, run: () => Promise.resolve(10 as const) })
  // @ts-expect-error 11 stands nowhere.
  command({ ...face, codes: { 10: 'ten' }, run: () => Promise.resolve(11 as const) })
})
