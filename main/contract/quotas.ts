import { z } from 'zod'
import { operation, shape } from './define'
import { jalaliDay, line, optional, rial, wholeNumber } from './values/fields'

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

export const quotas = {
  /** The year asked for, or the newest. */
  read: operation({
    kind: 'read', access: ['director', 'expert', 'system_manager', 'auditor'], input: z.object({ year: jalaliYear.nullable().default(null) }),
    output: shape<{ year: ProgrammeYear | null; years: number[] }>(), errors: [],
  }),
  saveYear: operation({
    kind: 'write', access: ['expert', 'system_manager'],
    input: z.object({
      year: jalaliYear,
      version: z.number().int().nullable().default(null),
      provincialQuotaRial: rial,
      /** S1-A3: 1,000,000,000 in 1401; a setting of each year. */
      independentCeilingRial: rial,
      supporterCeilingRial: rial.default(20_000_000_000),
      perCoveredRial: rial.default(500_000_000),
      minCovered: optional(wholeNumber(1, 1000)),
      absorbBy: optional(jalaliDay),
      bankCodes: z.array(z.string().regex(/^\d{3}$/, 'UNKNOWN_VALUE')).min(1, 'REQUIRED'),
    }),
    output: shape<ProgrammeYear>(), errors: ['QUOTA_BELOW_ALLOTTED', 'BANK_UNKNOWN'],
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
