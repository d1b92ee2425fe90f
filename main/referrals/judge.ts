import type { Evaluation } from '#contract/referrals'
import { toJalali } from '#contract/values/jalali'
import type { Context } from '#main/app/ports'
import { canonicalText } from '#main/ledger/index'
import type { Judgement } from '#db/referrals/referral-repo'
import { evaluate } from './evaluate'
import { gatherFacts, type Subject } from './gather-facts'

export type Judged = { evaluation: Evaluation; stored: Judgement }

/** Asks every gate about a request today. @returns the answer, and the text under which it is kept as evidence. */
export const judge = ({ db, clock }: Context, subject: Subject): Judged => {
  const on = clock.today()
  const facts = gatherFacts(db, subject, on)
  const evaluation = evaluate(facts, on)
  return {
    evaluation,
    stored: { year: toJalali(on).year, facts: canonicalText(facts), evaluation: canonicalText(evaluation) },
  }
}

/** What the ledger keeps of a judgement: the outcomes without their sentences. */
export const outcomesOf = ({ on, ruleSet, outcomes }: Evaluation): { on: string; rule_set: string; outcomes: { gate: string; result: string }[] } =>
  ({ on, rule_set: ruleSet, outcomes: outcomes.map(({ gate, result }) => ({ gate, result })) })
