import type { PermitStatus, RevocationReason } from '#contract/permit-life'
import type { SkillPaper, Standing } from '#contract/permits'
import { dayLong } from './dates'
import { fa, number } from './digits'

export const reasonTitles: Record<RevocationReason, string> = {
  skill_expired: 'نرسیدن مدرک مهارت', false_statement: 'اظهار خلاف واقع', inactive: 'راکد ماندن کار', holder_request: 'درخواست دارنده',
  central_order: 'دستور مرکز', other: 'دلیل دیگر',
}
export const paperNames: Record<SkillPaper['evidence'], string> = { certificate: 'گواهی مهارت', degree: 'مدرک تحصیلی مرتبط', experience: 'گواهی تجربه' }

/** Who is behind a user name that is nobody's. */
const machineNames: Readonly<Record<string, string>> = { system: 'تقویم برنامه', seal: 'مهر اداره', registry: 'سامانۀ مرکز' }
export const actorName = (username: string, known: string): string => known || machineNames[username] || username

/** Beside a good signature: what the register says today. Null while it is simply in force. */
export const standingText = (standing: Standing): string | null => {
  const on = dayLong(standing.since)
  const texts: Record<PermitStatus, string | null> = {
    valid: null, conditional: null,
    suspended: `این مجوز از ${on} تعلیق است.`,
    revoked: `این مجوز در ${on} باطل شده است.`,
    expired: `اعتبار این مجوز در ${dayLong(standing.till ?? standing.since)} به پایان رسیده است.`,
    superseded: `از ${on} جایگزین شده است با مجوز تازه‌ای.`,
    closed_by_death: `این مجوز در ${on} بسته شده است.`,
  }
  return texts[standing.status]
}

export const lifeWords = {
  side: 'وضعیت و کارهای مجوز',
  history: 'تاریخچۀ وضعیت',
  issued: 'صدور',
  by: (name: string) => `توسط ${name}`,
  predecessor: 'به جای',
  successor: 'جایگزین آن',
  covered: 'افراد تحت پوشش',
  coveredCount: (n: number) => `${number(n)} نفر`,
  validity: 'اعتبار تا',
  paper: 'مدرک مهارت',
  paperText: (name: string, no: string, on: string) => `${name} ${fa(no)}، پذیرفته در ${dayLong(on)}`,
  caseTitle: 'پیشنهاد ابطال در کارتابل مدیرکل است.',
  reopenTitle: 'پیشنهاد بازگشایی در کارتابل مدیرکل است.',
  caseText: (reason: string, name: string) => `${reason}؛ پیشنهاد ${name}`,
  toCase: 'دیدن و تصمیم',
  acts: 'کارهای این مجوز',
  accept: 'پذیرش مدرک مهارت',
  propose: 'پیشنهاد ابطال',
  proposeReopen: 'پیشنهاد بازگشایی',
  suspend: 'تعلیق',
  reinstate: 'رفع تعلیق',
  renew: 'باز کردن پروندۀ تمدید',
  correct: 'باز کردن پروندۀ اصلاح',
  correctText: (name: string) => `برای مجوز ${name} پرونده‌ای تازه در بررسی کارشناسی باز می‌شود؛ دارنده عوض نمی‌شود و مجوز کنونی تا امضای مجوز تازه پابرجاست.`,
  reason: 'دلیل',
  reasonCode: 'نوع دلیل',
  pickReason: 'نوع دلیل را برگزینید',
  suspendTitle: 'تعلیق مجوز',
  suspendText: (name: string) => `مجوز ${name} از همین حالا تعلیق می‌شود، معرفی‌نامۀ باز آن پس گرفته می‌شود و به دارنده پیامک می‌رود. تعلیق با «رفع تعلیق» برمی‌گردد و مهلت‌ها را نمی‌ایستاند.`,
  reinstateTitle: 'رفع تعلیق',
  reinstateText: (name: string) => `مجوز ${name} به همان وضع پیش از تعلیق برمی‌گردد؛ اگر اعتبارش گذشته باشد، پایان‌یافته می‌ماند. به دارنده پیامک می‌رود.`,
  proposeTitle: 'پیشنهاد ابطال',
  proposeText: (name: string) => `مجوز ${name} با این پیشنهاد تغییری نمی‌کند؛ مدیرکل تصمیم می‌گیرد و کسی که پیشنهاد داده خودش تصمیم نمی‌گیرد.`,
  reopenText: (name: string) => `مجوز ${name} با ثبت فوت بسته شده است. اگر آن ثبت نادرست بوده، دلیل را بنویسید؛ با تصمیم مدیرکل ثبت فوت پاک و مجوز بازگشوده می‌شود.`,
  sendProposal: 'فرستادن پیشنهاد به مدیرکل',
  reasonHint: 'همین جمله در تاریخچه می‌ماند و در ابطال به دارنده گفته می‌شود.',
  acceptTitle: 'پذیرش مدرک مهارت',
  acceptText: (due: string) => `مهلت تا ${dayLong(due)} است و همان روز هم پذیرفته می‌شود. پس از پذیرش، مجوز بی‌شرط می‌شود.`,
  evidence: 'نوع مدرک',
  pickEvidence: 'نوع مدرک را برگزینید',
  paperNo: 'شمارۀ مدرک',
  paperOn: 'تاریخ مدرک',
  acceptAct: 'مدرک را دیدم و می‌پذیرم',
  done: (text: string) => `انجام شد: ${text}.`,
} as const

export const revocationWords = {
  title: 'ابطال و تعلیق',
  sub: (n: number) => (n === 0 ? 'پیشنهاد بازی نیست' : `${number(n)} پیشنهاد باز`),
  showAll: 'با تصمیم‌گرفته‌ها',
  caption: 'پیشنهادهای ابطال و بازگشایی',
  holder: 'دارنده و رشته',
  no: 'شماره',
  act: 'پیشنهاد',
  acts: { revoke: 'ابطال', reopen: 'بازگشایی' },
  reason: 'دلیل',
  proposed: 'پیشنهاددهنده',
  state: 'تصمیم',
  decide: 'کار',
  decisions: { accepted: 'پذیرفته، امضاشده', dismissed: 'رد شد' },
  open: 'در انتظار مدیرکل',
  emptyTitle: 'پیشنهادی برای تصمیم نیست',
  emptyText: 'پیشنهاد ابطال از کارشناس، مدیر سیستم یا تقویم مهلت مهارت می‌رسد و همین‌جا می‌ماند تا تصمیم گرفته شود.',
  toRegister: 'دیدن دفتر مجوزها',
  ways: 'از کجا به اینجا می‌رسد',
  fromCalendar: 'مهلت مدرک مهارت',
  fromCalendarText: (n: number) => (n === 0 ? 'هیچ مجوز مشروطی تا ۶۰ روز دیگر به سررسید نمی‌رسد.' : `${number(n)} مجوز مشروط تا ۶۰ روز دیگر به سررسید می‌رسد؛ فردای سررسید، پیشنهاد ابطال خودبه‌خود اینجا می‌آید.`),
  fromSuspended: 'مجوزهای تعلیق‌شده',
  fromSuspendedText: (n: number) => (n === 0 ? 'هیچ مجوزی در تعلیق نیست.' : `${number(n)} مجوز در تعلیق است؛ رفع تعلیق یا پیشنهاد ابطال در صفحۀ خود مجوز است.`),
  fromStaff: 'پیشنهاد همکاران',
  fromStaffText: 'کارشناس و مدیر سیستم در صفحۀ هر مجوز پیشنهاد می‌دهند؛ پیشنهاددهنده خودش تصمیم نمی‌گیرد.',
  revoke: 'ابطال با امضا',
  reopen: 'بازگشایی با امضا',
  dismiss: 'رد پیشنهاد',
  revokeOf: (name: string) => `ابطال با امضا: ${name}`,
  reopenOf: (name: string) => `بازگشایی با امضا: ${name}`,
  dismissOf: (name: string) => `رد پیشنهاد: ${name}`,
  dialogRevoke: 'ابطال مجوز با امضا',
  dialogReopen: 'بازگشایی مجوز با امضا',
  actRevoke: 'امضای ابطال یک مجوز',
  actReopen: 'امضای بازگشایی یک مجوز',
  statement: (me: string, post: string) => `من، ${me}، ${post}،`,
  revokeStatement: (no: string, name: string, reason: string) => `مجوز ${no} به نام ${name} را به دلیل «${reason}» باطل می‌کنم. این کار برگشت ندارد؛ معرفی‌نامۀ باز آن پس گرفته می‌شود و به دارنده پیامک می‌رود.`,
  reopenStatement: (no: string, name: string, reason: string) => `مجوز ${no} به نام ${name} را به دلیل «${reason}» بازمی‌گشایم و ثبت فوت دارنده را نادرست می‌دانم.`,
  dismissTitle: 'رد پیشنهاد',
  dismissText: (name: string) => `مجوز ${name} همان‌گونه که هست می‌ماند. دلیل شما کنار پیشنهاد نگه داشته می‌شود.`,
  revoked: (name: string) => `مجوز ${name} باطل شد.`,
  reopened: (name: string) => `مجوز ${name} بازگشوده شد.`,
  dismissed: (name: string) => `پیشنهاد دربارۀ ${name} رد شد.`,
} as const

export const centralWords = {
  title: 'دستورهای مرکز',
  text: 'این دستورها با همگام‌سازی رسیده و همان دم اجرا شده‌اند: فهرست وضعیت به‌روز شده، معرفی‌نامۀ باز پس گرفته شده و به دارنده پیامک رفته است.',
  caption: 'دستورهای مرکز دربارۀ مجوزهای این اداره',
  holder: 'دارنده و رشته',
  no: 'شمارۀ مجوز',
  order: 'دستور',
  acts: { revoked: 'ابطال', suspended: 'تعلیق' },
  already: 'پیش از رسیدن دستور هم چنین بود',
  source: 'دستوردهنده و نامه',
  letter: (no: string, on: string) => `نامۀ ${fa(no)}، ${dayLong(on)}`,
  reason: 'دلیل',
  received: 'رسیده',
  state: 'رؤیت',
  act: 'دیدم',
  actOf: (name: string) => `دیدم: دستور مرکز دربارۀ ${name}`,
  seen: (name: string, on: string) => `${name}، ${on}`,
  unseen: 'مدیرکل هنوز ندیده است',
  done: (name: string) => `رؤیت دستور مرکز دربارۀ ${name} ثبت شد.`,
} as const

export const skillWords = {
  title: 'مهلت مدرک مهارت',
  sub: (n: number) => `${number(n)} مجوز مشروط، تنگ‌ترین مهلت بالاتر`,
  caption: 'مجوزهای مشروط و مهلت مدرک مهارت',
  holder: 'دارنده و رشته',
  no: 'شماره',
  due: 'مهلت',
  left: 'مانده',
  reminded: 'یادآوری‌ها',
  noReminder: 'هنوز نرفته',
  reminders: (days: readonly number[]) => `${days.map((n) => fa(n)).join('، ')} روز مانده`,
  emptyTitle: 'مهلت بازی نیست',
  emptyText: 'هر مجوزی که با مدرک مهارتِ نرسیده صادر شود، تا رسیدن مدرک این‌جا می‌ماند: شش ماه، با یادآوری در ۶۰، ۳۰ و ۷ روز مانده.',
  late: 'فردای پایان مهلت، پیشنهاد ابطال خودبه‌خود به کارتابل مدیرکل می‌رود؛ تصمیم با اوست.',
} as const

export const noteWords = {
  title: 'تأییدیه‌های آنی',
  sub: (n: number) => `${number(n)} تأییدیه که هنوز ندیده‌اید`,
  grid: 'تأییدیه‌های آنی برای رؤیت',
  columnName: 'دارنده و رشته',
  columnNo: 'شماره',
  columnCounty: 'شهرستان',
  columnDay: 'صدور',
  emptyTitle: 'همه را دیده‌اید',
  emptyText: 'تأییدیۀ آنیِ رشته‌های ثبت‌محور با مهر اداره صادر می‌شود و این‌جا برای آگاهی شما فهرست می‌شود.',
  act: (n: number) => (n === 0 ? 'رؤیت شد' : `رؤیت ${number(n)} تأییدیه`),
  note: 'با «رؤیت شد» چیزی امضا نمی‌شود؛ تنها ثبت می‌شود که دیده‌اید.',
  done: (n: number) => `رؤیت ${number(n)} تأییدیه ثبت شد.`,
} as const

export const refuseWords = {
  filter: 'پیشنهاد رد',
  mark: 'پیشنهاد رد',
  title: 'پیشنهاد رد از کارشناس',
  text: 'این درخواست امضا نمی‌شود. اگر می‌پذیرید رد کنید، وگرنه با دلیل به کارشناس برگردانید.',
  reasons: 'دلیل‌های کارشناس',
  act: 'رد درخواست',
  confirmTitle: 'رد درخواست',
  confirmText: (name: string, why: string) => `درخواست ${name} رد می‌شود و دلیل به متقاضی پیامک می‌شود: ${why}`,
  done: (name: string) => `درخواست ${name} رد شد و به متقاضی خبر داده شد.`,
  opening: 'پرونده خوانده می‌شود…',
} as const
