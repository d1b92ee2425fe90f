import { isSupporter } from '#contract/applicants'
import type { Facts } from '../facts'
import { countText, dayText, listText } from '../wording'
import { missing, type Rule } from './rule'

const supports = ({ activity }: Facts): boolean => isSupporter(activity)

/** REF-09: checks before permit and before loan, the latter after what is asked now (S1-B2). */
export const supporterChecksRule: Rule = {
  gate: 'REF-09',
  clauses: ['S1-B2'],
  applies: supports,
  notApplicable: 'این کنترل ویژۀ پشتیبان است.',
  lacks: ({ checks, request }) => missing(
    [!checks.prePermit, 'کنترل پیش از مجوز'],
    [checks.preLoanOn === null, 'کنترل پیش از تسهیلات'],
    [checks.preLoanOn !== null && (request.requestedOn === null || checks.preLoanOn < request.requestedOn), 'کنترل پیش از تسهیلات پس از درخواست تازه'],
  ),
  passed: ({ checks }) => `کنترل‌های پیش از مجوز و پیش از تسهیلات${checks.preLoanOn ? ` (${dayText(checks.preLoanOn)})` : ''} انجام شده است.`,
  failed: (_facts, lacks) => `این کنترل انجام نشده است: ${listText(lacks)}.`,
}

/** S4-11: persons a supporter must have accepted. */
const needed = ({ year, policy }: Facts): number => Math.max(1, year?.minCovered ?? policy.minCovered ?? 1)

/** What stands of the agency's second confirmation, or null when it stands whole. */
const confirmationLack = ({ covered }: Facts): string | null => {
  if (covered.confirmation === 'none') return 'ثبت نشده'
  if (covered.confirmation === 'refused') return 'منفی است'
  const stale = covered.confirmedOn === null || (covered.lastAcceptedOn !== null && covered.confirmedOn < covered.lastAcceptedOn)
  return stale ? 'پیش از آخرین پذیرش است' : null
}

/** REF-10: covered persons accepted, and the agency's confirmation after the last acceptance (S4-10, S4-11). */
export const acceptanceRule: Rule = {
  gate: 'REF-10',
  clauses: ['S4-10', 'S4-11'],
  applies: supports,
  notApplicable: 'پذیرش افراد تحت پوشش ویژۀ پشتیبان است.',
  lacks: (facts) => missing(
    [facts.covered.accepted < needed(facts), 'پذیرش'],
    [confirmationLack(facts) !== null, 'تأیید دستگاه'],
  ),
  passed: ({ covered }) => `${countText(covered.accepted)} نفر پذیرفته شده و دستگاه تأیید کرده است.`,
  failed: (facts) =>
    `پذیرش ${countText(facts.covered.accepted)} از ${countText(needed(facts))} نفر؛ تأیید دستگاه: ${confirmationLack(facts) ?? 'ثبت است'}.`,
}
