import type { GateId } from '#contract/referrals'
import type { IsoDay } from '#contract/values/jalali'
import type { Facts } from '../facts'

/**
 * One gate as data. The predicate is `lacks`: everything that is missing on that day, in Persian; nothing missing is a pass.
 * All members are pure and total over well-formed facts.
 */
export type Rule = {
  gate: GateId
  clauses: readonly string[]
  /** Left out: the gate concerns everybody. */
  applies?: (facts: Facts) => boolean
  notApplicable?: string
  lacks: (facts: Facts, on: IsoDay) => readonly string[]
  passed: (facts: Facts, on: IsoDay) => string
  failed: (facts: Facts, lacks: readonly string[], on: IsoDay) => string
  /** First day on which the gate may pass, and whether time alone brings it there. */
  opens?: (facts: Facts, on: IsoDay) => { day: IsoDay; byItself: boolean } | null
}

/** Lists what is missing: pairs of "is it missing" and its words. */
export const missing = (...items: readonly (readonly [boolean, string])[]): string[] =>
  items.filter(([lacking]) => lacking).map(([, words]) => words)
