import { importColumns, personInput, planInput, type Person, type PlanInput } from '#contract/dossiers'
import { fieldFaults } from '#contract/values/field-faults'
import { parseJalali, type IsoDay } from '#contract/values/jalali'
import type { FieldFault } from '#contract/values/reasons'
import { codeText, lightText } from '#contract/values/text'
import type { Column } from './columns'

/** What a row says, as far as it can be read; a part is null where its own cells are at fault. */
export type Submission = { name: string; person: Person | null; plan: PlanInput | null; receivedOn: IsoDay | null; faults: FieldFault[] }

const flags: Readonly<Record<string, boolean>> = { yes: true, true: true, 'بله': true, no: false, false: false, 'خیر': false }
const genders: Readonly<Record<string, string>> = { 'زن': 'female', 'مرد': 'male' }

/** A file's rows carry no questionnaire and no company: other types are written at the counter (S4-02). */
const importedPerson = personInput.refine(({ activityType }) => activityType === 'independent', { path: ['activityType'], message: 'ACTIVITY_TYPE_UNSUPPORTED' })

const wordOf = (cell: string): string => lightText(codeText(cell)).toLowerCase()

/** Reads a row's cells through the very schemas of the form (main/contract/dossiers.ts); columns are named in the faults. */
export const readRow = (cells: Record<Column, string>): Submission => {
  const governmentEmployee = flagOf(cells, 'governmentEmployee')
  const loanWanted = flagOf(cells, 'loanWanted')
  const person = importedPerson.safeParse({
    ...cells, activityType: wordOf(cells.activityType), gender: genders[wordOf(cells.gender)] ?? wordOf(cells.gender),
    militaryStatus: wordOf(cells.militaryStatus), governmentEmployee: governmentEmployee.value,
  }, { reportInput: true })
  const plan = planInput.safeParse({
    ...cells, skillEvidence: wordOf(cells.skillEvidence), loanWanted: loanWanted.value,
    loanAmountRial: cells.loanAmountRial.trim(), sheba: cells.sheba.trim(), documents: listOf(cells.documents),
  }, { reportInput: true })
  const received = codeText(cells.receivedOn) === '' ? { reason: 'REQUIRED' as const } : parseJalali(cells.receivedOn)
  const faults = [
    ...governmentEmployee.faults, ...loanWanted.faults,
    ...(person.error ? fieldFaults(person.error) : []), ...(plan.error ? fieldFaults(plan.error) : []),
    ...('reason' in received ? [{ field: 'receivedOn', reason: received.reason }] : []),
  ]
  return {
    name: lightText(`${cells.firstName} ${cells.lastName}`).slice(0, 130),
    person: person.data && governmentEmployee.faults.length === 0 ? withoutType(person.data) : null,
    plan: plan.data && loanWanted.faults.length === 0 ? plan.data : null,
    receivedOn: 'value' in received ? received.value : null,
    faults: inColumnOrder(faults.map(({ field, reason }) => ({ field: field.split('.')[0] ?? field, reason }))),
  }
}

const withoutType = ({ activityType: _independent, ...person }: { activityType: string } & Person): Person => person

const flagOf = (cells: Record<Column, string>, field: Column): { value: boolean; faults: FieldFault[] } => {
  const word = wordOf(cells[field])
  const value = Object.hasOwn(flags, word) ? flags[word] : undefined
  if (value !== undefined) return { value, faults: [] }
  return { value: false, faults: [{ field, reason: word === '' ? 'REQUIRED' : 'FLAG_UNKNOWN' }] }
}

const listOf = (cell: string): string[] => cell.split('|').map(wordOf).filter((part) => part !== '')

const order = new Map<string, number>(importColumns.map((column, i) => [column, i]))

/** As the columns stand in the template; the same column and reason once. */
export const inColumnOrder = (faults: readonly FieldFault[]): FieldFault[] => {
  const once = [...new Map(faults.map((fault) => [`${fault.field} ${fault.reason}`, fault])).values()]
  return once.sort((a, b) => (order.get(a.field) ?? -1) - (order.get(b.field) ?? -1))
}
