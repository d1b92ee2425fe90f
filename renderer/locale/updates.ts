import type { UpdateFault, UpdateFile } from '#contract/updates'
import { fa } from './digits'

export const faultWords: Record<UpdateFault, string> = {
  unreached: 'به کارساز نسخه‌ها وصل نشد',
  timeout: 'کارساز نسخه‌ها در زمان مقرر پاسخ کامل نداد',
  tls: 'گواهی ارتباط امن کارساز نسخه‌ها پذیرفته نشد',
  http: 'کارساز نسخه‌ها پاسخ خطا داد؛ شاید فهرست هنوز آنجا گذاشته نشده است',
  too_large: 'پاسخ کارساز نسخه‌ها بزرگ‌تر از اندازه بود و خوانده نشد',
  lost: 'ارتباط با کارساز نسخه‌ها میانۀ کار برید',
  malformed: 'آنچه کارساز داد فهرست نسخه‌های مُهر نیست',
  signature: 'فهرست نسخه‌ها با کلید انتشاری که این دستگاه می‌شناسد امضا نشده است',
  expired: 'مهلت فهرست نسخه‌ها گذشته است: کارساز فهرستی کهنه نگه داشته یا ساعت این رایانه جلوست',
  early: 'تاریخ فهرست نسخه‌ها در آینده است: ساعت این رایانه را بررسی کنید',
  older: 'فهرست نسخه‌ها به نسخه‌ای پایین‌تر از آنچه هست یا پیش‌تر دیده شده برمی‌گردد؛ نسخه هرگز پایین نمی‌رود',
}

/** Faults that nobody but a person can clear up. */
export const gravest: readonly UpdateFault[] = ['tls', 'malformed', 'signature', 'older']

export const kindWords: Record<UpdateFile['kind'], string> = { setup: 'نصب‌کنندهٔ ویندوز', deb: 'بستهٔ دبیان و اوبونتو', appimage: 'AppImage', zip: 'بی‌نصب (zip)' }
export const systemWords: Record<UpdateFile['system'], string> = { windows: 'ویندوز', linux: 'لینوکس' }

/** What IT types to install a fetched file; null where it is unpacked by hand. */
export const installCommand = (kind: UpdateFile['kind'], path: string): string | null => {
  switch (kind) {
    case 'setup': return `"${path}" /S`
    case 'deb': return `sudo apt-get install '${path}'`
    case 'appimage': return `chmod +x '${path}'`
    default: return null
  }
}

export const words = {
  title: 'نسخهٔ برنامه',
  sub: (version: string) => `این برنامه نسخهٔ ${fa(version)} است.`,
  check: 'اکنون بپرس',
  checking: 'در حال پرسیدن…',
  off: 'نسخه‌های تازه پرسیده نمی‌شود',
  offText: 'در پیکربندی این دستگاه (mohr.config.json) کارساز نسخه‌ها و کلید انتشار نوشته نشده است. تا آن هنگام بسته‌های تازه را فناوری اطلاعات خودش می‌آورد و نصب می‌کند.',
  current: 'برنامه به‌روز است',
  currentText: 'فهرست امضاشدهٔ کارساز نسخهٔ تازه‌تری ندارد.',
  unknown: 'هنوز پرسیده نشده است',
  unknownText: 'فهرست معتبری از کارساز در دست نیست. «اکنون بپرس» را بزنید.',
  newer: (version: string) => `نسخهٔ تازه: ${fa(version)}`,
  newerText: 'پیش از نصب پشتیبان بگیرید. بستهٔ این رایانه را بگیرید و با دستوری که زیر آن می‌آید نصب کنید؛ برنامه خودش چیزی نصب نمی‌کند.',
  requiredTitle: (version: string) => `نسخهٔ تازه باید نصب شود: ${fa(version)}`,
  requiredText: (minimum: string) => `نسخه‌های پایین‌تر از ${fa(minimum)} دیگر پشتیبانی نمی‌شوند. پیش از نصب پشتیبان بگیرید، سپس بستهٔ زیر را نصب کنید.`,
  faultTitle: 'آخرین پرسش به نتیجه نرسید',
  faultKeeps: 'دفتر و برنامهٔ کنونی دست نخورده‌اند.',
  faultGrave: 'به مسئول کارساز بگویید، و تا روشن شدن آن چیزی نصب نکنید.',
  heldTitle: (version: string) => `آخرین فهرست درست: نسخهٔ ${fa(version)}`,
  heldText: 'پیش از این پرسش رسیده و امضا و مهلتش هنوز درست است؛ تا روشن شدن آنچه رخ داده دست نگه دارید.',
  server: 'کارساز', checked: 'آخرین پرسش', never: 'هیچ', released: 'انتشار', expires: 'اعتبار فهرست تا', minimum: 'کمترین نسخهٔ پذیرفته',
  version: 'نسخه', notes: 'چه تازه است',
  files: 'بسته‌ها', file: 'فایل', kind: 'برای', size: 'اندازه', act: 'کار', digest: 'اثر انگشت (SHA-256)',
  fits: 'این رایانه', fetch: 'گرفتن', goOn: 'ادامهٔ گرفتن', fetchOf: (name: string) => `گرفتن ${name}`,
  fetching: (name: string) => `در حال گرفتن ${name}`,
  fetched: (name: string) => `${name} گرفته شد و با فهرست امضاشده یکی است.`,
  here: 'گرفته و سنجیده شد',
  howTo: 'نصب', howToText: 'برنامه را در این رایانه ببندید و این دستور را با حساب مدیر سیستم اجرا کنید:',
  howToZip: 'برنامه را ببندید و این فایل را روی پوشهٔ برنامه باز کنید:',
  path: 'جای فایل',
} as const
