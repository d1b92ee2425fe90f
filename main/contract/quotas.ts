import { z } from 'zod'
import { operation, shape } from './define'
import { importFaults, type ReferenceReport } from './catalogues'
import { jalaliDay, line, optional, plain, rial, wholeNumber } from './values/fields'

const jalaliYear = wholeNumber(1389, 1499)

export type CountyQuota = {
  countyCode: string
  countyTitle: string
  allottedRial: number
  heldRial: number
  paidRial: number
  remainingRial: number
  employmentCommitment: number
  /** Last year's absorption in tenths of a percent, or null. */
  lastAbsorptionTenths: number | null
  note: string
}

export type ProgrammeYear = {
  year: number
  version: number
  state: 'planned' | 'open'
  provincialQuotaRial: number
  independentCeilingRial: number
  /** S1-A3: 20,000,000,000 and 500,000,000 a covered person in 1401; zero where the year has none. */
  supporterCeilingRial: number
  perCoveredRial: number
  /** S4-11: persons a supporter must have accepted; null: the office's setting, else one. */
  minCovered: number | null
  absorbBy: string | null
  bankCodes: string[]
  ruleSet: string
  counties: CountyQuota[]
  allottedRial: number
}

const bankCode = z.string().regex(/^\d{3}$/, 'UNKNOWN_VALUE')

/** What a year says of itself, in the order of its form; the columns of its file too. */
export const yearContent = z.object({
  year: jalaliYear,
  provincialQuotaRial: rial,
  /** S1-A3: 1,000,000,000 in 1401; a setting of each year. */
  independentCeilingRial: rial,
  supporterCeilingRial: rial.default(20_000_000_000),
  perCoveredRial: rial.default(500_000_000),
  minCovered: optional(wholeNumber(1, 1000)),
  absorbBy: optional(jalaliDay),
  bankCodes: z.array(bankCode).min(1, 'REQUIRED'),
})
export const yearColumns = Object.keys(yearContent.shape) as (keyof typeof yearContent.shape)[]
export const neededYearColumns = ['year', 'provincialQuotaRial', 'independentCeilingRial', 'bankCodes'] as const satisfies readonly (keyof typeof yearContent.shape)[]

export const quotas = {
  /** The year asked for, or the newest. */
  read: operation({
    kind: 'read', access: ['director', 'expert', 'system_manager', 'auditor'], input: z.object({ year: jalaliYear.nullable().default(null) }),
    output: shape<{ year: ProgrammeYear | null; years: number[] }>(), errors: [],
  }),
  saveYear: operation({
    kind: 'write', access: ['expert', 'system_manager'],
    input: yearContent.extend({ version: z.number().int().nullable().default(null) }),
    output: shape<ProgrammeYear>(), errors: ['QUOTA_BELOW_ALLOTTED', 'BANK_UNKNOWN'],
  }),
  /** Years from a file, CSV or JSON, row by row: judged first, stored when asked. Years that it does not name stay. */
  importYears: operation({
    kind: 'write', access: ['expert', 'system_manager'],
    input: z.object({
      name: plain(255, 1), contentBase64: z.base64().max(2_000_000), store: z.boolean(),
      /** Store the good rows although some are refused. */
      withoutRefused: z.boolean().default(false),
    }),
    output: shape<ReferenceReport>(), errors: [...importFaults, 'REFERENCE_REFUSED'],
  }),
  /** S1-A1: one county's share; the sum never passes the provincial quota, a share never falls below held + paid. */
  allot: operation({
    kind: 'write', access: ['expert', 'system_manager'],
    input: z.object({
      year: jalaliYear,
      version: z.number().int(),
      countyCode: z.string().regex(/^\d{4}$/, 'COUNTY_UNKNOWN'),
      allottedRial: rial,
      employmentCommitment: wholeNumber(0, 1_000_000),
      lastAbsorptionTenths: wholeNumber(0, 10_000).nullable().default(null),
      note: line(300, 0).default(''),
    }),
    output: shape<ProgrammeYear>(), errors: ['QUOTA_EXCEEDS_PROVINCE', 'QUOTA_BELOW_USED', 'COUNTY_NOT_OURS'],
  }),
  openYear: operation({
    kind: 'write', access: ['director'], input: z.object({ year: jalaliYear, version: z.number().int() }),
    output: shape<ProgrammeYear>(), errors: ['YEAR_STATE', 'YEAR_EMPTY', 'PRINCIPAL_ONLY'],
  }),
}
