import { isSupporter } from '#contract/applicants'
import type { Facts } from '../facts'
import { countText, rialText, yearText } from '../wording'
import type { Rule } from './rule'

/** S1-A3, S4-11: covered persons that count for the ceiling, by the office's setting. */
export const countedCovered = ({ covered, policy }: Facts): number => Math.max(0, policy.countBasis === 'committed' ? covered.committed : covered.accepted)

/** S1-A3: the independent's ceiling, or min(supporter's ceiling, amount a person × persons). Null: there is none. */
export const ceilingOf = (facts: Facts): number | null => {
  const { activity, year } = facts
  if (!year) return null
  if (activity === 'independent') return year.independentCeilingRial
  if (!isSupporter(activity)) return null
  const byPersons = BigInt(year.perCoveredRial) * BigInt(countedCovered(facts))
  return byPersons < BigInt(year.supporterCeilingRial) ? Number(byPersons) : year.supporterCeilingRial
}

const personsText = (facts: Facts): string => (isSupporter(facts.activity) ? ` برای ${countText(countedCovered(facts))} نفر تحت پوشش` : '')

/** REF-05: the ceiling of the programme year (S1-A3); an unplanned year and a type without a ceiling have none to keep. */
export const ceilingRule: Rule = {
  gate: 'REF-05',
  clauses: ['S1-A3'],
  lacks: (facts) => {
    const ceiling = ceilingOf(facts)
    if (!facts.year) return ['برای سال معرفی سقفی تعیین نشده است.']
    if (ceiling === null) return ['برای این نوع فعالیت تسهیلات جداگانه نیست.']
    const asked = BigInt(facts.request.amountRial) + BigInt(facts.outstandingRial)
    if (asked <= BigInt(ceiling)) return []
    const others = facts.outstandingRial > 0 ? ` با ${rialText(facts.outstandingRial)} معرفی‌های دیگر همین سال` : ''
    return [`مبلغ ${rialText(facts.request.amountRial)}${others} از سقف ${rialText(ceiling)}${personsText(facts)} سال ${yearText(facts.year.year)} بیشتر است.`]
  },
  passed: (facts) => `مبلغ ${rialText(facts.request.amountRial)} در سقف ${rialText(ceilingOf(facts) ?? 0)}${personsText(facts)} است.`,
  failed: (_facts, lacks) => lacks.join(' '),
}
