import type { ProcessStep, Service } from '#contract/catalogues'
import { fa, number } from './digits'

export const sections = ['process', 'law', 'steps', 'agreement', 'addresses'] as const
export type HelpSection = (typeof sections)[number]

export const sectionNames: Record<HelpSection, string> = {
  process: 'روند کار', law: 'قانون و رشته‌ها', steps: 'راهنمای متقاضی', agreement: 'توافقنامۀ سطح خدمت', addresses: 'نشانی‌ها و تلفن‌ها',
}
export const serviceNames: Record<Service, string> = { home_business: 'ساماندهی مشاغل خانگی', aid: 'تأیید صلاحیت کمک معیشت' }

/** S3-03, S3-04 … S3-07: the citizen's own way, in the guide's order. `{registration}` and `{ministry}` are settings. */
export const citizenSteps = (ministry: string, registration: string): readonly string[] => [
  `به سایت وزارت تعاون، کار و رفاه اجتماعی بروید: ${ministry}`,
  'بخش «مشاغل خانگی» را باز کنید.',
  '«راهنمای ثبت‌نام» را بخوانید.',
  `وارد «سامانۀ ثبت‌نام مشاغل خانگی» شوید: ${registration}`,
  'نوع فعالیت را برگزینید: مستقل، تحت پوشش، پشتیبان (حقیقی یا حقوقی).',
  'بخش نخست فرم، مشخصات فردی، را پر کنید و در پایان صفحۀ اول کد رهگیری بگیرید.',
  'بخش بعدی، مشخصات طرح، را پر کنید.',
  'در صفحۀ آخر مربع را علامت بزنید و مطمئن شوید پیام «ثبت نام شما با موفقیت انجام شد» را دیده‌اید.',
]
export const citizenNotes: readonly string[] = [
  'ثبت‌نام و بررسی رایگان و بدون مراجعۀ حضوری است.',
  'ده روز پس از ثبت‌نام می‌توانید با کد رهگیری از روند بررسی و پیام‌ها آگاه شوید.',
  'اگر پیام تکراری دیدید با کارشناسان استان یا شهرستان تماس بگیرید.',
]

const commandNames: Readonly<Record<string, string>> = {
  'dossiers.savePerson': 'ثبت مشخصات فردی', 'dossiers.savePlan': 'ثبت مشخصات طرح', 'dossiers.correctEntry': 'اصلاح ورودی', 'dossiers.handOver': 'ارجاع به سامانۀ تعاون',
  'dossiers.file': 'ثبت نهایی', 'permits.confirmInstantly': 'تأییدیۀ آنی', 'dossiers.route': 'فرستادن به دستگاه', 'dossiers.recordOpinion': 'ثبت نظر دستگاه',
  'dossiers.returnForCorrection': 'برگرداندن برای اصلاح', 'dossiers.resubmit': 'دریافت اصلاح', 'dossiers.recordEmpowerment': 'ثبت گام توانمندسازی',
  'dossiers.finishEmpowerment': 'پایان توانمندسازی', 'dossiers.submitForSignature': 'فرستادن به مدیرکل', 'permits.returnToExpert': 'برگشت به کارشناس', 'permits.sign': 'امضای مجوز',
  'permits.refuse': 'رد با امضای مدیرکل', 'dossiers.object': 'ثبت اعتراض', 'dossiers.withdraw': 'انصراف', 'dossiers.lapse': 'مختومه شدن', 'dossiers.recordDeath': 'ثبت فوت',
  'dossiers.enterPool': 'ورود به بانک تحت پوشش', 'supporters.introduce': 'معرفی به پشتیبان', 'supporters.accept': 'پذیرش پشتیبان', 'supporters.decline': 'نپذیرفتن پشتیبان',
  'dossiers.announceVisit': 'خبر مراجعه', 'supporters.release': 'برگشت به بانک', 'dossiers.openRenewal': 'گشودن تمدید', 'dossiers.openCorrection': 'گشودن اصلاح مجوز',
  'dossiers.receive': 'دریافت از سامانۀ مرکزی', 'permits.declareCompromise': 'صدور دوباره پس از افشای کلید',
}
export const commandName = (command: string): string => commandNames[command] ?? command

export const clockNames: Record<ProcessStep['clock'], string> = {
  start: 'آغاز', runs: 'می‌گذرد', pause: 'می‌ایستد', resume: 'ادامه', stop: 'پایان', none: '—',
}

export const words = {
  title: 'راهنما',
  sub: 'قانون، روند کار و نشانی‌ها',
  sections: 'بخش‌های راهنما',
  print: 'چاپ',
  processTitle: 'روند پرونده',
  processText: 'هر خط یک گام است که برنامه واقعاً می‌پذیرد؛ شمارۀ روی خط در جدول زیر شرح داده شده است.',
  processAlt: (states: number, moves: number) => `نمودار ${number(states)} مرحله و ${number(moves)} راه میان آن‌ها؛ همان در جدول زیر به متن آمده است.`,
  anywhere: 'از هر مرحلۀ باز',
  anywhereOf: (act: string, to: string) => `${act}: ${to}`,
  table: 'همۀ گام‌ها',
  step: 'گام', from: 'از', act: 'کار', to: 'به', who: 'چه کسی', told: 'پیامک', clock: 'ساعت ۱۴ روز', clauses: 'بند',
  born: 'آغاز',
  many: (n: number) => `${fa(n)} مرحلۀ باز`,
  tells: 'دارد', silent: 'ندارد',
  system: 'برنامه',
  legal: 'مستند قانونی',
  systemLegal: 'مستند سامانه',
  instruction: 'دستورالعمل اجرایی',
  noInstruction: 'متن رسمی دستورالعمل هنوز در تنظیمات نوشته نشده است.',
  fields: 'رشته‌های مصوب',
  sampleFields: 'این فهرست نمونه است و فهرست رسمی نیست.',
  fieldsCaption: 'رشته‌های در اعتبار',
  code: 'کد', field: 'رشته', group: 'گروه', agency: 'دستگاه', path: 'مسیر', needs: 'نیاز ویژه',
  approval: 'تأییدمحور', registration: 'ثبت‌محور', hygiene: 'کارت بهداشت', model: 'الگوی توسعه', noLoan: 'بدون تسهیلات',
  steps: 'مراحل ثبت‌نام متقاضیان مشاغل خانگی',
  notes: 'توجه',
  complaint: (address: string) => `اگر نتیجه در موعد نرسید: بازرسی و پاسخگویی به شکایات، ${address}`,
  service: 'خدمت',
  version: (n: number) => `نسخۀ ${number(n)}`,
  inForce: 'در اعتبار', coming: 'از این پس', past: 'پیشین',
  since: (day: string) => `از ${day}`,
  freshTitle: 'نسخۀ تازه منتشر شده است',
  freshText: (day: string) => `از ${day} این نسخه در اعتبار است؛ به مراجعه‌کنندگان خبر دهید.`,
  closedTitle: 'این خدمت پایان یافته است',
  closedText: (law: string, day: string) => `به موجب ${law} از ${day} پروندۀ تازه پذیرفته نمی‌شود؛ مجوزهای صادرشده سر جای خود است.`,
  closingTitle: 'پایان این خدمت ابلاغ شده است',
  publish: 'انتشار نسخۀ تازه',
  publishTitle: (service: string) => `نسخۀ تازۀ توافقنامه: ${service}`,
  text: 'متن', from_day: 'در اعتبار از', closesOn: 'پایان خدمت از', closingLaw: 'قانون پایان‌دهنده',
  closesHint: 'فقط اگر قانون تازه‌ای خدمت را پایان داده است.',
  published: 'نسخۀ تازه منتشر شد.',
  keptNote: 'نسخه‌های پیشین خوانا می‌ماند و تغییر نمی‌کند.',
  addresses: 'درگاه‌ها و تلفن‌ها',
  office: 'اداره',
  noneSet: 'در تنظیمات نوشته نشده',
} as const
