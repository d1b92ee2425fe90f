import type { Facts } from '../facts'
import type { Rule } from './rule'

const supports = ({ activity }: Facts): boolean => activity !== 'independent' && activity !== 'covered'

/** REF-09: checks before permit and before loan (S1-B2). No supporter passes while this version records no such check. */
export const supporterChecksRule: Rule = {
  gate: 'REF-09',
  clauses: ['S1-B2'],
  applies: supports,
  notApplicable: 'این کنترل ویژۀ پشتیبان است.',
  lacks: () => ['کنترل‌های پیش از مجوز و پیش از تسهیلات ثبت نشده است.'],
  passed: () => 'کنترل‌های پیش از مجوز و پیش از تسهیلات انجام شده است.',
  failed: (_facts, lacks) => lacks.join(' '),
}

/** REF-10: covered persons accepted, the agency's second confirmation (S4-10, S4-11). The same holds. */
export const acceptanceRule: Rule = {
  gate: 'REF-10',
  clauses: ['S4-10', 'S4-11'],
  applies: supports,
  notApplicable: 'پذیرش افراد تحت پوشش ویژۀ پشتیبان است.',
  lacks: () => ['پذیرش افراد تحت پوشش و تأیید دستگاه ثبت نشده است.'],
  passed: () => 'پذیرش افراد تحت پوشش و تأیید دستگاه ثبت است.',
  failed: (_facts, lacks) => lacks.join(' '),
}
