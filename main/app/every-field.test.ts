import { describe, expect, test } from 'vitest'
import { findOperation, operationNames } from '#contract'
import { isReasonCode } from '#contract/values/reasons'
import { callThrough } from './call'
import { leavesOf, type Leaf } from './testing/schema-leaves'

/** What no field of any form may let through to a handler. */
const hostile: readonly string[] = ['زه\u202Eرا', 'زهرا\u2066', 'زه\u0000را', 'زهرا\uD800', '\uDC00', 'ا'.repeat(100_000)]
const unfit: readonly unknown[] = [{}, [[]], Number.NaN, Number.POSITIVE_INFINITY, Symbol.iterator.toString]
/** What a field of this name may not hold, however well formed. */
const wrong: readonly (readonly [RegExp, readonly unknown[]])[] = [
  [/nationalId$/, ['1740000014', '1111111111', '174000001', '۱۷۴۰۰۰۰۰۱۴', '17400000133', '%31740000013', 'ABCDEFGHIJ', 1740000013]],
  [/legalId$/, ['10380284791', '00000000000', '1038028479', 'شناسه']],
  [/[mM]obile$/, ['0912', '06133334444', '+98', '٠٩١٦', '09161234567890', 'تلفن']],
  [/postalCode$/, ['61346', '0000000000', '11111', 'ندارد']],
  [/sheba$/, ['IR120220000000000000000002', 'IR12', 'GB82WEST12345698765432']],
  [/(On|birthDate|(^|\.)(on|from))$/, ['1404/12/30', '1405/13/01', '1405/07/31', '۱۴۰۴/۱۲/۳۰', '1405-00-10', 'دیروز', '2026/02/30', '0/0/0', '99999/01/01']],
  [/(Rial|Years|Percent|Committed|workersFamily|workersOther|score)$/, ['زیاد', '-1', '1.5', '1e9', '0x10', '۱۲الف', '99999999999999999999', -1, 1.5]],
  [/(^|\.)(id|otherId|dossierId)$/, ['1', "1' OR '1'='1", '../../x', '019ab000-0000-4000-8000-000000000001']],
  [/(firstName|lastName|fatherName)$/, ['', '   ', 'Zahra', 'زهرا۱', 'Ø²Ù‡Ø±Ø§', '&#1586;', '%D8%B2', '<b>', '=1+1', '()']],
]
/** Told nobody and shown nowhere but to whoever typed it, or opened by a reader of its own that is tested beside it. */
const secrets = /(passphrase|current|next|pin|secret|rootPassphrase|enrolCode|code)$/i
const ownReader = /^(office\.keepDraft|dossiers\.saveScratch|catalogues\.changeSetting|catalogues\.save(Row|Resolution)\.(?!table|version))/

const fields = operationNames.flatMap((name) => {
  const operation = findOperation(name)!
  return operation.kind === 'write' ? leavesOf(operation.input).map((leaf) => ({ name, leaf, title: `${name}.${leaf.path}` })) : []
}).filter(({ leaf, title }) => leaf.path !== '' && !ownReader.test(title))

/** What the door says of a form that is wrong in this field, and whether anybody behind it was asked. */
const atTheDoor = async (name: string, leaf: Leaf, value: unknown): Promise<{ named: boolean; reached: boolean }> => {
  const operation = findOperation(name)!
  let reached = false
  const roles = typeof operation.access === 'string' ? (['system_manager'] as const) : operation.access
  const answer = await callThrough(
    { roles: () => roles, run: () => { reached = true; return null }, refused: () => { throw new Error('refused') }, log: { write: () => undefined } }, name, leaf.formWith(value))
  const found = answer.ok ? undefined : answer.error.fields?.find(({ field }) => field === leaf.path)
  return { named: found !== undefined && isReasonCode(found.reason), reached }
}
/** Refused with this field named by a reason of ours, each of which has its Persian sentence, and nothing reached a handler, which alone could store. */
const expectRefused = async (name: string, leaf: Leaf, value: unknown): Promise<void> => {
  const { named, reached } = await atTheDoor(name, leaf, value)
  expect({ value, named, reached }).toEqual({ value, named: true, reached: false })
}
const holds = (stored: unknown): boolean => typeof stored === 'string' && (!stored.isWellFormed() || /[\u0000\u202A-\u202E\u2066-\u2069]/.test(stored) || stored.length > 20_000)

test('the walk sees the forms it is about', () => {
  const titles = fields.map(({ title }) => title)
  expect(titles.length).toBeGreaterThan(500)
  for (const one of ['dossiers.savePerson.person.nationalId', 'dossiers.savePlan.plan.details.marketNote', 'inspections.recordVisit.attendees.0.name', 'quotas.allot.approvedRial', 'enquiries.ask.text']) {
    expect(titles.some((title) => title === one || title.startsWith(one.split('.').slice(0, 2).join('.')))).toBe(true)
  }
})

/** Keys, machines and addresses are IT's; theirs are named one by one in their own slices. */
const casework = /^(catalogues|documents|dossiers|enquiries|incentives|inspections|livelihood|messages|papers|permits|quotas|referrals|reports|supporters)\./

describe('bad input: no field of any form lets through what can’t be stored or shown as it reads', () => {
  test.each(fields.filter(({ leaf, title }) => casework.test(title) && !secrets.test(leaf.path)))('$title', async ({ name, leaf }) => {
    for (const value of hostile) {
      const parsed = leaf.schema.safeParse(value)
      // Codes and numbers may be read through a stray mark; then it is gone.
      if (parsed.success) expect({ value: value.slice(0, 20), kept: holds(parsed.data) }).toEqual({ value: value.slice(0, 20), kept: false })
      else await expectRefused(name, leaf, value)
    }
  })
})

describe('bad input: no field of any form takes another kind of value', () => {
  test.each(fields)('$title', async ({ name, leaf }) => {
    for (const value of unfit) await expectRefused(name, leaf, value)
  })
})

describe('bad input: digits, dates, checksums and codes that are wrong', () => {
  const named = fields.flatMap((field) => wrong.filter(([pattern]) => pattern.test(field.leaf.path)).map(([, values]) => ({ ...field, values })))
  test('of them there are many', () => { expect(named.length).toBeGreaterThan(100) })
  test.each(named)('$title', async ({ name, leaf, values }) => {
    for (const value of values) await expectRefused(name, leaf, value)
  })
})
