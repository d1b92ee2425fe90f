import { isSupporter, type ActivityType } from '#contract/applicants'
import { listText } from '../wording'
import { missing, type Rule } from './rule'

const otherType = 'این نوع فعالیت در سامانۀ تعاونی‌ها پیگیری می‌شود و از اینجا معرفی نمی‌شود'
const coveredPerson = 'برای فرد تحت پوشش معرفی جداگانه نیست'

/** Who is introduced to a bank in their own name. */
const borrows = (activity: ActivityType): boolean => activity === 'independent' || isSupporter(activity)

/** REF-00: need, capacity and jobs are assessed (S1-A5), the bank is one of the year's; no agency has a share (S1-A9a). */
export const formRule: Rule = {
  gate: 'REF-00',
  clauses: ['S1-A5', 'S1-A9a'],
  lacks: ({ activity, request, year }) => [
    ...(borrows(activity) ? [] : [activity === 'covered' ? coveredPerson : otherType]),
    ...missing(
      [request.amountRial <= 0, 'مبلغ'],
      [!(year?.bankCodes ?? []).includes(request.bankCode), 'بانک عامل سال برنامه'],
      [request.need.trim() === '', 'نیاز واقعی'],
      [request.capacity.trim() === '', 'ظرفیت'],
      [request.jobs < 1, 'شغلی که پدید می‌آید'],
    ),
  ],
  passed: () => 'فرم معرفی کامل است.',
  failed: (facts, lacks) => borrows(facts.activity)
    ? `در فرم معرفی این بخش‌ها خالی است: ${listText(lacks)}.`
    : `${listText(lacks)}.`,
}
