import type { Facts } from '../facts'
import { dayText } from '../wording'
import { missing, type Rule } from './rule'

/** A visit after issue, joint, its form completed by the system manager (S1-B1, S1-B4). */
export const visitStands = ({ visit, permit, policy }: Facts): boolean =>
  visit !== null && visit.complete && visit.visitedOn >= permit.issuedOn && visit.officeAttendees > 0 &&
  visit.agencyAttendees > 0 && visit.completedByRole === 'system_manager' && (visit.active || !policy.visitMustBePositive)

/** REF-03: without the visit's form there is no introduction (S1-B4). */
export const visitRule: Rule = {
  gate: 'REF-03',
  clauses: ['S1-B1', 'S1-B4'],
  lacks: (facts) => visitStands(facts) ? [] : [
    'فرم بازدید مشترک تکمیل نشده است؛ معرفی به بانک ممکن نیست.',
    ...missing(
      [facts.visit !== null && !facts.visit.complete, 'بازدید انجام شده و فرم آن هنوز پیش‌نویس است.'],
      [facts.visit !== null && facts.visit.visitedOn < facts.permit.issuedOn, 'بازدید پیش از صدور مجوز است.'],
      [facts.visit?.agencyAttendees === 0, 'نمایندۀ دستگاه در بازدید نبوده است.'],
      [facts.visit?.officeAttendees === 0, 'نمایندۀ اداره در بازدید نبوده است.'],
      [facts.policy.visitMustBePositive && facts.visit?.active === false, 'کسب‌وکار در بازدید برپا نبوده است.'],
      [facts.visit?.complete === true && facts.visit.completedByRole !== 'system_manager', 'فرم را مدیر سیستم تکمیل نکرده است.'],
    ),
  ],
  passed: ({ visit }) => visit ? `فرم بازدید ${dayText(visit.visitedOn)} کامل است.` : '',
  failed: (_facts, lacks) => lacks.join(' '),
}
