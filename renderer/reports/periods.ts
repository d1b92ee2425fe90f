import { addDays, addJalaliMonths, fromJalali, jalaliText, jalaliYearBounds, toJalali, type IsoDay } from '#contract/values/jalali'

/** A period as it is typed: Jalali text, both ends in. */
export type Period = { from: string; to: string }

const typed = (from: IsoDay, to: IsoDay): Period => ({ from: jalaliText(from), to: jalaliText(to) })

/** From the first day of the Jalali year to today. */
export const thisYear = (today: IsoDay): Period => typed(jalaliYearBounds(toJalali(today).year).from, today)

/** From the first day of the Jalali month to today. */
export const thisMonth = (today: IsoDay): Period => typed(firstOfMonth(today), today)

/** The whole Jalali month before this one. */
export const lastMonth = (today: IsoDay): Period => {
  const first = firstOfMonth(today)
  return typed(addJalaliMonths(first, -1), addDays(first, -1))
}

const firstOfMonth = (day: IsoDay): IsoDay => fromJalali({ ...toJalali(day), day: 1 })
