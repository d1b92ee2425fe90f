import type { ClockCheck, StampedKind, StampFault, TimestampStatus } from '#contract/timestamps'
import { duration } from './timestamp-spans'
import { fa, number } from './digits'

export const faultWords: Record<StampFault, string> = {
  unreached: 'به این نشانی وصل نشد یا ارتباط برید',
  timeout: 'در زمان مقرر پاسخ کامل نداد',
  tls: 'گواهی ارتباط امن آن پذیرفته نشد',
  http: 'پاسخ خطا داد (HTTP)',
  content: 'کس دیگری پاسخ داد (درگاه یا پروکسی)',
  too_large: 'پاسخ بزرگ‌تر از اندازه بود و خوانده نشد',
  malformed: 'پاسخ ساختار مهر زمانی ندارد',
  rejected: 'مرجع درخواست را نپذیرفت',
  nonce: 'پاسخ برای درخواست ما نیست (تکراری)',
  imprint: 'پاسخ روی امضای دیگری است',
  policy: 'سیاست زمانی جز آن است که خواسته شد',
  algorithm: 'الگوریتم یا کلید آن ضعیف یا ناشناخته است',
  signature: 'امضای مرجع درست نیست',
  untrusted: 'گواهی‌نامه‌اش به مرجع پذیرفتۀ اداره نمی‌رسد',
  expired: 'گواهی‌نامه‌اش در آن زمان اعتبار نداشت',
  purpose: 'گواهی‌نامه‌اش برای مهر زمانی ساخته نشده است',
}

export const kindWords: Record<StampedKind, string> = { permit: 'مجوز', manifest: 'صورت امضای گروهی', checkpoint: 'مهر دفتر رخدادها' }

/** The state in words, with the shape that goes beside it. */
export const stateLook: Record<TimestampStatus['state'], { tone: 'ok' | 'warn' | 'danger' | 'neutral'; icon: 'ok' | 'warn' | 'octagon' | 'ring'; title: string }> = {
  off: { tone: 'neutral', icon: 'ring', title: 'بدون مهر زمانی' },
  good: { tone: 'ok', icon: 'ok', title: 'مهر زمانی به‌هنگام است' },
  late: { tone: 'warn', icon: 'warn', title: 'مهر زمانی دیر کرده است' },
  overdue: { tone: 'danger', icon: 'octagon', title: 'امضا ایستاده است: مهر زمانی نرسیده' },
}

export const words = {
  title: 'مهر زمانی',
  sub: (waiting: number, stamped: number) => `${number(waiting)} امضا منتظر، ${number(stamped)} مهر گرفته شده`,
  off: 'زمان هر امضا تنها به گفتۀ ساعت همین رایانه است و مرجعی بیرون از اداره آن را گواهی نمی‌کند. برای گرفتن مهر زمانی، نشانی مرجع و گواهی‌نامۀ آن را در تنظیم بنویسید.',
  offShort: 'زمان امضاها تنها به گفتۀ ساعت این رایانه است.',
  fresh: 'هیچ امضایی بی مهر زمانی نمانده است.',
  waiting: (hours: number, grace: number) => `کهنه‌ترین امضای بی مهر زمانی ${duration(hours)} است که منتظر است؛ مهلت اداره ${duration(grace)} است.`,
  late: (hours: number, grace: number) => `کهنه‌ترین امضای بی مهر زمانی ${duration(hours)} است که منتظر است؛ پس از ${duration(grace)} امضا می‌ایستد. مرجع زمان یا شبکه را ببینید.`,
  overdue: (hours: number, grace: number) => `کهنه‌ترین امضای بی مهر زمانی ${duration(hours)} است که منتظر است و مهلت ${duration(grace)} گذشته است. تعلیق و ابطال باز است؛ مجوز تازه تا رسیدن مهر زمانی امضا نمی‌شود.`,
  run: 'اکنون بگیر',
  running: 'در حال گرفتن…',
  ran: (stamped: number, left: number) => (left === 0 ? `${number(stamped)} مهر زمانی گرفته شد؛ چیزی منتظر نیست.` : `${number(stamped)} مهر زمانی گرفته شد؛ ${number(left)} منتظر ماند.`),
  test: 'آزمون مرجع‌ها',
  testing: 'در حال پرسیدن…',
  testTitle: 'نتیجۀ آزمون',
  testOk: (seconds: number) => (seconds < 0.1 ? 'پاسخ درست و بی‌درنگ' : `پاسخ درست، ${fa(seconds.toFixed(1)).replace('.', '٫')} ثانیه`),
  settings: 'تنظیم',
  page: 'صفحۀ مهر زمانی',
  authorities: 'مرجع‌ها، به ترتیب پرسیدن',
  authority: 'مرجع',
  noAuthority: 'نشانی‌ای نوشته نشده است.',
  okAt: (moment: string) => `آخرین پاسخ درست: ${moment}`,
  never: 'هنوز پاسخی نداده است',
  failed: (fault: string, moment: string, times: number) => `${moment}: ${fault}${times > 1 ? ` (${number(times)} بار پیاپی)` : ''}`,
  next: (moment: string) => `خودکار نه پیش از ${moment}`,
  clock: 'ساعت این رایانه',
  clockUnknown: 'هنوز با مرجعی سنجیده نشده است.',
  recent: 'تازه‌ترین مهرها',
  recentEmpty: 'هنوز مهر زمانی گرفته نشده است.',
  columnTime: 'زمان گواهی‌شده', columnWhat: 'برای', columnWho: 'گواه', columnSerial: 'شمارۀ مهر',
  oldest: 'کهنه‌ترین منتظر',
  anchor: 'ارتباط با مرکز',
  anchorPage: 'مهرهای دفتر',
  anchorLate: (days: number, limit: number) => `${number(days)} روز است که مرکز رسیدی برای دفتر رخدادها نداده است؛ پس از ${number(limit)} روز امضا می‌ایستد. همگام‌سازی کنید یا دفتر را مهر و چاپ کنید.`,
  anchorOverdue: (days: number, limit: number) => `${number(days)} روز است که مرکز رسیدی برای دفتر رخدادها نداده است و مهلت ${number(limit)} روز گذشته است؛ امضا ایستاده است. همگام‌سازی کنید یا دفتر را مهر و چاپ کنید.`,
  // Settings
  settingsTitle: 'تنظیم مهر زمانی',
  on: 'گرفتن مهر زمانی برای هر امضا',
  onHint: 'پس از هر امضا و در کار روزانه در پس‌زمینه از مرجع خواسته می‌شود؛ امضا منتظر شبکه نمی‌ماند.',
  urls: 'نشانی مرجع‌ها (TSA)', urlsHint: 'هر سطر یک نشانی http یا https؛ نخستین که پاسخ دهد بس است.',
  policy: 'شناسۀ سیاست (OID)', policyHint: 'خالی یعنی سیاست خود مرجع.',
  ca: 'گواهی‌نامۀ مرجعِ پذیرفته (CA، PEM)', caHint: 'تنها مهر زمانی‌ای پذیرفته می‌شود که به این گواهی‌نامه برسد.', caPick: 'برداشتن فایل', caDrop: 'برداشتن از تنظیم',
  caSet: (names: string) => `پذیرفته: ${names}`,
  grace: 'مهلت بی مهر زمانی (ساعت)', graceHint: 'از نیمۀ این مهلت هشدار داده می‌شود و پس از آن امضا می‌ایستد.',
  save: 'ذخیره', saved: 'تنظیم مهر زمانی ذخیره شد.', cancel: 'انصراف',
  offTitle: 'مهر زمانی خاموش شود؟',
  offConfirm: 'از این پس زمان امضاها گواه بیرونی ندارد و برنامه همین را در همه‌جا می‌نویسد. تصمیم در دفتر رخدادها می‌ماند.',
  offAct: 'خاموش کن',
  // Permit
  permit: 'زمان امضا',
  permitOff: 'بدون مهر زمانی: تنها به گفتۀ ساعت رایانۀ اداره',
  permitNone: 'بدون مهر زمانی: پیش از روشن شدن آن امضا شده است',
  permitWaiting: (since: string) => `مهر زمانی در راه است (از ${since})`,
  permitStamped: (moment: string, authority: string) => `${moment} — گواه: ${authority}`,
  permitBad: 'مهر زمانی اکنون پذیرفته نیست',
  file: 'فایل مهر زمانی',
  fileSaved: (name: string) => `${name} ذخیره شد.`,
} as const

/** This machine's clock in words. */
export const clockText = ({ state, skewSeconds }: ClockCheck): string => {
  if (state === 'unknown' || skewSeconds === null) return words.clockUnknown
  const [way, more] = skewSeconds > 0 ? ['جلو', 'جلوتر'] : ['عقب', 'عقب‌تر']
  const size = Math.abs(skewSeconds) < 60 ? `${number(Math.abs(skewSeconds))} ثانیه` : duration(Math.abs(skewSeconds) / 3600)
  if (state === 'good') return skewSeconds === 0 ? 'با زمان مرجع یکی است.' : `${size} ${way}؛ پذیرفتنی است.`
  return state === 'off' ? `${size} ${more} از زمان مرجع است؛ درستش کنید.` : `${size} ${more} از زمان مرجع است؛ تا درست نشود چیزی امضا نمی‌شود.`
}

/** What the age of the oldest unstamped signature means, in one sentence. */
export const ageText = ({ state, oldest, graceHours }: Pick<TimestampStatus, 'state' | 'oldest' | 'graceHours'>): string => {
  if (state === 'off') return words.off
  if (!oldest) return words.fresh
  return state === 'good' ? words.waiting(oldest.hours, graceHours) : words[state](oldest.hours, graceHours)
}
