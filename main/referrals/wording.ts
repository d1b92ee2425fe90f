import { jalaliText, type IsoDay } from '#contract/values/jalali'

const persian = (ascii: string): string => ascii.replace(/\d/g, (d) => String.fromCharCode(0x06f0 + Number(d)))

/** A count in Persian digits, thousands grouped: `۱٬۰۰۰`. */
export const countText = (n: number): string => persian(String(n).replace(/\B(?=(?:\d{3})+$)/g, '٬'))

/** An amount as evidence prints it: «۱٬۰۰۰٬۰۰۰٬۰۰۰ ریال». */
export const rialText = (rial: number): string => `${countText(rial)} ریال`

/** A day as evidence prints it: «۱۴۰۵/۰۸/۳۰». */
export const dayText = (day: IsoDay): string => persian(jalaliText(day))

/** A Jalali year, ungrouped. */
export const yearText = (year: number): string => persian(String(year))

/** «الف، ب، ج» */
export const listText = (parts: readonly string[]): string => parts.join('، ')
