import type { SettingGroup, WeekDay } from '#contract/setting-specs'
import type { SettingKey } from '#contract/settings'

export const groupNames: Record<SettingGroup, string> = {
  intake: 'ثبت و صدور', deadlines: 'مهلت‌ها و تقویم', loans: 'تسهیلات و بازدید', signing: 'امضای دسته‌ای', office: 'اداره و سربرگ', addresses: 'نشانی درگاه‌ها', texts: 'متن‌های قانونی',
}

export const weekDayWords: Record<WeekDay, string> = {
  saturday: 'شنبه', sunday: 'یکشنبه', monday: 'دوشنبه', tuesday: 'سه‌شنبه', wednesday: 'چهارشنبه', thursday: 'پنجشنبه', friday: 'جمعه',
}

/** Each setting's name and what it does, in plain words. */
export const settingNames: Record<SettingKey, { name: string; note: string; unit?: string }> = {
  skillEvidenceAtRegistration: { name: 'گواهی مهارت هنگام ثبت', note: 'سندها دو جور گفته‌اند: ثبت با گواهی، یا مهلت شش‌ماهه پس از مجوز.' },
  eligibilityFailure: { name: 'نداشتن شرط آغازین', note: 'وقتی پاسخ پرسش‌های پیش از کد رهگیری شرط را نداشت چه شود.' },
  coveredPermit: { name: 'مجوز برای فرد تحت پوشش', note: 'آیا فرد تحت پوشش مجوز جداگانه می‌گیرد.' },
  sealWithoutInquiry: { name: 'تأییدیۀ آنی پیش از استعلام هویت', note: 'بی‌ارتباط با مرکز هم مهر شود و استعلام در همگام‌سازی بعد بیاید.' },
  answersFrom: { name: 'پاسخ دستگاه و بانک', note: 'پاسخ از سامانۀ مرکزی می‌آید یا کارشناس هم با شمارۀ نامه ثبت می‌کند.' },
  agencyDays: { name: 'مهلت دستگاه اجرایی', note: 'از روز فرستادن پرونده؛ در سندها عددی نیامده است.', unit: 'روز' },
  rollToWorkingDay: { name: 'انتقال مهلت به روز کاری', note: 'اگر آخرین روز تعطیل بود مهلت به نخستین روز کاری بعد برود؛ روز اصلی هم نگه داشته می‌شود.' },
  dayCount: { name: 'شمارش روزهای مهلت', note: '۱۴ روز خدمت و مهلت دستگاه با همۀ روزهای تقویم شمرده شود یا تنها با روزهای کاری (بی تعطیل هفتگی و تعطیلات جدول).' },
  weeklyOffDays: { name: 'تعطیل هفتگی', note: 'روزهایی از هفته که اداره تعطیل است.' },
  returnedClock: { name: 'ساعت پس از اصلاح', note: 'پروندۀ برگشت‌خورده پس از اصلاح، شمارش ۱۴ روز را ادامه دهد یا از نو آغاز کند.' },
  empowermentPausesClock: { name: 'ایست ساعت در توانمندسازی', note: 'زمان توانمندسازی از ۱۴ روز کنار گذاشته شود.' },
  monthArithmetic: { name: 'شش ماه چگونه شمرده شود', note: 'ماه‌های تقویم، یا هر ماه سی روز.' },
  correctionReplyDays: { name: 'مهلت پاسخ متقاضی به اصلاح', note: 'پس از آن پرونده مختومه می‌شود؛ خالی یعنی مهلتی نیست.', unit: 'روز' },
  draftDays: { name: 'عمر پیش‌نویس', note: 'پیش‌نویس پس از این روزها مختومه می‌شود؛ خالی یعنی همیشه می‌ماند.', unit: 'روز' },
  objectionDays: { name: 'مهلت اعتراض به رد', note: 'یک بار اعتراض؛ صفر یعنی اعتراض پذیرفته نیست.', unit: 'روز' },
  permitValidityMonths: { name: 'مدت اعتبار مجوز', note: 'خالی یعنی بی‌پایان؛ مجوزهای صادرشده تغییر نمی‌کند.', unit: 'ماه' },
  renewalWindowDays: { name: 'پنجرۀ تمدید', note: 'چند روز پیش از پایان اعتبار می‌توان تمدید خواست.', unit: 'روز' },
  reportGraceDays: { name: 'فرصت گزارش فصلی بازدید', note: 'پس از سررسید تا چند روز دیرکرد شمرده نشود.', unit: 'روز' },
  delegationDays: { name: 'بیشترین مدت جانشینی', note: 'یک حکم جانشینی مدیرکل از این بلندتر نمی‌شود؛ پس از آن حکم تازه لازم است.', unit: 'روز' },
  anchorDays: { name: 'سقف کار بی‌ارتباط با مرکز', note: 'پس از این روزها بی رسید مرکز، امضا می‌ایستد.', unit: 'روز' },
  bankSender: { name: 'فرستندۀ معرفی به بانک', note: 'سندها دو جور گفته‌اند؛ شرط‌ها در هر دو یکی است.' },
  lateVisit: { name: 'بازدید پس از روز ۴۵', note: 'بازدید دیرتر از ۴۵ روز فقط یادداشت شود یا جلوی معرفی را بگیرد.' },
  visitMustBePositive: { name: 'بازدید منفی', note: 'نتیجۀ منفی بازدید جلوی کار را بگیرد؛ اگر نه، به مدیرکل نشان داده می‌شود.' },
  ceilingCountBasis: { name: 'شمار افراد در سقف پشتیبان', note: 'افراد پذیرفته‌شده شمرده شود یا تعهدشده.' },
  ceilingScope: { name: 'دامنۀ سقف', note: 'سقف برای هر معرفی است یا برای ماندۀ همۀ معرفی‌ها.' },
  minCovered: { name: 'کمترین افراد تحت پوشش', note: 'خالی یعنی کمینه‌ای نیست.', unit: 'نفر' },
  employmentCheckDays: { name: 'اعتبار استعلام اشتغال', note: 'پس از این روزها استعلام دولتی نبودن دوباره لازم است.', unit: 'روز' },
  referralSigner: { name: 'امضای معرفی‌نامه', note: 'با امضای مدیرکل یا مهر اداره.' },
  lapseAfterAbsorb: { name: 'بستن معرفی پس از مهلت جذب', note: 'معرفی‌های به بانک نرسیده، فردای مهلت جذب خودبه‌خود بسته می‌شود؛ آنچه نزد بانک است، کارشناس می‌بندد.' },
  sampleFrom: { name: 'آغاز نمونه‌برداری', note: 'فهرستی که این شمار مجوز یا بیشتر دارد تا نمونه‌های قرعه باز نشود امضا نمی‌شود.', unit: 'مجوز' },
  sampleLeast: { name: 'کمترین نمونه', note: 'دست‌کم این شمار باز می‌شود.', unit: 'مجوز' },
  samplePercent: { name: 'سهم نمونه', note: 'چند درصد فهرست باز می‌شود؛ رو به بالا گرد می‌شود.', unit: 'درصد' },
  sampleMost: { name: 'بیشترین نمونه', note: 'بیش از این لازم نیست.', unit: 'مجوز' },
  serviceUnit: { name: 'واحد ارائه‌دهندۀ خدمت', note: 'روی نامه‌ها و مجوز می‌آید.' },
  letterhead: { name: 'سربرگ', note: 'سطر بالای نامه‌ها و رسید.' },
  officeAddress: { name: 'نشانی اداره', note: 'روی رسید و پیام مراجعه می‌آید.' },
  officePhone: { name: 'تلفن اداره', note: 'در پیامک‌ها می‌آید.' },
  headquarters: { name: 'گیرندۀ گزارش فصلی', note: 'نشانی نامۀ گزارش بازدیدها.' },
  lockAfterMinutes: { name: 'قفل پس از بی‌کاری', note: 'اگر این مدت کلیدی زده نشود، کاربر بیرون می‌رود. نوشته‌های ناتمام می‌ماند.', unit: 'دقیقه' },
  letterNumbering: { name: 'شمارۀ نامه‌ها', note: 'از دبیرخانه گرفته و نوشته شود یا برنامه به ترتیب بدهد.' },
  ministryAddress: { name: 'سایت وزارت', note: 'آغاز راه ثبت‌نام متقاضی.' },
  registrationAddress: { name: 'سامانۀ ثبت‌نام متقاضیان', note: 'روی رسید و راهنمای متقاضی می‌آید.' },
  enquiryAddress: { name: 'پرسش و پاسخ', note: 'متقاضی برای تأخیر یا ابهام به آن فرستاده می‌شود.' },
  complaintAddress: { name: 'بازرسی و شکایت', note: 'روی رسید و در پیامک دیرکرد می‌آید.' },
  aidAddress: { name: 'سامانۀ حمایت (کمک معیشت)', note: 'درخواست و اعتراض کمک معیشت فقط آن‌جا ثبت می‌شود.' },
  aidPhone: { name: 'تلفن کمک معیشت', note: 'پاسخ‌گوی پرسش‌های کمک معیشت.' },
  cooperativeAddress: { name: 'سامانۀ تعاونی‌ها', note: 'متقاضی تعاونی به آن فرستاده می‌شود.' },
  legalBasis: { name: 'مستند قانونی', note: 'روی مجوز و در گزارش‌ها می‌آید.' },
  systemLegalBasis: { name: 'مستند ایجاد سامانه', note: 'در راهنما نشان داده می‌شود.' },
  permitConditions: { name: 'شرط‌های چاپی مجوز', note: 'هر سطر یک بند؛ روی برگ پیوست مجوز چاپ می‌شود. خالی یعنی برگ پیوستی نیست.' },
  instructionText: { name: 'متن دستورالعمل', note: 'در راهنما خوانده می‌شود؛ متن رسمی را این‌جا بگذارید.' },
}

/** Words of a setting's choices, by setting where one word has two meanings. */
const choices: Readonly<Record<string, string>> = {
  grace: 'می‌تواند تا شش ماه پس از مجوز برسد', required: 'هنگام ثبت لازم است', warn: 'هشدار داده شود', refuse: 'پذیرفته نشود', registry_or_letter: 'مرکز، یا کارشناس با شمارۀ نامه', registry: 'فقط مرکز',
  all_days: 'همۀ روزها', working_days: 'روزهای کاری', resume: 'ادامه دهد', restart: 'از نو', calendar: 'ماه تقویمی', thirty_days: 'ماه سی‌روزه', office: 'اداره', agency: 'دستگاه', note: 'یادداشت شود', accepted: 'پذیرفته‌شده', committed: 'تعهدشده',
  referral: 'هر معرفی', outstanding: 'مانده‌ها با هم', director: 'مدیرکل', seal: 'مهر اداره', manual: 'دستی از دبیرخانه', series: 'به ترتیب برنامه', yes: 'بله', no: 'خیر',
}
export const choiceName = (option: string): string => choices[option] ?? option

export const words = {
  title: 'تنظیمات',
  sub: 'پرسش‌هایی که سندها باز گذاشته‌اند',
  groups: 'گروه‌های تنظیم',
  change: 'تغییر',
  changeOf: (name: string) => `تغییر ${name}`,
  isDefault: 'پیش‌فرض',
  changed: 'تغییریافته',
  fallback: (text: string) => `پیش‌فرض: ${text}`,
  clause: 'بند',
  noClause: 'در سندها نیامده',
  none: 'خالی',
  value: 'مقدار',
  back: 'بازگشت به پیش‌فرض',
  save: 'ذخیرۀ تنظیم',
  saved: (name: string) => `${name} تغییر کرد.`,
  deadlineTitle: 'این تغییر مهلت پرونده‌های جاری را جابه‌جا می‌کند',
  deadlineText: 'از همین حالا برای همۀ پرونده‌های باز حساب می‌شود و در دفتر رخدادها می‌ماند.',
  deadlineAgree: 'می‌دانم و می‌خواهم تغییر کند',
  mustAgree: 'نخست این را بپذیرید.',
  history: 'پیش‌تر',
  readOnly: 'فقط مدیر سیستم تنظیمات را تغییر می‌دهد.',
} as const
