import { activityTypes, caseTypes, dossierStates } from '#contract/dossiers'
import type { ExportColumn } from '#contract/intake'
import { number } from './digits'
import { activityNames, caseNames, stateNames, yesNo } from './dossiers'

export const listWords = {
  title: 'پرونده‌ها',
  search: 'کد رهگیری، کد ملی، همراه یا نام',
  searchLabel: 'جست‌وجوی پرونده',
  /** Above a thousand hits only "more than" is known. */
  total: (n: number, more: boolean) => (more ? `بیش از ${number(n)} پرونده` : `${number(n)} پرونده`),
  all: 'همه',
  filters: 'صافی مرحله',
  gridLabel: 'فهرست پرونده‌ها',
  columnName: 'متقاضی و رشته',
  columnCode: 'کد رهگیری',
  columnCounty: 'شهرستان',
  columnState: 'مرحله',
  columnClock: 'مهلت ۱۴ روزه',
  loan: 'تسهیلات می‌خواهد',
  more: (shown: number, total: number, more: boolean) => `${number(shown)} از ${more ? 'بیش از ' : ''}${number(total)}`,
  moreAct: 'ادامۀ فهرست',
  emptyTitle: 'هنوز پرونده‌ای نیست',
  emptyText: 'با ثبت نخستین درخواست یا درون‌ریزی فایل، پرونده‌ها اینجا می‌آید.',
  noMatchTitle: 'چیزی با این جست‌وجو نخواند',
  noMatchText: (text: string) => `«${text}» در کد، کد ملی، همراه و نام جسته شد؛ ی و ي، ک و ك و نیم‌فاصله یکسان گرفته شد.`,
  clear: 'پاک کردن جست‌وجو',
  newDossier: 'ثبت پرونده',
  focusSearch: 'جست‌وجو',
  undated: '—',
} as const

export const filterWords = {
  open: 'صافی‌های بیشتر',
  count: (n: number) => `${number(n)} صافی`,
  type: 'نوع فعالیت',
  county: 'شهرستان',
  field: 'رشته',
  from: 'ثبت از روز',
  to: 'ثبت تا روز',
  any: 'همه',
  reset: 'برداشتن صافی‌ها',
  saved: 'صافی‌های من',
  savedHint: 'فقط شما می‌بینید',
  none: 'صافی نگه‌داشته‌ای نیست',
  save: 'نگه‌داشتن این صافی',
  name: 'نام صافی',
  namePlaceholder: 'مانند «اهواز، نزد دستگاه»',
  kept: (name: string) => `صافی «${name}» نگه داشته شد.`,
  drop: (name: string) => `پاک کردن صافی «${name}»`,
  dropped: (name: string) => `صافی «${name}» پاک شد.`,
} as const

export const exportWords = {
  open: 'خروجی',
  title: 'خروجی از فهرست',
  what: (n: number, more: boolean) => `همان ${more ? 'بیش از ' : ''}${number(n)} پروندۀ این فهرست، با همین جست‌وجو و صافی.`,
  masked: 'کد ملی مانند صفحه پوشیده است. نام شما، شمار ردیف‌ها و اثر انگشت فایل در دفتر رخداد می‌ماند.',
  format: 'قالب',
  xlsx: 'اکسل (XLSX، راست‌به‌چپ)',
  csv: 'CSV برای برنامه‌های دیگر',
  make: 'ساختن فایل',
  done: (n: number, name: string) => `فایل ${name} با ${number(n)} ردیف ساخته شد.`,
} as const

export const exportTitles: Record<ExportColumn, string> = {
  trackingCode: 'کد رهگیری', name: 'متقاضی', nationalIdMasked: 'کد ملی (پوشیده)', activityType: 'نوع فعالیت', caseType: 'نوع درخواست', fieldTitle: 'رشته',
  countyTitle: 'شهرستان', state: 'مرحله', stateSince: 'در این مرحله از', filedOn: 'روز ثبت', filedOnIso: 'روز ثبت (میلادی)', dueOn: 'پایان مهلت',
  dueOnIso: 'پایان مهلت (میلادی)', daysLeft: 'روز مانده', loanWanted: 'تسهیلات می‌خواهد',
}

/** What stands in the cells: states, types and flags in words. */
export const exportSpoken: Record<string, string> = {
  ...Object.fromEntries(dossierStates.map((one) => [one, stateNames[one]])), ...Object.fromEntries(activityTypes.map((one) => [one, activityNames[one]])),
  ...Object.fromEntries(caseTypes.map((one) => [one, caseNames[one]])), ...yesNo,
}
