import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { absenceOf, badAbsences, sampleAbsence } from '#main/permits/testing/absence-of'
import { trustOf } from '#main/permits/testing/trust-of'
import { makeTestKey } from '#main/signing/testing/key-pair'
import { recordingTerminal } from '#main/shells/testing/recording-terminal'
import { newFolder } from '#main/shells/testing/served-page'
import { runCommand } from './run-command'

const [director, seal, stranger] = [makeTestKey(), makeTestKey('seal'), makeTestKey('seal')] as const
const folder = newFolder()
writeFileSync(join(folder, 'trust.json'), trustOf([director, seal]))
const verify = async (text: string, ...flags: string[]) => {
  writeFileSync(join(folder, 'absence.jws'), `${text}\n`)
  const terminal = recordingTerminal({})
  const code = await runCommand(['verify', join(folder, 'absence.jws'), '--trust', join(folder, 'trust.json'), ...flags], terminal)
  return { code, said: terminal.lines.join('\n') }
}

test('signing goal 6: mohr verify reads a signed refusal out and never calls it a permit', async () => {
  const plain = await verify(absenceOf(seal))
  expect(plain.code).toBe(10)
  expect(plain.said).toContain('گواهی نبودن')
  expect(plain.said).toContain(sampleAbsence.no)
  const { results } = JSON.parse((await verify(absenceOf(seal), '--json')).said) as { results: unknown[] }
  expect(results).toMatchObject([{ outcome: 'absence', payload: sampleAbsence, test: false }])
})

test.each(badAbsences(director, seal, stranger))('a refusal is refused by the command: %s', async (_, text, reason) => {
  const { code, said } = await verify(text, '--json')
  expect(code).toBe(1)
  expect(JSON.parse(said)).toMatchObject({ results: [{ outcome: 'invalid', reason }] })
})
