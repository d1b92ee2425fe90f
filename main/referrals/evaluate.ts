import type { Evaluation, GateOutcome } from '#contract/referrals'
import { toJalali, type IsoDay } from '#contract/values/jalali'
import type { Facts } from './facts'
import { rules } from './rules/index'
import type { Rule } from './rules/rule'

/** Revision of the rules in this folder; with the Jalali year it names the rule set a referral was judged by. */
const revision = 2

type Judged = { outcome: GateOutcome; byItself: boolean }

const judge = (rule: Rule, facts: Facts, on: IsoDay): Judged => {
  const base = { gate: rule.gate, clauses: [...rule.clauses], earliestOn: null }
  if (rule.applies && !rule.applies(facts)) return { outcome: { ...base, result: 'not_applicable', text: rule.notApplicable ?? '' }, byItself: true }
  const lacks = rule.lacks(facts, on)
  if (lacks.length === 0) return { outcome: { ...base, result: 'pass', text: rule.passed(facts, on) }, byItself: true }
  const opens = rule.opens?.(facts, on) ?? null
  return {
    outcome: { ...base, result: 'fail', text: rule.failed(facts, lacks, on), earliestOn: opens?.day ?? null },
    byItself: opens?.byItself ?? false,
  }
}

/**
 * Asks every gate (requirements 1.6), never stopping at the first that fails. Pure: the same facts and day always give the
 * same answer, so a stored referral can be judged again.
 * @returns all thirteen outcomes; `earliestOn` only when nothing but time is missing.
 */
export const evaluate = (facts: Facts, on: IsoDay): Evaluation => {
  const judged = rules.map((rule) => judge(rule, facts, on))
  const failing = judged.filter(({ outcome }) => outcome.result === 'fail')
  const days = failing.map(({ outcome }) => outcome.earliestOn).filter((day) => day !== null)
  const onlyTime = failing.length > 0 && failing.every(({ byItself }) => byItself)
  return {
    ruleSet: `${toJalali(on).year}.${revision}`,
    on,
    outcomes: judged.map(({ outcome }) => outcome),
    passed: failing.length === 0,
    earliestOn: onlyTime ? (days.sort().at(-1) ?? null) : null,
  }
}

/** `out` of the signed payload: one letter a gate, p or n for those that let pass, f for the rest. */
export const outcomeLetters = ({ outcomes }: Evaluation): string =>
  outcomes.map(({ result }) => ({ pass: 'p', fail: 'f', not_applicable: 'n' })[result]).join('')
