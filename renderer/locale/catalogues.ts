import type { ReferenceVerdict } from '#contract/catalogues'
import type { ReferenceName } from '#contract/reference-tables'
import { number } from './digits'

export const tableNames: Record<ReferenceName, string> = {
  fields: 'رشته‌ها', agencies: 'دستگاه‌ها', banks: 'بانک‌های عامل', counties: 'شهرستان‌ها', holidays: 'تعطیلات',
  refusalReasons: 'دلیل‌های رد', correctionReasons: 'دلیل‌های اصلاح', revocationReasons: 'دلیل‌های ابطال', resolutions: 'مصوبه‌های ستاد',
}

export const tableIcons = {
  fields: 'list', agencies: 'shield', banks: 'bank', counties: 'map', holidays: 'calendar', refusalReasons: 'octagon', correctionReasons: 'returned',
  revocationReasons: 'minus', resolutions: 'book',
} as const satisfies Record<ReferenceName, string>

/** What each table decides, in one sentence. */
export const tableNotes: Record<ReferenceName, string> = {
  fields: 'رشته دستگاه مسئول، مسیر بررسی، مدارک بهداشتی و تأییدیه‌های لازم پرونده را تعیین می‌کند.',
  agencies: 'پرونده‌ها با توجه به رشته به این دستگاه‌ها فرستاده می‌شود.',
  banks: 'بانک‌هایی که متقاضی به آن‌ها معرفی می‌شود؛ نام کوتاه در پیامک می‌آید.',
  counties: 'شهرستان محل سکونت متقاضی؛ کدها از مرکز آمار ایران است.',
  holidays: 'فقط وقتی به کار می‌آید که در تنظیمات، مهلت‌ها به روز کاری بعد منتقل شود.',
  refusalReasons: 'هنگام رد پرونده از این فهرست برگزیده می‌شود؛ نام کوتاه در پیامک می‌آید.',
  correctionReasons: 'هنگام برگرداندن پرونده برای اصلاح یا مدارک برگزیده می‌شود.',
  revocationReasons: 'هنگام پیشنهاد ابطال مجوز برگزیده می‌شود.',
  resolutions: 'مصوبه‌ها و بخشنامه‌هایی که قواعد را عوض می‌کند، با تاریخ اجرا.',
}

export const columnNames: Readonly<Record<string, string>> = {
  row: 'ردیف', code: 'کد', title: 'عنوان', from: 'از تاریخ', to: 'تا تاریخ', on: 'آخرین روز', group: 'گروه', agencyCode: 'دستگاه مسئول', secondAgencies: 'دستگاه‌های دوم',
  path: 'مسیر', hygiene: 'کارت بهداشت', confirmations: 'تأییدیه‌های لازم', loanAllowed: 'تسهیلات', model: 'الگوی توسعه', kind: 'گونه', level: 'سطح',
  shortTitle: 'نام کوتاه', certainty: 'قطعیت', asks: 'خواسته', issuedOn: 'تاریخ صدور', body: 'مرجع صادرکننده', text: 'متن', ruleSets: 'قاعده‌های وابسته',
}
const dayCode = 'تاریخ'
/** A table that comes from a file: of the reference, or the programme's years. */
export type FileTable = ReferenceName | 'programmeYears'
export const fileTableName = (table: FileTable): string => (table === 'programmeYears' ? 'سال‌های برنامه' : tableNames[table])
const yearColumnNames: Readonly<Record<string, string>> = {
  row: 'ردیف', code: 'سال', year: 'سال', provincialQuotaRial: 'سهمیۀ استان', independentCeilingRial: 'سقف مستقل', supporterCeilingRial: 'سقف پشتیبان',
  perCoveredRial: 'هر فرد تحت پوشش', minCovered: 'کمترین شمار پذیرفته', absorbBy: 'آخرین روز جذب', bankCodes: 'بانک‌های عامل',
}
export const columnName = (table: FileTable, column: string): string =>
  table === 'programmeYears' ? yearColumnNames[column] ?? column :
  table === 'holidays' && column === 'code' ? dayCode : table === 'resolutions' && column === 'code' ? 'شماره' : table === 'resolutions' && column === 'from' ? 'تاریخ اجرا' : columnNames[column] ?? column

export const columnHints: Readonly<Record<string, string>> = {
  from: 'خالی: از آغاز.', to: 'آخرین روز اعتبار؛ خالی: بی‌پایان.', confirmations: 'عنوان‌ها را با | جدا کنید.', ruleSets: 'مانند 1405.1؛ با | جدا کنید.', shortTitle: 'در پیامک می‌آید.',
}

const optionNames: Readonly<Record<string, string>> = {
  approval: 'تأییدمحور', registration: 'ثبت‌محور', executive: 'اجرایی', supportive: 'حمایتی', province: 'استانی', county: 'شهرستانی', headquarters: 'ستادی',
  official: 'رسمی', estimated: 'برآورد', correction: 'اصلاح', documents: 'مدارک',
}
export const optionName = (option: string): string => optionNames[option] ?? option

export const outcomeNames: Record<ReferenceVerdict['outcome'], string> = { new: 'تازه', changed: 'تغییر', same: 'بی‌تغییر', refused: 'رد' }

export const words = {
  title: 'داده‌های مرجع',
  tables: 'جدول‌ها',
  sample: 'نمونه',
  sampleTitle: 'این جدول نمونه است و فهرست رسمی نیست.',
  sampleText: 'برای کار واقعی فهرست رسمی را «به‌جای همۀ جدول» وارد کنید؛ ردیف‌های نمونه پایان می‌یابد و این برچسب برداشته می‌شود.',
  source: (text: string) => `منبع: ${text}`,
  rows: (inForce: number, all: number) => (inForce === all ? `${number(all)} ردیف` : `${number(inForce)} ردیف در اعتبار از ${number(all)}`),
  search: 'کد یا عنوان',
  searchLabel: 'جست‌وجو در جدول',
  inForce: 'در اعتبار',
  all: 'همه',
  filters: 'فیلتر ردیف‌ها',
  state: 'وضع',
  ended: 'پایان‌یافته',
  notYet: 'آغازنشده',
  yes: 'دارد',
  no: 'ندارد',
  allowed: 'مجاز',
  add: 'ردیف تازه',
  addTo: (table: string) => `ردیف تازه در ${table}`,
  edit: (title: string) => `ویرایش ${title}`,
  show: (title: string) => title,
  save: 'ذخیرۀ ردیف',
  saved: (title: string) => `${title} ذخیره شد.`,
  end: 'پایان دادن',
  endTitle: (title: string) => `پایان «${title}»`,
  endText: 'پس از این روز چیزی تازه با این ردیف ثبت نمی‌شود؛ پرونده‌های پیشین سر جای خود می‌ماند و ردیف خوانا می‌ماند.',
  endDone: (title: string) => `«${title}» پایان یافت.`,
  history: 'نسخه‌های پیشین',
  versionOf: (n: number) => `نسخۀ ${number(n)}`,
  by: (who: string) => `به دست ${who}`,
  import: 'ورود از فایل',
  export: 'خروجی CSV',
  exported: 'خروجی گرفته شد.',
  noneInForce: 'هیچ ردیفی در اعتبار نیست',
  emptyTitle: 'این جدول هنوز ردیفی ندارد',
  emptyText: 'ردیف‌ها را یکی‌یکی بنویسید یا از فایل وارد کنید.',
  emptyReader: 'مدیر سیستم ردیف‌ها را می‌نویسد یا از فایل وارد می‌کند.',
  noMatchTitle: 'با این جست‌وجو ردیفی نیست',
  clear: 'پاک کردن جست‌وجو',
  gridLabel: (table: string) => `ردیف‌های ${table}`,
} as const

export const importWords = {
  title: (table: string) => `ورود ${table} از فایل`,
  lead: 'فایل CSV یا JSON با سرستون‌های الگو. نخست فقط سنجیده می‌شود؛ تا ذخیره نکنید چیزی تغییر نمی‌کند.',
  template: 'الگوی CSV',
  choose: 'انتخاب فایل',
  another: 'فایل دیگر',
  scope: 'این فایل',
  add: 'ردیف‌های جدول را تازه می‌کند',
  whole: 'به‌جای همۀ جدول است',
  wholeHint: 'ردیف‌هایی که در فایل نیست پایان می‌یابد (پاک نمی‌شود) و برچسب نمونه برداشته می‌شود.',
  wholeHolidays: 'تعطیلات سال‌هایی که فایل نام برده جایگزین می‌شود؛ سال‌های دیگر سر جای خود می‌ماند.',
  judging: 'در حال سنجش فایل…',
  wholeRefused: 'فایل خوانده نشد',
  summary: (news: number, changed: number, same: number) => `${number(news)} ردیف تازه، ${number(changed)} تغییر، ${number(same)} بی‌تغییر`,
  ended: (n: number) => `${number(n)} ردیف که در فایل نیست پایان می‌یابد.`,
  kept: (codes: string) => `در فایل نیست ولی رشته‌های در اعتبار به آن سپرده شده و می‌ماند: ${codes}`,
  refusedTitle: (n: number) => `${number(n)} ردیف پذیرفته نیست`,
  refusedText: 'فایل را درست کنید و دوباره بسنجید، یا بقیه را بی این ردیف‌ها ذخیره کنید.',
  goodTitle: 'همۀ ردیف‌ها پذیرفته است',
  withoutRefused: (n: number) => `${number(n)} ردیف پذیرفته‌نشده را کنار بگذار و بقیه را ذخیره کن`,
  store: 'ذخیره در جدول',
  stored: (n: number) => `${number(n)} ردیف ذخیره شد.`,
  nothing: 'فایل چیز تازه‌ای ندارد.',
  verdicts: 'سنجش ردیف‌ها',
  verdict: 'نتیجه',
  why: 'ستون و دلیل',
} as const
