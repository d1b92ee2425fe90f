import { addDays, daysBetween, type IsoDay } from '#contract/values/jalali'
import type { Facts } from '../facts'
import { dayText, listText } from '../wording'
import { missing, type Rule } from './rule'
import { visitStands } from './visit'

/** S1-A10: the forty-fifth day after the confirmation is the first that is allowed. S1-B6: the last for an unbreached visit. */
const confirmationDays = 45

const earliest = ({ permit }: Facts): IsoDay => addDays(permit.issuedOn, confirmationDays)
const tooEarly = (facts: Facts, on: IsoDay): boolean => on < earliest(facts)
const assured = (facts: Facts): boolean => facts.visit?.executionAssured === true
const late = ({ visit, permit }: Facts): boolean => visit !== null && daysBetween(permit.issuedOn, visit.visitedOn) > confirmationDays

/** REF-04: a registration-based field needs confirmation, visit, assured execution and 45 days, all four (S1-A10, S1-B6). */
export const registrationRule: Rule = {
  gate: 'REF-04',
  clauses: ['S1-A10', 'S1-B6'],
  applies: ({ permit }) => permit.path === 'registration_based',
  notApplicable: 'رشته ثبت‌محور نیست.',
  lacks: (facts, on) => missing(
    [tooEarly(facts, on), '۴۵ روز از تاییدیه نگذشته است'],
    [!visitStands(facts), 'بازدید مشترک'],
    [!assured(facts), 'اطمینان از اجرای طرح'],
    [late(facts) && facts.policy.lateVisit === 'refuse', 'بازدید تا روز ۴۵'],
  ),
  passed: (facts) => late(facts)
    ? `۴۵ روز گذشته و اجرای طرح تأیید شده است. بازدید پس از روز ۴۵ انجام شده است (مهلت ${dayText(earliest(facts))}).`
    : '۴۵ روز گذشته و اجرای طرح تأیید شده است.',
  failed: (facts, lacks) => `زودترین تاریخ معرفی ${dayText(earliest(facts))} است؛ کمبود: ${listText(lacks)}.`,
  opens: (facts, on) => tooEarly(facts, on) ? { day: earliest(facts), byItself: visitStands(facts) && assured(facts) && !(late(facts) && facts.policy.lateVisit === 'refuse') } : null,
}
