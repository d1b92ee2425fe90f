import type { Role } from '#contract'
import type { ProcessStep, Service } from '#contract/catalogues'
import { fa, number } from './digits'

export const sections = ['work', 'process', 'law', 'steps', 'agreement', 'addresses'] as const
export type HelpSection = (typeof sections)[number]

export const sectionNames: Record<HelpSection, string> = {
  work: 'کار من', process: 'روند کار', law: 'قانون و رشته‌ها', steps: 'راهنمای متقاضی', agreement: 'توافقنامۀ سطح خدمت', addresses: 'نشانی‌ها و تلفن‌ها',
}
export const serviceNames: Record<Service, string> = { home_business: 'ساماندهی مشاغل خانگی', aid: 'تأیید صلاحیت کمک معیشت' }

export type Task = { act: string; path: string; how: string; wrong: string; /** Whose task it is, where others may only look. */ roles?: readonly Role[] }
/** Each main task once; whoever may open its screen reads it. */
export const tasks: readonly Task[] = [
  { act: 'ثبت پروندۀ تازه', path: '/intake', how: 'نوع، کد ملی، مشخصات، طرح و مدارک؛ در پایان رسید را چاپ کنید و بدهید.', wrong: 'نوشته‌ها می‌ماند. دوباره که باز کنید، «ادامۀ فرم ناتمام» هست.' },
  { act: 'یافتن پرونده', path: '/dossiers', how: 'با کد رهگیری، کد ملی، نام یا تلفن؛ با هر رقم و هر «ی» و «ک».', wrong: 'رسید گم شده است؟ کد ملی را بنویسید.' },
  { act: 'پاسخ به شهروند', path: '/follow', how: 'کد رسید او را بنویسید و پاسخ را بخوانید یا چاپ کنید.', wrong: 'کد پیدا نشد: همۀ نویسه‌ها را از روی رسید بسنجید.' },
  { act: 'پرسش و شکایت', path: '/enquiries', how: 'ثبت کنید؛ پاسخ مهلت دارد.', wrong: 'اگر پرونده دارد، کد آن را هم بنویسید تا کارشناسش ببیند.' },
  { act: 'ثبت گروهی از فایل', path: '/dossiers/import', how: 'فایل CSV را برگزینید.', wrong: 'ردیف‌های ردشده را در همان فایل درست کنید و همه را دوباره بدهید؛ چیزی دوبار ثبت نمی‌شود.' },
  { act: 'نظر دستگاه، بررسی و پیشنهاد', path: '/review', how: 'از بالای صف؛ نامه را ثبت کنید، مدارک را ببینید، پیشنهاد را بفرستید.', wrong: 'چیزی ناقص است: «برگشت برای اصلاح»؛ مهلت می‌ایستد.' },
  { act: 'مهلت‌ها', path: '/deadlines', how: 'آنچه نزدیک یا گذشته است جدا دیده می‌شود.', wrong: 'شهروند شکایت دارد: «گزارش تأخیر» را چاپ کنید.' },
  { act: 'بررسی پیش از امضا', path: '/desk', how: 'برگه، نشانه‌ها و مدارک را ببینید و به فهرست ببرید.', wrong: 'نپسندیدید: به کارشناس برگردانید، با دلیل.' },
  { act: 'امضای فهرست', path: '/desk/sign', how: 'متن را بخوانید، گذرواژه یا PIN را بنویسید و امضا کنید.', wrong: 'برق رفت یا ایستادید: صفحه می‌گوید چه امضا شد و چه ماند.' },
  { act: 'ابطال و تعلیق', path: '/revocations', how: 'پیشنهاد را بخوانید و با کلید خود تصمیم بگیرید.', wrong: 'هر تصمیم با دلیل و امضا در دفتر رخدادها می‌ماند.' },
  { act: 'جانشینی', path: '/delegations', how: 'روزها و دامنه را بنویسید؛ هر وقت بخواهید پس گرفته می‌شود.', wrong: 'جانشین باید خودش کاربر مدیرکل باشد.', roles: ['director'] },
  { act: 'کلیدهای امضا', path: '/keys', how: 'هر کلید را چه کسی تأیید کرده و تا کی کار می‌کند.', wrong: 'کلید دزدیده شده است؟ «مانور افشای کلید»، همین حالا.', roles: ['director', 'system_manager'] },
  { act: 'بازدید', path: '/inspections', how: 'بازدیدهای برنامه‌ریزی‌شده؛ گزارش را همان‌جا بنویسید.', wrong: 'نیمه ماند: پیش‌نویس ذخیره می‌شود.' },
  { act: 'بررسی مجوز', path: '/verify', how: 'شماره، فایل یا متن مجوز را بدهید.', wrong: '«معلوم نیست» یعنی فهرست وضعیت کهنه است، نه آنکه مجوز نادرست است.' },
  { act: 'همگام‌سازی', path: '/registry', how: 'خودش می‌رود؛ «اجرا اکنون» همین حالا می‌فرستد.', wrong: 'بی شبکه هم کار کنید: هر چه ثبت شود در نوبت می‌ماند.' },
  { act: 'پشتیبان', path: '/backups', how: 'یک بار پوشه و گذرواژه؛ سپس خودش، هر شب.', wrong: 'دیر شده است: پوشه را ببینید و همین حالا بگیرید.', roles: ['system_manager', 'it'] },
  { act: 'کاربران و رایانه‌ها', path: '/staff', how: 'نقش، گذرواژۀ تازه، پروندۀ پیوستن.', wrong: 'گذرواژۀ تازۀ مدیرکل کلید نرم‌افزاری او را می‌بندد؛ نخست بپرسید.', roles: ['system_manager', 'it'] },
  { act: 'نسخۀ تازه', path: '/updates', how: 'از کارساز اداره، امضاشده و سنجیده؛ نصب با فناوری اطلاعات.', wrong: 'پذیرفته نشد: چیزی از آن کارساز نصب نکنید.', roles: ['system_manager', 'it'] },
  { act: 'گذرواژۀ خودم', path: '/passphrase', how: 'دست‌کم پانزده نویسه؛ چند واژۀ بی‌ربط بهتر است.', wrong: 'فراموش شد: مدیر سیستم گذرواژۀ تازه می‌دهد.' },
]

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
  sub: 'کار هر نقش، قانون، روند کار و نشانی‌ها',
  sections: 'بخش‌های راهنما',
  print: 'چاپ',
  workTitle: 'کارهای نقش من', task: 'کار', where: 'کجا', how: 'چگونه', wrong: 'اگر نشد',
  always: [
    'کلید ? همۀ کلیدهای همین صفحه را نشان می‌دهد و Ctrl K هر صفحه یا فرمانی را با نامش پیدا می‌کند.',
    'پیام خطا سه چیز می‌گوید: چه شد، داده سالم است یا نه، و راه بعدی. اگر کد شش‌نویسه‌ای داشت، همان را به فناوری اطلاعات بگویید.',
    'بی شبکه هم همه‌چیز همین‌جا ثبت می‌شود و بعد خودش فرستاده می‌شود.',
  ],
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
