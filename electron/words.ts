import type { OperationName, Result } from '#contract'

const number = new Intl.NumberFormat('fa-IR')

/** The shell's own words: what stands outside the page. */
export const words = {
  brand: 'مُهر',
  file: 'پرونده', lock: 'قفل کردن دفتر', sync: 'همگام‌سازی با مرکز', print: 'چاپ…', quit: 'خروج',
  edit: 'ویرایش', undo: 'واگرد', redo: 'ازنو', cut: 'برش', copy: 'رونوشت', paste: 'چسباندن', selectAll: 'برگزیدن همه',
  view: 'نما', zoomIn: 'بزرگ‌تر', zoomOut: 'کوچک‌تر', resetZoom: 'اندازهٔ معمول', fullScreen: 'تمام‌صفحه',
  show: 'نمایش پنجره',
  trayLocked: 'دفتر قفل است', trayOpen: 'وضعیت ارسال روشن نیست', trayNotEnrolled: 'به مرکز وصل نشده است', traySyncing: 'در حال همگام‌سازی…',
  trayClear: 'چیزی در صف ارسال نیست', trayWaiting: (n: number) => `${number.format(n)} مورد در صف ارسال`,
  syncDone: 'همگام‌سازی پایان یافت.', syncWaits: 'همگام‌سازی پایان یافت؛ چند مورد کار شما را می‌خواهد.',
  syncFailed: 'همگام‌سازی ناتمام ماند. داده‌ها سالم است و دوباره فرستاده می‌شود.',
  syncNeedsSignIn: 'برای همگام‌سازی نخست وارد دفتر شوید.', syncRefused: 'نقش شما اجازهٔ همگام‌سازی ندارد.',
  ended: (work: string) => `${work} پایان یافت.`, endedBadly: (work: string) => `${work} انجام نشد. پنجره می‌گوید چرا و چه باید کرد.`,
  inUse: (pid: number | null) => `پروندهٔ این اداره هم‌اکنون در برنامهٔ دیگری باز است${pid ? ` (${pid})` : ''}. نخست آن را ببندید.`,
  homeUnusable: (folder: string) => `پوشهٔ داده‌ها را نمی‌توان به کار برد: ${folder}\nچیزی نوشته نشد. نشانی پوشه و اجازهٔ نوشتن در آن را بررسی کنید.`,
  coreLost: 'بخش نگه‌دارندهٔ داده‌ها چند بار پیاپی از کار افتاد. داده‌های ثبت‌شده سالم است. برنامه بسته می‌شود؛ دوباره آن را باز کنید و اگر تکرار شد به پشتیبانی بگویید.',
  pageLost: 'صفحه چند بار پیاپی از کار افتاد. داده‌های ثبت‌شده سالم است.', reopen: 'دوباره باز شود',
  hangs: 'صفحه پاسخ نمی‌دهد. اگر دوباره باز شود، نوشته‌های ذخیره‌شده می‌ماند.', wait: 'صبر می‌کنم',
  busy: 'کاری هنوز پایان نیافته است. اگر اکنون خارج شوید، آنچه ثبت شده می‌ماند و باقی انجام نمی‌شود.', leave: 'خروج همین حالا', stay: 'می‌مانم', afterwards: 'پس از پایان کار خارج شود',
  saveAs: 'ذخیرهٔ فایل',
} as const

/** Work that a person may look away from, by the operation they asked for. */
export const longWork: Readonly<Partial<Record<OperationName, string>>> = {
  'permits.sign': 'امضا', 'referrals.sign': 'امضای معرفی‌نامه‌ها', 'papers.print': 'آماده کردن چاپ', 'dossiers.importFile': 'درون‌ریزی',
  'backups.make': 'پشتیبان‌گیری', 'office.restore': 'بازگرداندن پشتیبان', 'office.createTraining': 'ساختن دفتر آموزشی', 'office.create': 'ساختن دفتر', 'office.join': 'پیوستن به دفتر',
  'updates.fetch': 'دریافت نسخهٔ تازه', 'ledger.verify': 'بررسی دفتر رخدادها',
}

/** Why a synchronisation asked from outside the page did not start; null when it ran. */
export const syncRefusal = (result: Result<unknown>): string | null => {
  if (result.ok) return null
  if (result.error.code === 'NOT_SIGNED_IN' || result.error.code === 'OFFICE_LOCKED') return words.syncNeedsSignIn
  return result.error.code === 'ROLE_REFUSED' ? words.syncRefused : words.syncFailed
}
