import { dayText, listText } from '../wording'
import { missing, type Rule } from './rule'

/**
 * REF-08: a second loan of an independent holder needs the first one's commitments done and the turn to supporter (S1-A7).
 * An independent request therefore never passes it, and no evidence of commitments is recorded here yet: both are named.
 */
export const repeatRule: Rule = {
  gate: 'REF-08',
  clauses: ['S1-A6', 'S1-A7'],
  applies: ({ earlier }) => earlier !== null,
  notApplicable: 'معرفی پیشینی برای این دارنده ثبت نشده است. مقررات خود بانک اینجا سنجیده نمی‌شود.',
  lacks: ({ activity }) => [
    ...missing([activity !== 'supporter_natural' && activity !== 'supporter_legal', 'تبدیل به پشتیبان']),
    'سند انجام تعهدات',
  ],
  passed: () => 'تعهدات وام پیشین انجام شده است.',
  failed: ({ earlier }, lacks) => earlier ? `وام پیشین ${earlier.ref} (${dayText(earlier.on)}): کمبود ${listText(lacks)}.` : '',
}
