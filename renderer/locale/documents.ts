import type { Failure } from '#contract'
import type { DocumentState, ScanFile, ScanKind } from '#contract/documents'
import { fileSize, fa, number, ofTotal } from './digits'
import { failureText } from './failures'

export const scanNames: Record<ScanKind, string> = {
  skill: 'گواهی مهارت یا مدرک مرتبط',
  military: 'کارت پایان خدمت یا معافیت',
  photos: 'عکس ۴×۳',
  'birth-certificate': 'شناسنامه',
  'national-card': 'کارت ملی',
  residence: 'سند مالکیت یا قولنامۀ خانه',
  'home-deed': 'سند مالکیت خانه',
  'home-contract': 'قولنامه یا اجاره‌نامۀ خانه',
  degree: 'آخرین مدرک تحصیلی',
  'health-card': 'کارت بهداشت',
  'form-print': 'فرم چاپی ثبت‌نام',
  'agency-confirmation': 'تأییدیۀ دستگاه',
  'employment-letter': 'گواهی اشتغال',
  'death-certificate': 'گواهی فوت',
  other: 'مدرک دیگر',
}

export const scanStates: Record<DocumentState, string> = { attached: 'پیوست شد، بازبینی نشده', verified: 'تأیید شد', rejected: 'پذیرفته نشد', waived: 'لازم نیست' }

const typeNames: Record<ScanFile['type'], string> = { 'image/jpeg': 'JPEG', 'image/png': 'PNG', 'application/pdf': 'PDF' }

/** Latin letters would pull the digits after them to their side, and «width × height» reads from the left. */
const rightToLeft = '\u200F'
const fromLeft = (text: string): string => `\u2066${text}\u2069`

/** «JPEG، ۱٫۲ مگابایت، ۲۴۸۰×۳۵۰۸». */
export const fileWords = (file: ScanFile): string =>
  [`${typeNames[file.type]}${rightToLeft}`, fileSize(file.size), file.width === null ? `${number(file.pages)} صفحه` : fromLeft(`${fa(file.width)}×${fa(file.height ?? 0)}`)].join('، ')

/** What the core found a file to be, as the person who chose it would call it. */
const foundWords: Readonly<Record<string, string>> = {
  empty: 'فایل خالی است', svg: 'این یک تصویر SVG است', html: 'این یک صفحۀ وب است', zip: 'این یک فایل فشرده یا Word/Excel است', exe: 'این یک برنامۀ اجرایی است',
  gif: 'این یک تصویر GIF است', tiff: 'این یک تصویر TIFF است', webp: 'این یک تصویر WebP است', heic: 'این یک تصویر یا فیلم گوشی (HEIC) است', bmp: 'این یک تصویر BMP است',
  office: 'این یک فایل قدیمی Word یا Excel است', rar: 'این یک فایل فشرده است', text: 'این یک فایل متن است', animation: 'این تصویر متحرک است',
}

/** Which line, what is wrong with the file, and the way out. */
export const refusedText = (failure: Failure): string => {
  const found = foundWords[String(failure.details?.['found'])]
  return found ? `${found}. ${failureText(failure)}` : failureText(failure)
}

export const words = {
  title: 'تصویر مدارک',
  sub: 'مدارک فقط از پیشخوان یا درگاه ملی پذیرفته می‌شود؛ هر پیوست با نام کاربر و ساعت ثبت می‌شود.',
  count: (done: number, total: number) => `${ofTotal(done, total)} مدرک لازم رسیده است`,
  loading: 'فهرست مدارک خوانده می‌شود…',
  limits: 'JPEG، PNG یا PDF تا ۱۰ مگابایت. فایل را روی ردیف رها کنید، یا با Ctrl V بچسبانید.',
  needed: 'لازم است',
  optional: 'اگر هست',
  complete: 'رسیده است',
  notNeeded: 'لازم نیست',
  half: (done: number, total: number) => `${ofTotal(done, total)} رسیده است`,
  confirmations: 'تأییدیۀ دستگاه‌ها',
  others: 'مدارک دیگر',
  attach: 'پیوست فایل',
  attachTo: (name: string) => `پیوست فایل: ${name}`,
  more: 'افزودن برگ',
  moreTo: (name: string) => `افزودن برگ: ${name}`,
  which: 'کدام یک؟',
  otherKind: 'مدرکی بیرون از فهرست',
  otherTitle: 'عنوان مدرک',
  view: (name: string) => `دیدن ${name}`,
  replace: 'جایگزینی',
  remove: 'برداشتن',
  verify: 'تأیید',
  reject: 'نپذیرفتن',
  waive: 'لازم نیست…',
  act: (act: string, name: string) => `${act}: ${name}`,
  sheet: (name: string, no: number) => (no > 1 ? `${name}، برگ ${fa(no)}` : name),
  attaching: (name: string) => `در حال پیوست ${name}`,
  attached: (name: string) => `${name} پیوست شد.`,
  refused: (name: string, file: string) => `«${file}» برای ${name} پیوست نشد`,
  verified: (name: string) => `${name} تأیید شد.`,
  rejected: (name: string) => `${name} پذیرفته نشد.`,
  waived: (name: string) => `${name} لازم نیست.`,
  removed: (name: string) => `${name} برداشته شد.`,
  also: (codes: string) => `همین فایل در پروندۀ شخص دیگری هم هست: ${codes}`,
  earlier: (n: number) => `${number(n)} نسخۀ پیشین نگه داشته شده است`,
  because: (reason: string) => `دلیل: ${reason}`,
  waiveTitle: (name: string) => `${name} لازم نیست؟`,
  waiveText: 'این مدرک از فهرست لازم‌ها کنار می‌رود و دلیل آن در پرونده می‌ماند. اگر بعداً برسد، می‌توان آن را پیوست کرد.',
  rejectTitle: (name: string) => `${name} پذیرفته نشود؟`,
  rejectText: 'فایل نگه داشته می‌شود، ولی این مدرک نرسیده شمرده می‌شود تا فایل بهتری بیاید.',
  reasonHint: 'یک جمله که متقاضی و همکار بعدی بفهمند.',
  removeTitle: (name: string) => `${name} از پیش‌نویس برداشته شود؟`,
  removeText: 'تصویر پاک می‌شود. اینکه چه کسی آن را آورد و برداشت در دفتر رخدادها می‌ماند.',
  empty: 'هنوز مدرکی پیوست نشده است.',
}

export const viewerWords = {
  title: (name: string, no: number, total: number) => `${name} (${ofTotal(no, total)})`,
  stage: (name: string, page: number, pages: number) => (pages > 1 ? `${name}، صفحۀ ${ofTotal(page, pages)}` : name),
  tools: 'ابزارهای دیدن',
  opening: 'تصویر باز می‌شود…',
  zoomIn: 'بزرگ‌تر',
  zoomOut: 'کوچک‌تر',
  fit: 'هم‌اندازۀ پنجره',
  rotate: 'چرخاندن',
  previous: 'مدرک پیشین',
  next: 'مدرک بعدی',
  pageBack: 'صفحۀ پیشین',
  pageOn: 'صفحۀ بعدی',
  page: (page: number, pages: number) => `صفحۀ ${ofTotal(page, pages)}`,
  zoom: (share: number) => `${fa(Math.round(share * 100))}٪`,
  kind: 'نوع',
  file: 'فایل',
  digest: 'اثر انگشت',
  attached: 'پیوست',
  decided: 'بازبینی',
  state: 'وضع',
  number: 'شماره',
  issued: 'تاریخ صدور',
  valid: 'اعتبار تا',
  keys: '[ ] مدرک · + − بزرگ‌نمایی · 0 هم‌اندازه · O چرخش · PgUp PgDn صفحه',
  unreadable: 'این صفحه نمایش داده نشد؛ فایل سالم است. آن را ذخیره کنید و با برنامۀ دیگری ببینید.',
  save: 'ذخیرۀ فایل',
  saveName: (kind: string, digest: string, type: ScanFile['type']) => `${kind}-${digest.slice(0, 8)}.${{ 'image/jpeg': 'jpg', 'image/png': 'png', 'application/pdf': 'pdf' }[type]}`,
}
