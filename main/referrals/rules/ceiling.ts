import { rialText, yearText } from '../wording'
import type { Rule } from './rule'

/** REF-05: the ceiling of the programme year (S1-A3); an unplanned year and a type without a ceiling here have none to keep. */
export const ceilingRule: Rule = {
  gate: 'REF-05',
  clauses: ['S1-A3'],
  lacks: ({ activity, request, year }) => {
    if (activity !== 'independent') return ['سقف تسهیلات این نوع فعالیت در این نسخه نیست.']
    if (!year) return ['برای سال معرفی سقفی تعیین نشده است.']
    return request.amountRial <= year.independentCeilingRial
      ? []
      : [`مبلغ ${rialText(request.amountRial)} از سقف ${rialText(year.independentCeilingRial)} سال ${yearText(year.year)} بیشتر است.`]
  },
  passed: ({ request, year }) => year ? `مبلغ ${rialText(request.amountRial)} در سقف ${rialText(year.independentCeilingRial)} است.` : '',
  failed: (_facts, lacks) => lacks.join(' '),
}
