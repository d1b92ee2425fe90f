import { isSupporter } from '#contract/applicants'
import { dayText, listText } from '../wording'
import { missing, type Rule } from './rule'

/**
 * REF-08: another loan needs the earlier one's commitments done, with evidence, by a supporter (an independent becomes one,
 * S1-A7) who, having had it as a supporter, means to expand (S1-A6). One that a bank still has is not done.
 */
export const repeatRule: Rule = {
  gate: 'REF-08',
  clauses: ['S1-A6', 'S1-A7'],
  applies: ({ earlier }) => earlier !== null,
  notApplicable: 'وام پیشینی برای این دارنده ثبت نشده است. مقررات خود بانک اینجا سنجیده نمی‌شود.',
  lacks: ({ activity, earlier, request }) => missing(
    [earlier?.state === 'under_way', 'پایان کار معرفی پیشین نزد بانک'],
    [!request.commitmentsFulfilled, 'انجام تعهدات'],
    [request.commitmentsEvidence.trim() === '', 'سند انجام تعهدات'],
    [!isSupporter(activity), 'تبدیل به پشتیبان'],
    [earlier?.asSupporter === true && !request.expansion, 'قصد توسعۀ فعالیت'],
  ),
  passed: () => 'تعهدات وام پیشین انجام شده است. مقررات خود بانک اینجا سنجیده نمی‌شود.',
  failed: ({ earlier }, lacks) => earlier ? `وام پیشین ${earlier.ref} (${dayText(earlier.on)}): کمبود ${listText(lacks)}.` : '',
}
