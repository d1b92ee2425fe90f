import type { ReferralState } from '#contract/referrals'
import type { SigningKey } from '#contract/signing'
import type { PermitStatus } from '#contract/permit-life'
import { fa, number, ofTotal } from './digits'

/** What a key is worth, never more than is true (Art. 10 of the electronic commerce law). */
export const trustNames: Record<SigningKey['trust'] | 'office_root' | 'national_root', string> = {
  office_internal: 'کلید درون‌سازمانی است و به ریشۀ ملی گواهی زنجیر نیست.',
  office_root: 'کلید را ریشۀ گواهی همین اداره گواهی کرده است، نه ریشۀ ملی.',
  national_root: 'گواهی کلید به ریشۀ ملی گواهی زنجیر است.',
}

/** Across the face of a paper that is no longer in force. */
export const markNames: Partial<Record<PermitStatus, string>> = {
  suspended: 'تعلیق', revoked: 'باطل', expired: 'پایان‌یافته', superseded: 'جایگزین‌شده', closed_by_death: 'پایان‌یافته',
}

export const paperWords = {
  bism: 'بسمه تعالی',
  no: 'شماره',
  on: 'تاریخ',
  validity: 'اعتبار',
  noEnd: 'بدون تاریخ پایان',
  test: 'آزمایشی',
  testMore: 'فاقد اعتبار',
  testText: 'این برگ برای تمرین ساخته شده و هیچ اعتباری ندارد.',
  basis: (law: string) => `به استناد ${law}`,
  conditional: 'مشروط به مهارت',
  holder: 'دارندۀ مجوز',
  photo: 'عکس دارنده',
  photoPlace: 'جای عکس',
  father: 'نام پدر',
  nationalId: 'کد ملی',
  legalId: 'شناسۀ ملی',
  representative: 'نماینده',
  type: 'نوع',
  covered: 'تحت پوشش',
  coveredCount: (n: number) => `${number(n)} نفر`,
  county: 'شهرستان',
  activity: 'فعالیت',
  field: 'رشته',
  fieldCode: 'کد رشته',
  place: 'محل فعالیت',
  postal: 'کد پستی',
  free: 'رایگان و غیرقابل انتقال',
  conditionsTitle: 'شرط‌ها:',
  /** Version 1 of the conditions text (S0-24, S0-25, S0-28). */
  conditions: 'این مجوز رایگان است و به دیگری واگذار نمی‌شود؛ تنها برای کار در محل سکونت یادشده است و تا زنده بودن دارنده معتبر است. این برگ سند هویت نیست.',
  conditionsUnknown: (version: number) => `متن شرط‌ها، نسخۀ ${fa(version)}، در این برنامه نیست؛ اداره آن را دارد.`,
  more: (n: number) => `${number(n)} شرط دیگر این اداره در برگ پیوست آمده است.`,
  skill: (day: string) => `این مجوز مشروط است: اگر مدرک مهارت تا ${day} نرسد، باطل می‌شود.`,
  skillDone: (day: string) => `مدرک مهارت در ${day} پذیرفته شده است.`,
  confirmation: (visit: string, loan: string) => `بازدید تا ${visit}؛ معرفی به بانک زودتر از ${loan} نیست.`,
  first: 'امضای نخست: دستگاه اجرایی',
  last: 'امضای نهایی',
  acting: 'جانشین مدیرکل، به موجب حکم جانشینی',
  sealed: 'مهر الکترونیکی اداره',
  signedOn: (day: string, time: string) => `در ${day}، ساعت ${time}، الکترونیکی امضا کرد.`,
  sealedOn: (day: string, time: string) => `در ${day}، ساعت ${time}، با کلید مهر اداره مهر شد؛ امضای شخص ندارد.`,
  kid: 'شناسۀ کلید',
  standing: (status: string, day: string, time: string) => `وضعیت در دفتر اداره: ${status}؛ در ${day}، ساعت ${time}.`,
  successor: 'مجوز جایگزین:',
  since: (day: string) => `از ${day}`,
  invalid: 'این برگ اعتبار ندارد.',
  authentic: 'بررسی اصالت:',
  authenticText: 'کد QR همۀ مجوز امضاشده را در خود دارد و بی‌اینترنت سنجیده می‌شود: «بررسی مجوز» در برنامۀ مهر، یا صفحۀ سنجش بانک.',
  noCode: 'نسخۀ کامل در پرونده است؛ فایل آن را از اداره بگیرید.',
  complaint: 'شکایت:',
  complaintText: 'بازرسی، ارزیابی عملکرد و پاسخ‌گویی به شکایات',
  phone: 'تلفن اداره:',
  expertPhones: 'تلفن کارشناس:',
  address: 'نشانی:',
  qr: 'کد QR مجوز امضاشده',
  copy: (n: number) => `نسخۀ چاپ ${fa(n)}`,
  attach: 'پیوست مجوز، شرط‌های اداره',
} as const

/** Across the face of a letter that a bank must not act on any more. */
export const letterMarks: Partial<Record<ReferralState, string>> = { withdrawn: 'پس‌گرفته', lapsed: 'مهلت گذشته', refused_by_bank: 'پایان‌یافته', paid: 'پرداخت‌شده' }

export const letterWords = {
  title: 'موضوع: معرفی متقاضی تسهیلات مشاغل خانگی',
  to: (bank: string) => `ریاست محترم بانک ${bank}`,
  branch: (branch: string) => `شعبۀ ${branch}`,
  greeting: 'با سلام و احترام،',
  text: (unit: string) => `دارندۀ مجوز مشاغل خانگی با مشخصات زیر برای دریافت تسهیلات از سوی ${unit} معرفی می‌شود:`,
  amount: 'مبلغ پیشنهادی:',
  permit: 'مجوز',
  of: '،',
  field: 'رشته',
  county: 'شهرستان',
  need: 'نیاز',
  capacity: 'امکانات',
  jobs: 'اشتغال',
  year: 'سال برنامه',
  people: (n: number) => `${number(n)} نفر`,
  gatesTitle: 'شرط‌های معرفی:',
  gates: (rules: string, passed: number) => `در روز امضا ${number(passed)} شرط با مجموعه‌قاعدۀ ${fa(rules)} سنجیده و برقرار بود.`,
  bankDecides: 'پرداخت به تشخیص و ضوابط آن بانک است. این معرفی‌نامه رایگان است.',
  answer: 'خواهشمند است نتیجه را با شمارۀ همین نامه به این اداره اعلام فرمایید.',
  authenticText: 'کد QR همۀ معرفی‌نامۀ امضاشده را در خود دارد و در صفحۀ سنجش بانک، بی‌اینترنت، سنجیده می‌شود.',
  qr: 'کد QR معرفی‌نامۀ امضاشده',
} as const

export const awardWords = {
  title: 'لوح تقدیر',
  holder: 'پشتیبان گرامی مشاغل خانگی،',
  company: 'به نمایندگی',
  text: 'بدین وسیله از کوشش ارزشمند شما در پشتیبانی از مشاغل خانگی و فراهم کردن کار برای هم‌میهنان سپاس‌گزاری می‌شود.',
  permit: 'دارندۀ مجوز پشتیبان',
  levels: { director: 'مدیرکل', deputy: 'معاونت توسعۀ کارآفرینی و اشتغال', minister: 'وزیر تعاون، کار و رفاه اجتماعی' },
  signPlace: 'جای امضا',
  letter: (no: string, day: string) => `نامۀ ${no}، ${day}`,
  draft: 'پیش‌نویس، امضانشده',
} as const

/** The screen's side of printing. */
export const printWords = {
  print: 'چاپ',
  save: 'ذخیرۀ PDF',
  printAll: 'چاپ همه',
  saveAll: 'ذخیرۀ همه (ZIP)',
  printShown: (n: number) => `چاپ ${number(n)} مجوز این فهرست`,
  dialog: 'چاپ مجوزها',
  making: (done: number, total: number) => `${ofTotal(done, total)} برگ کشیده شد`,
  preparing: 'آماده‌سازی برگ‌ها…',
  cancel: 'رها کردن چاپ',
  close: 'بستن',
  ready: (n: number) => (n === 1 ? 'یک مجوز آمادۀ چاپ است.' : `${number(n)} مجوز آمادۀ چاپ است.`),
  filed: (n: number) => `${number(n)} فایل PDF در یک بستۀ ZIP آماده است.`,
  toPrinter: (n: number) => (n === 1 ? 'یک مجوز به چاپگر رفت.' : `${number(n)} مجوز به چاپگر رفت.`),
  reprints: (n: number) => (n === 1 ? 'یکی از آن‌ها پیش‌تر چاپ شده بود و نشان نسخۀ دوباره دارد.' : `${number(n)} برگ پیش‌تر چاپ شده بود و نشان نسخۀ دوباره دارد.`),
  marked: (nos: readonly string[]) => `${nos.length === 1 ? 'این مجوز' : `${number(nos.length)} مجوز`} دیگر در اعتبار نیست و روی برگش نوشته شده است:`,
  logged: 'هر چاپ در دفتر رخدادها ثبت شد.',
  open: 'باز کردن برای چاپ',
  openHint: 'در برگۀ تازه باز می‌شود؛ از همان‌جا چاپ کنید.',
  saveFile: 'ذخیرۀ فایل',
  saved: (name: string) => `فایل ${name} برای ذخیره داده شد.`,
  reprint: 'نسخۀ دوباره',
  notInForce: 'دیگر در اعتبار نیست',
  tooMany: (n: number) => `هر بار تا ${number(n)} برگ چاپ می‌شود؛ فهرست را با صافی کوتاه‌تر کنید.`,
} as const
