import type { IsoDay } from '#contract/values/jalali'
import type { Facts } from '../facts'
import { dayText, rialText, yearText } from '../wording'
import { missing, type Rule } from './rule'

const lacks = ({ year, county, request, heldInYear }: Facts, on: IsoDay): string[] => {
  if (!year) return ['برای سال معرفی سال برنامه‌ای نوشته نشده است.']
  const inYear = `سال برنامۀ ${yearText(year.year)}`
  if (county.leftRial === null) return [...missing([!year.open, `${inYear} هنوز باز نشده است.`]), `${county.title} در ${inYear} سهمیه ندارد.`]
  return missing(
    [!year.open, `${inYear} هنوز باز نشده است.`],
    [year.absorbBy !== null && on > year.absorbBy, `مهلت جذب ${year.absorbBy ? dayText(year.absorbBy) : ''} گذشته است.`],
    [heldInYear !== null && heldInYear !== year.year, `مبلغ از سهمیۀ سال ${yearText(heldInYear ?? 0)} نگه داشته شده است؛ باید برگردد و دوباره فرستاده شود.`],
    [county.leftRial < request.amountRial, `سهمیۀ ${county.title}: مانده ${rialText(county.leftRial)}، مبلغ ${rialText(request.amountRial)}.`],
  )
}

/** REF-12: the county's share of an open programme year still holds the amount (S1-A1, S1-00). */
export const quotaRule: Rule = {
  gate: 'REF-12',
  clauses: ['S1-A1', 'S1-00'],
  lacks,
  passed: ({ county }) => `از سهمیۀ ${county.title}، ${rialText(county.leftRial ?? 0)} مانده است.`,
  failed: (_facts, words) => words.join(' '),
}
