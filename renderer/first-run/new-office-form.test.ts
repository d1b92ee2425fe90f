import { expect, test } from 'vitest'
import type { FirstRunDraft } from '#contract/first-run'
import { newOfficeFaults, newOfficeInput, newOfficeSteps, stepOfField } from './new-office-form'
import { emptyDraft } from './use-draft'

const phrase = 'a long enough passphrase'
const pair = { text: phrase, again: phrase }
const draft: FirstRunDraft = {
  ...emptyDraft('new'), province: '06', county: '03', name: 'ادارهٔ اهواز',
  users: [{ displayName: 'کیوان رستگار', username: 'manager', post: '', role: 'system_manager' }, { displayName: 'زهرا', username: 'clerk', post: '', role: 'clerk' }],
}

test('what is typed step by step is one input of the core, with its first user as the manager', () => {
  const secrets = { people: [pair, pair], backup: { text: '', again: '' } }
  expect(newOfficeFaults(draft, secrets)).toEqual({ faults: [], differing: [] })
  expect(newOfficeInput(draft, secrets)).toMatchObject({ unit: '0603', manager: { username: 'manager' }, users: [{ username: 'clerk', role: 'clerk' }], backup: null })
})

test('every fault of an empty form names a field, and every field stands on a step', () => {
  const { faults } = newOfficeFaults({ ...emptyDraft('new'), users: [...emptyDraft('new').users, ...emptyDraft('new').users], backupFolder: '/backups' }, { people: [], backup: { text: '', again: '' } })
  expect(faults.map(({ field }) => field)).toEqual(expect.arrayContaining(['name', 'province', 'manager.username', 'manager.passphrase', 'users.0.displayName', 'users.0.passphrase', 'backup.passphrase']))
  // One fault for one empty field: the county is asked for once there is a province.
  expect(faults.filter(({ field }) => field === 'province' || field === 'unit')).toEqual([{ field: 'province', reason: 'REQUIRED' }])
  expect([...new Set(faults.map(({ field }) => stepOfField(field)))].sort()).toEqual(newOfficeSteps.filter((step) => step !== 'sum').sort())
})

test('a repetition that differs is named beside its own field', () => {
  const other = { text: phrase, again: `${phrase}!` }
  expect(newOfficeFaults({ ...draft, backupFolder: '/backups' }, { people: [pair, other], backup: other }).differing).toEqual(['users.0.repeat', 'backup.repeat'])
})
