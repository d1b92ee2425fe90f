import { listText } from '../wording'
import { missing, type Rule } from './rule'

const otherType = 'معرفی این نوع فعالیت در این نسخه انجام نمی‌شود'
const coveredPerson = 'برای فرد تحت پوشش معرفی جداگانه نیست'

/** REF-00: need, capacity and jobs are assessed (S1-A5), the bank is one of the year's; no agency has a share (S1-A9a). */
export const formRule: Rule = {
  gate: 'REF-00',
  clauses: ['S1-A5', 'S1-A9a'],
  lacks: ({ activity, request, year }) => [
    ...(activity === 'independent' ? [] : [activity === 'covered' ? coveredPerson : otherType]),
    ...missing(
      [request.amountRial <= 0, 'مبلغ'],
      [!(year?.bankCodes ?? []).includes(request.bankCode), 'بانک عامل سال برنامه'],
      [request.need.trim() === '', 'نیاز واقعی'],
      [request.capacity.trim() === '', 'ظرفیت'],
      [request.jobs < 1, 'شغلی که پدید می‌آید'],
    ),
  ],
  passed: () => 'فرم معرفی کامل است.',
  failed: (facts, lacks) => facts.activity === 'independent'
    ? `در فرم معرفی این بخش‌ها خالی است: ${listText(lacks)}.`
    : `${listText(lacks)}.`,
}
