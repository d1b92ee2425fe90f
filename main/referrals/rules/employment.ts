import { addDays } from '#contract/values/jalali'
import { countText, dayText } from '../wording'
import type { Rule } from './rule'

/** REF-07: government employees get no loan, and the check must be fresh (S1-A9b). */
export const employmentRule: Rule = {
  gate: 'REF-07',
  clauses: ['S1-A9b'],
  lacks: ({ employment: { government, checkedOn }, policy: { employmentCheckDays } }, on) => {
    if (government) return ['متقاضی شاغل دولتی است.']
    if (!checkedOn) return ['استعلام اشتغال ثبت نشده است.']
    return on <= addDays(checkedOn, employmentCheckDays)
      ? []
      : [`استعلام اشتغال کهنه است (${dayText(checkedOn)}، بیش از ${countText(employmentCheckDays)} روز)؛ دوباره استعلام شود.`]
  },
  passed: ({ employment: { checkedOn } }) => checkedOn ? `متقاضی شاغل دولتی نیست (استعلام ${dayText(checkedOn)}).` : '',
  failed: (_facts, lacks) => lacks.join(' '),
}
