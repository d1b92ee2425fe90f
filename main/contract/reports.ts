import { z } from 'zod'
import type { DossierPath } from './dossier-summary'
import { operation, shape } from './define'
import { jalaliDay } from './values/fields'

/** How a group of filed requests fared. Days are those the clock ran: waiting for the applicant is not counted (S0-11). */
export type ServiceLine = {
  filed: number
  decided: number
  issued: number
  refused: number
  /** Withdrawn, lapsed or closed by a death: over, but not decided. */
  ended: number
  open: number
  /** Open and past their last day. */
  late: number
  /** Of the decided; null while nothing is. */
  medianDays: number | null
  /** The same with the days of waiting in it. */
  medianCalendarDays: number | null
  /** Decided within fourteen days, in ten-thousandths of the decided (S0-10). */
  within14: number | null
}

/** S0-14: the service of home-business permits between two filing days. Aid is counted apart (S2-05). */
export type ServiceReport = {
  from: string
  to: string
  all: ServiceLine
  byPath: { path: DossierPath; line: ServiceLine }[]
  byCounty: { code: string; title: string; line: ServiceLine }[]
  byField: { code: string; title: string; line: ServiceLine }[]
  /** S0-14: which version of the published agreement is in force, if any. */
  agreementVersion: number | null
  /** S3-15: whom reports are addressed to. */
  addressee: string
}

export const reports = {
  /** Requests filed from `from` to `to`, both inclusive. */
  service: operation({
    kind: 'read', access: ['director', 'expert', 'system_manager', 'auditor'],
    input: z.object({ from: jalaliDay, to: jalaliDay }), output: shape<ServiceReport>(), errors: ['REPORT_PERIOD'],
  }),
} as const
