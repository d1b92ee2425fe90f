import type { ReferenceName, ReferenceRow, ReferenceValue } from '#contract/reference-tables'
import { agencies, sampleFields, sampleSource } from './fields'
import { holidaySource, sampleHolidays } from './holidays'
import { banks, counties } from './places'
import { correctionReasons, reasonSource, refusalReasons, revocationReasons } from './reasons'

export type ShippedTable = { name: ReferenceName; sample: boolean; source: string; rows: readonly ReferenceRow[] }

type Titled = { code: string; title: string }
const table = <Row extends Titled>(name: ReferenceName, sample: boolean, source: string, rows: readonly Row[], values: (row: Row) => Record<string, ReferenceValue>): ShippedTable => ({
  name, sample, source, rows: rows.map((row) => ({ code: row.code, title: row.title, from: null, to: null, source, version: 1, values: values(row) })),
})
const shortTitle = ({ shortTitle: text }: { shortTitle: string }): Record<string, ReferenceValue> => ({ shortTitle: text })

/** What a new office starts from, agencies before the fields that name them. */
export const shippedTables: readonly ShippedTable[] = [
  table('counties', false, 'شهرستان‌های خوزستان، ۱۴۰۰', counties, () => ({})),
  table('agencies', true, 'نمونه: دستگاه‌های یک استان، ۱۴۰۴', agencies, ({ kind, level }) => ({ kind, level })),
  table('banks', true, 'نمونه: بانک‌های عامل یک استان، ۱۴۰۴', banks, shortTitle),
  table('fields', true, sampleSource, sampleFields, ({ group, agencyCode, secondAgencies, path, hygiene, confirmations, loanAllowed, model }) =>
    ({ group, agencyCode, secondAgencies, path, hygiene, confirmations, loanAllowed, model })),
  table('holidays', true, holidaySource, sampleHolidays.map(({ day, ...holiday }) => ({ code: day, ...holiday })), ({ certainty }) => ({ certainty })),
  table('refusalReasons', true, reasonSource, refusalReasons, shortTitle),
  table('correctionReasons', true, reasonSource, correctionReasons, ({ asks, shortTitle: text }) => ({ asks, shortTitle: text })),
  table('revocationReasons', true, reasonSource, revocationReasons, shortTitle),
]
