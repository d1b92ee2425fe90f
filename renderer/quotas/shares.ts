import type { County } from '#contract/catalogues'
import type { CountyQuota, ProgrammeYear } from '#contract/quotas'
import { codeText } from '#contract/values/text'
import { byName } from '../locale/digits'

/** One county's line; `written` is false while nobody gave it a share. */
export type ShareRow = CountyQuota & { written: boolean }

const none = { allottedRial: 0, heldRial: 0, paidRial: 0, remainingRial: 0, employmentCommitment: 0, lastAbsorptionTenths: null, note: '' }

/** Every county of the province in dictionary order, with or without a share. */
export const shareRows = (year: ProgrammeYear, counties: readonly Pick<County, 'code' | 'title'>[], province: string): ShareRow[] => {
  const written = new Map(year.counties.map((one) => [one.countyCode, one]))
  const rows: ShareRow[] = year.counties.map((one) => ({ ...one, written: true }))
  for (const { code, title } of counties) {
    if (!written.has(code) && code.startsWith(province)) rows.push({ ...none, countyCode: code, countyTitle: title, written: false })
  }
  return rows.sort((a, b) => byName(a.countyTitle, b.countyTitle))
}

/** What the province would stand at with one share changed (S1-A1: the sum never passes the provincial quota). */
export const sumWith = (year: ProgrammeYear, countyCode: string, allottedRial: number): { sum: number; left: number } => {
  const others = year.counties.filter((one) => one.countyCode !== countyCode).reduce((sum, one) => sum + one.allottedRial, 0)
  return { sum: others + allottedRial, left: year.provincialQuotaRial - others - allottedRial }
}

/** Parts of a share in percent of it, for the bar. */
export const barParts = ({ allottedRial, heldRial, paidRial }: Pick<CountyQuota, 'allottedRial' | 'heldRial' | 'paidRial'>): { paid: number; held: number } =>
  allottedRial === 0 ? { paid: 0, held: 0 } : { paid: (paidRial / allottedRial) * 100, held: (heldRial / allottedRial) * 100 }

/** «۸۷٫۵» or 87.5 as tenths of a percent; null for an empty field, undefined for text that is no such number. */
export const tenthsOf = (text: string): number | null | undefined => {
  const typed = codeText(text).replace('٫', '.').replace('/', '.')
  if (typed === '') return null
  return /^\d{1,3}(?:\.\d)?$/.test(typed) ? Math.round(Number(typed) * 10) : undefined
}

export const tenthsText = (tenths: number | null): string => (tenths === null ? '' : String(tenths / 10).replace('.', '٫'))
