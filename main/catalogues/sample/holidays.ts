import { fromJalali, isLeapJalali, type IsoDay } from '#contract/values/jalali'

export type Holiday = { day: IsoDay; title: string; certainty: 'official' | 'estimated' }

/** Fixed by the solar calendar (law of 1359); 30 Esfand only where the year has it. */
const solar: readonly (readonly [month: number, day: number, title: string])[] = [
  [1, 1, 'نوروز'], [1, 2, 'نوروز'], [1, 3, 'نوروز'], [1, 4, 'نوروز'], [1, 12, 'روز جمهوری اسلامی'], [1, 13, 'روز طبیعت'],
  [3, 14, 'رحلت امام خمینی'], [3, 15, 'قیام ۱۵ خرداد'], [11, 22, 'پیروزی انقلاب اسلامی'], [12, 29, 'ملی شدن صنعت نفت'], [12, 30, 'آخرین روز سال کبیسه'],
]

/** By the Umm al-Qura calendar: each may be a day off until the official calendar of the year is imported. */
const lunar: Readonly<Record<number, readonly (readonly [month: number, day: number, title: string])[]>> = {
  1404: [
    [1, 10, 'عید فطر'], [1, 11, 'تعطیل عید فطر'], [2, 3, 'شهادت امام جعفر صادق'], [3, 16, 'عید قربان'], [3, 24, 'عید غدیر'], [4, 13, 'تاسوعا'], [4, 14, 'عاشورا'],
    [5, 23, 'اربعین'], [5, 31, 'رحلت پیامبر'], [6, 1, 'شهادت امام رضا'], [6, 9, 'شهادت امام حسن عسکری'], [6, 18, 'میلاد پیامبر'], [9, 3, 'شهادت حضرت فاطمه'],
    [10, 12, 'میلاد امام علی'], [10, 26, 'مبعث'], [11, 14, 'میلاد امام زمان'], [12, 19, 'شهادت امام علی'],
  ],
  1405: [
    [3, 6, 'عید قربان'], [4, 3, 'تاسوعا'], [4, 4, 'عاشورا'], [5, 12, 'اربعین'], [5, 20, 'رحلت پیامبر'], [5, 22, 'شهادت امام رضا'],
    [5, 30, 'شهادت امام حسن عسکری'], [6, 8, 'میلاد پیامبر'], [8, 22, 'شهادت حضرت فاطمه'], [10, 1, 'میلاد امام علی'], [10, 15, 'مبعث'],
    [11, 3, 'میلاد امام زمان'], [12, 9, 'شهادت امام علی'], [12, 18, 'عید فطر'], [12, 19, 'تعطیل عید فطر'],
  ],
}

const ofYear = (year: number): Holiday[] => [
  ...solar.filter(([month, day]) => month !== 12 || day !== 30 || isLeapJalali(year))
    .map(([month, day, title]) => ({ day: fromJalali({ year, month, day }), title, certainty: 'official' as const })),
  ...(lunar[year] ?? []).map(([month, day, title]) => ({ day: fromJalali({ year, month, day }), title, certainty: 'estimated' as const })),
]

/** A SAMPLE for two years: solar days are official, lunar ones estimates. A real office imports the official calendar. */
export const sampleHolidays: readonly Holiday[] = [1404, 1405].flatMap(ofYear)
export const holidaySource = 'نمونه: روزهای شمسی رسمی، روزهای قمری برآورد (± یک روز)'
