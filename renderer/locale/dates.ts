import { daysBetween, jalaliText, toJalali, type IsoDay } from '#contract/values/jalali'
import { fa } from './digits'

export const monthNames = [
  'فروردین', 'اردیبهشت', 'خرداد', 'تیر', 'مرداد', 'شهریور', 'مهر', 'آبان', 'آذر', 'دی', 'بهمن', 'اسفند',
] as const

/** Saturday first, as the week runs here. */
export const weekDays = ['شنبه', 'یکشنبه', 'دوشنبه', 'سه‌شنبه', 'چهارشنبه', 'پنجشنبه', 'جمعه'] as const

const epochWeekday = 5

/** «شنبه» of a civil day. */
export const weekDay = (day: IsoDay): string =>
  weekDays[(((daysBetween('1970-01-01', day) + epochWeekday) % 7) + 7) % 7]!

/** «۱۴۰۵/۰۸/۳۰»: for columns. */
export const dayShort = (day: IsoDay): string => fa(jalaliText(day))

/** «۳۰ آبان ۱۴۰۵»: for prose. */
export const dayLong = (day: IsoDay): string => {
  const { year, month, day: d } = toJalali(day)
  return `${fa(d)} ${monthNames[month - 1]!} ${fa(year)}`
}

/** «شنبه ۳۰ آبان ۱۴۰۵». */
export const dayFull = (day: IsoDay): string => `${weekDay(day)} ${dayLong(day)}`

const tehran = new Intl.DateTimeFormat('en-CA', {
  timeZone: 'Asia/Tehran', year: 'numeric', month: '2-digit', day: '2-digit', hour: '2-digit', minute: '2-digit', hourCycle: 'h23',
})

const parts = (at: string | Date): { day: IsoDay; time: string } => {
  const found = Object.fromEntries(tehran.formatToParts(new Date(at)).map((p) => [p.type, p.value]))
  return { day: `${found['year']}-${found['month']}-${found['day']}`, time: `${found['hour']}:${found['minute']}` }
}

/** The civil day in Tehran of an instant. */
export const dayOf = (at: string | Date): IsoDay => parts(at).day

/** «۱۰:۴۲» in Tehran. */
export const timeOf = (at: string | Date): string => fa(parts(at).time)

/** «۱۴۰۵/۰۸/۳۰، ۱۰:۴۲». */
export const momentShort = (at: string): string => `${dayShort(dayOf(at))}، ${timeOf(at)}`

/** «شنبه ۳۰ آبان ۱۴۰۵، ۱۰:۴۲». */
export const momentFull = (at: string | Date): string => `${dayFull(dayOf(at))}، ${timeOf(at)}`

/** «امروز»، «دیروز»، otherwise the long date; with the time. */
export const momentNear = (at: string, today: IsoDay): string => {
  const day = dayOf(at)
  const ago = daysBetween(day, today)
  const name = ago === 0 ? 'امروز' : ago === 1 ? 'دیروز' : dayLong(day)
  return `${name}، ${timeOf(at)}`
}

const days = (n: number): string => (n === 1 ? 'یک روز' : `${fa(n)} روز`)

/** What is left of a deadline in words: «۲ روز مانده»، «امروز»، «یک روز گذشته». */
export const leftWords = (today: IsoDay, dueOn: IsoDay): string => {
  const left = daysBetween(today, dueOn)
  if (left === 0) return 'تا پایان امروز'
  return left > 0 ? `${days(left)} مانده` : `${days(-left)} گذشته`
}
