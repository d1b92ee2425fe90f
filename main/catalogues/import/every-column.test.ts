import { expect, test } from 'vitest'
import { referenceNames, referenceTable, rowColumns, type ReferenceColumn, type ReferenceKind, type ReferenceName } from '#contract/reference-tables'
import { isReasonCode } from '#contract/values/reasons'
import { base64, createDesk } from '../testing/desk'

const codes: Partial<Record<ReferenceName, string>> = { fields: '3001', banks: '099', counties: '0699', holidays: '1406/01/05', resolutions: 'N-1' }
const good: Record<ReferenceKind, string> = { text: 'متن', code: 'x', flag: 'بله', choice: '', list: '', agency: 'industry', agencies: '', day: '1405/01/01' }
const goodCell = ({ kind, options }: ReferenceColumn): string => options[0] ?? good[kind]

const days = ['1404/12/30', '1405/13/01', '1405/07/31', '2026/02/30', '2026-02-30', 'دیروز']
const odd = ['مت\u202Eن', 'متن\u2066', 'ا'.repeat(9_000)]
/** What no cell of a kind may hold. A formula would run where the table is exported to. */
const wrong: Record<ReferenceKind, readonly string[]> = {
  text: [...odd, '=1+1', '@x'], code: [...odd, '=1'], flag: [...odd, 'شاید', '2'], choice: [...odd, 'نه این', '0'], list: odd, agency: [...odd, 'nobody', ''], agencies: ['industry|nobody'], day: [...odd, ...days],
}
const columnsOf = (table: ReferenceName): { id: string; values: readonly string[] }[] => [
  { id: 'code', values: ['', odd[2]!, referenceTable(table).codeIsDay ? '1404/12/30' : 'کد بد =1'] }, { id: 'title', values: ['', ...wrong.text] },
  { id: 'from', values: days }, { id: 'to', values: days },
  ...referenceTable(table).columns.map((one) => ({ id: one.id, values: wrong[one.kind] })),
]
const cases = referenceNames.flatMap((table) => columnsOf(table).map(({ id, values }) => ({ table, id, values })))

test.each(cases)('bad input: in $table a wrong $id is refused by its name, and nothing of the file is stored', ({ table, id, values }) => {
  const desk = createDesk()
  const known = [...rowColumns, ...referenceTable(table).columns.map((one) => one.id)]
  const base = new Map([['code', codes[table] ?? 'zz_new'], ['title', 'عنوان'], ...referenceTable(table).columns.map((one) => [one.id, goodCell(one)] as const)])
  const file = (value: string): string =>
    base64([known.join(','), known.map((column) => `"${(column === id ? value : (base.get(column) ?? '')).replaceAll('"', '""')}"`).join(',')].join('\n'))
  const run = (content: string, store: boolean) => desk.ask('importTable', { table, name: 'x.csv', contentBase64: content, whole: false, store })
  expect(run(file(base.get(id) ?? ''), false).verdicts[0]).toMatchObject({ outcome: 'new' })
  const before = desk.db.prepare<[], number>('SELECT total_changes()').pluck().get()
  for (const value of values) {
    const [verdict] = run(file(value), false).verdicts
    const fault = verdict?.faults.find(({ field }) => field === id)
    expect({ value: value.slice(0, 20), named: fault !== undefined && isReasonCode(fault.reason) }).toEqual({ value: value.slice(0, 20), named: true })
    expect(() => run(file(value), true)).toThrow('REFERENCE_REFUSED')
  }
  expect(desk.db.prepare<[], number>('SELECT total_changes()').pluck().get()).toBe(before)
})
