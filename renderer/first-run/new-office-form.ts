import { contract } from '#contract'
import type { FirstRunDraft } from '#contract/first-run'
import { fieldFaults } from '#contract/values/field-faults'
import type { FieldFault } from '#contract/values/reasons'

/** A new passphrase and its repetition. */
export type Pair = { text: string; again: string }
export type Secrets = { people: Pair[]; backup: Pair }

/** The steps in order, and the fields of the operation's input that each one asks for. */
export const newOfficeSteps = ['place', 'people', 'secrets', 'safety', 'sum'] as const
export type NewOfficeStep = (typeof newOfficeSteps)[number]

/** On which step a refused field stands. */
export const stepOfField = (field: string): NewOfficeStep => {
  if (['name', 'province', 'unit'].includes(field)) return 'place'
  if (/^(backup|lockToMachine)/.test(field)) return 'safety'
  return /\.(passphrase|repeat)$/.test(field) ? 'secrets' : 'people'
}

/** The name of a user's fields in the operation's input: the first is its manager. */
export const personField = (i: number): string => (i === 0 ? 'manager' : `users.${i - 1}`)

export const newOfficeInput = (draft: FirstRunDraft, secrets: Secrets) => {
  const people = draft.users.map(({ displayName, username, post, role }, i) => ({ displayName, username, post, role, passphrase: secrets.people[i]?.text ?? '' }))
  const [manager, ...users] = people
  return {
    name: draft.name, unit: `${draft.province}${draft.county}`,
    manager: { displayName: manager?.displayName ?? '', username: manager?.username ?? '', post: manager?.post ?? '', passphrase: manager?.passphrase ?? '' },
    users, backup: draft.backupFolder.trim() === '' ? null : { folder: draft.backupFolder, passphrase: secrets.backup.text }, lockToMachine: draft.lockToMachine,
  }
}

/** What the core would refuse, by field, and repetitions that differ: the same rules, before anything is sent. */
export const newOfficeFaults = (draft: FirstRunDraft, secrets: Secrets): { faults: FieldFault[]; differing: string[] } => {
  const parsed = contract.office.create.input.safeParse(newOfficeInput(draft, secrets), { reportInput: true })
  const differs = (pair: Pair | undefined): boolean => (pair?.text ?? '') !== (pair?.again ?? '')
  return {
    faults: parsed.success ? [] : fieldFaults(parsed.error).map((fault) => (fault.field === 'unit' && draft.province === '' ? { field: 'province', reason: 'REQUIRED' } : fault)),
    differing: [
      ...draft.users.flatMap((_, i) => (differs(secrets.people[i]) ? [`${personField(i)}.repeat`] : [])),
      ...(draft.backupFolder.trim() !== '' && differs(secrets.backup) ? ['backup.repeat'] : []),
    ],
  }
}
