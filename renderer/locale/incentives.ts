import type { AwardState } from '#contract/incentives'

export const stateNames: Record<AwardState, string> = {
  draft: 'در انتظار امضای مدیرکل', signed_director: 'در انتظار امضای معاونت', signed_deputy: 'در انتظار امضای وزیر', signed_minister: 'آمادۀ اهدا', given: 'اهدا شد',
}

/** Letters of commendation for supporters (S1-D2). */
export const words = {
  title: 'لوح تقدیر پشتیبانان',
  caption: 'لوح‌های تقدیر، تازه‌ترین نخست',
  no: 'شماره',
  holder: 'پشتیبان',
  state: 'مرحله',
  prepared: 'نوشته‌شده',
  acts: 'کار',
  emptyTitle: 'هنوز لوحی نوشته نشده است',
  emptyText: 'کارشناس برای پشتیبان موفقی که مجوزش در اعتبار است لوح می‌نویسد؛ مدیرکل، معاونت و وزیر به ترتیب امضا می‌کنند.',
  prepare: 'نوشتن لوح تازه',
  prepareTitle: 'لوح تقدیر برای پشتیبان',
  permitNo: 'شمارۀ مجوز پشتیبان',
  text: 'متن سپاس',
  textHint: 'چه کرده است؟ این جمله روی لوح چاپ و با امضای مدیرکل ثابت می‌شود.',
  save: 'فرستادن برای امضای مدیرکل',
  sent: (no: string) => `لوح ${no} برای امضای مدیرکل رفت.`,
  sign: 'امضا',
  signTitle: 'امضای لوح تقدیر',
  signAct: 'امضای یک لوح تقدیر',
  signText: (name: string) => `با امضای من لوح تقدیر ${name} پذیرفته می‌شود و متنش دیگر تغییر نمی‌کند.`,
  signed: (name: string) => `لوح ${name} امضا شد؛ چاپ کنید و برای معاونت بفرستید.`,
  record: { signed_director: 'ثبت امضای معاونت', signed_deputy: 'ثبت امضای وزیر' },
  recordText: 'امضا روی برگ چاپی داده می‌شود؛ این‌جا امضاکننده و نامه‌ای که با آن برگشت ثبت می‌شود.',
  signer: 'امضاکننده',
  letterNo: 'شمارۀ نامه',
  signedOn: 'تاریخ امضا',
  recordAct: 'ثبت امضا',
  give: 'ثبت اهدا',
  givenOn: 'تاریخ اهدا',
  recorded: 'ثبت شد.',
  print: 'چاپ',
} as const
