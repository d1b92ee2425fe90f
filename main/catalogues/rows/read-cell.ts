import type { ReferenceColumn, ReferenceValue } from '#contract/reference-tables'
import { line } from '#contract/values/fields'
import { fieldFaults } from '#contract/values/field-faults'
import { addDays, parseJalali, type IsoDay } from '#contract/values/jalali'
import type { ReasonCode } from '#contract/values/reasons'
import { codeText, searchKey } from '#contract/values/text'

export type Read<T> = { value: T } | { reason: ReasonCode }

/** What a spreadsheet would run instead of showing: refused, so that no export of ours ever carries it. */
const formula = /^[=+\-@\uFF1D\uFF0B\uFF0D\uFF20]/

/** One line of stored text. */
export const readText = (typed: string, max: number, required: boolean): Read<string> => {
  const read = line(max, required ? 1 : 0).safeParse(typed)
  if (!read.success) return { reason: fieldFaults(read.error)[0]?.reason ?? 'INVALID' }
  return formula.test(read.data) ? { reason: 'FORMULA_TEXT' } : { value: read.data }
}

const isoForm = /^(?:19|20)\d{2}-\d{2}-\d{2}$/

/** A day as people write it (Jalali) or as programs do (ISO): the years never meet. */
export const readDay = (typed: string): Read<IsoDay> => {
  const text = codeText(typed)
  if (text === '') return { reason: 'REQUIRED' }
  if (!isoForm.test(text)) return parseJalali(text)
  // Impossible days roll over or are no date at all.
  const time = Date.parse(`${text}T00:00:00Z`)
  return Number.isNaN(time) || addDays(text, 0) !== text ? { reason: 'DATE_IMPOSSIBLE' } : { value: text }
}

/** A day that may be left out. */
export const readMaybeDay = (typed: string): Read<IsoDay | null> => (codeText(typed) === '' ? { value: null } : readDay(typed))

const flags: Readonly<Record<string, boolean>> = { yes: true, true: true, '1': true, 'بله': true, 'دارد': true, no: false, false: false, '0': false, 'خیر': false, 'ندارد': false }

/** Persian words of the choices, as lists of other programs write them. */
const choiceWords: Readonly<Record<string, string>> = {
  'تاییدمحور': 'approval', 'تایید محور': 'approval', 'ثبت محور': 'registration', 'ثبتمحور': 'registration',
  'اجرایی': 'executive', 'حمایتی': 'supportive', 'استانی': 'province', 'شهرستانی': 'county', 'ستادی': 'headquarters',
  'رسمی': 'official', 'براورد': 'estimated', 'براوردی': 'estimated', 'اصلاح': 'correction', 'مدارک': 'documents',
}

const own = <T>(words: Readonly<Record<string, T>>, typed: string): T | undefined => {
  const key = searchKey(typed)
  return Object.hasOwn(words, key) ? words[key] : undefined
}

const partsOf = (typed: string): string[] => typed.split('|').map((part) => part.trim()).filter((part) => part !== '')

/** Reads one cell of a table by its column. `agencies`: codes of agencies in force. */
export const readCell = (column: ReferenceColumn, typed: string, agencies: ReadonlySet<string>): Read<ReferenceValue> => {
  const empty = codeText(typed) === ''
  if (empty && column.required) return { reason: 'REQUIRED' }
  switch (column.kind) {
    case 'flag': return readFlag(typed)
    case 'choice': return readChoice(column.options, typed)
    case 'day': return readDay(typed)
    case 'agency': return readAgency(typed, agencies)
    case 'agencies': return readParts(typed, (part) => readAgency(part, agencies))
    case 'list': return readParts(typed, (part) => readText(part, column.max, true))
    case 'code':
    case 'text': return readText(typed, column.max, column.required)
  }
}

const readFlag = (typed: string): Read<boolean> => {
  const value = own(flags, typed)
  return value === undefined ? { reason: 'FLAG_UNKNOWN' } : { value }
}

const readChoice = (options: readonly string[], typed: string): Read<string> => {
  const value = own(choiceWords, typed) ?? searchKey(typed)
  return options.includes(value) ? { value } : { reason: 'UNKNOWN_VALUE' }
}

const readAgency = (typed: string, agencies: ReadonlySet<string>): Read<string> => {
  const value = codeText(typed)
  return agencies.has(value) ? { value } : { reason: 'AGENCY_UNKNOWN' }
}

/** At most twenty parts, each once. */
const readParts = (typed: string, read: (part: string) => Read<string>): Read<string[]> => {
  const values: string[] = []
  for (const part of partsOf(typed)) {
    const found = read(part)
    if ('reason' in found) return found
    if (!values.includes(found.value)) values.push(found.value)
  }
  return values.length > 20 ? { reason: 'TOO_LONG' } : { value: values }
}
