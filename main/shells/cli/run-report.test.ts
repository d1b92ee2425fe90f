import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { checkNames } from '#contract/checks'
import { runReport } from '#contract/run-report'
import { errors } from '#locale/errors'
import { plainFacts } from './run-report'

const doc = readFileSync(resolve(import.meta.dirname, '../../../docs/formats/run-report.md'), 'utf8')
const sample = JSON.parse(/```json\n([\s\S]+?)```/.exec(doc)?.[1] ?? '') as { steps: object[] }

test('issue 5.5: docs/formats/run-report.md shows a report that the schema takes, and names each of its members and no other', () => {
  expect(runReport.safeParse(sample).success).toBe(true)
  const told = [...doc.matchAll(/^\| (.+?) \| .+ \|$/gm)].flatMap(([, names = '']) => [...names.matchAll(/`(.+?)`/g)].map(([, name]) => name))
  expect(told).toEqual([...Object.keys(runReport.shape).filter((name) => name !== 'steps'), ...Object.keys(runReport.shape.steps.element.shape).map((name) => `steps[].${name}`)])
  for (const word of [...runReport.shape.command.options, ...checkNames]) expect(doc).toContain(`\`${word}\``)
})

test('every error code of the program can stand in a report', () => {
  const { error } = runReport.shape.steps.element.shape
  expect(Object.keys(errors).filter((code) => !error.safeParse(code).success)).toEqual([])
})

test('security row 28: of whatever a run tells, numbers, flags and nothing else reach its report', () => {
  fc.assert(fc.property(fc.dictionary(fc.stringMatching(/^[a-z]{1,8}$/), fc.oneof(fc.string(), fc.integer(), fc.boolean(), fc.constant(null), fc.array(fc.string()), fc.object())), (told) => {
    for (const value of Object.values(plainFacts(told))) expect(value === null || ['number', 'boolean'].includes(typeof value)).toBe(true)
  }))
  const step = { step: 'sync', code: 0, seconds: 0, error: null, ref: null, facts: {} }
  fc.assert(fc.property(fc.constantFrom('زهرا کریمی', '0012345678', '09123456789', 'شمارهٔ 12'), fc.constantFrom('error', 'ref', 'step', 'facts', 'more'), (person, member) => {
    const value = member === 'facts' ? { name: person } : person
    expect(runReport.safeParse({ ...sample, steps: [{ ...step, [member]: value }] }).success).toBe(false)
  }))
})
