import type { AidCase, AidStanding, AidVerdict, GuidanceTopic } from '#contract/livelihood'
import { fa, number } from './digits'

export const standingNames: Record<AidStanding, string> = { applicant: 'متقاضی کمک معیشت', recipient: 'دریافت‌کنندۀ کمک معیشت' }
export const verdictNames: Record<AidVerdict, string> = { yes: 'واجد شرایط', no: 'فاقد شرایط', pending: 'در حال استحقاق‌سنجی' }
export const objectionNames: Record<NonNullable<AidCase['objection']>['state'], string> = {
  filed: 'ثبت‌شده', under_review: 'در حال بررسی', accepted: 'پذیرفته', refused: 'ردشده',
}

type Addresses = { portal: string; phones: string; complaint: string }

/** The standard answers, as they are read out; addresses and phones come from the settings (S2-07). */
export const guidance: Record<GuidanceTopic, { title: string; answer: (to: Addresses) => string }> = {
  file: { title: 'چگونه درخواست بدهم؟', answer: ({ portal }) => `درخواست فقط در درگاه ${portal} و رایگان ثبت می‌شود. در هیچ اداره‌ای برگه‌ای گرفته نمی‌شود و نیازی به مراجعۀ حضوری نیست.` },
  status: { title: 'وضع من چیست؟', answer: ({ portal, phones }) => `سرپرست خانوار در درگاه ${portal} وضع خود را می‌بیند. پرسش: تلفن ${phones}.` },
  eligibility: { title: 'چه کسی واجد شرایط است؟', answer: ({ portal }) => `کمک معیشت برای سرپرست خانوار است. استحقاق را وزارت از روی اطلاعات خانوار می‌سنجد و نتیجه را در درگاه ${portal} می‌گوید؛ این اداره چیزی نمی‌سنجد و تغییر نمی‌دهد.` },
  objection: { title: 'به نتیجه اعتراض دارم', answer: ({ portal }) => `اعتراض را خود سرپرست خانوار در درگاه ${portal} ثبت می‌کند و همان‌جا شماره می‌گیرد.` },
  delay: { title: 'پاسخ دیر شده است', answer: ({ portal, phones, complaint }) => `نخست پرسش و پاسخ درگاه ${portal} یا تلفن ${phones}. اگر پاسخی نیامد، شکایت و درخواست جبران در ${complaint}.` },
  visit: { title: 'باید جایی بروم؟', answer: () => 'همۀ مرحله‌ها الکترونیکی است و نیازی به مراجعه به ادارات دولتی نیست. اگر مراجعه‌ای لازم شود، جداگانه خبر داده می‌شود.' },
  transfer: { title: 'به نام دیگری می‌شود؟', answer: () => 'تأیید کمک معیشت قابل واگذاری به غیر نیست و تا زمانی است که سرپرست خانوار زنده است.' },
  free: { title: 'هزینه دارد؟', answer: () => 'رایگان است. به هیچ‌کس برای ثبت، پیگیری یا اعتراض پولی ندهید.' },
}

/** Livelihood aid at the counter (S2): look, explain, announce; nothing is registered here. */
export const words = {
  title: 'کمک معیشت',
  sub: 'راهنمایی و دیدن نتیجه؛ ثبت درخواست و اعتراض فقط در درگاه است.',
  free: 'این خدمت رایگان است.',
  closedTitle: 'این خدمت پایان یافته است',
  closedText: 'به حکم قانون درخواست تازه‌ای گرفته نمی‌شود؛ نتیجه‌های پیشین همچنان دیده می‌شود.',
  lookUp: 'نتیجۀ سرپرست خانوار',
  nationalId: 'کد ملی سرپرست خانوار',
  nationalIdHint: 'آنچه مرکز گفته نشان داده می‌شود؛ چیزی ذخیره نمی‌شود.',
  find: 'دیدن نتیجه',
  noneTitle: 'مرکز دربارۀ این کد ملی چیزی نگفته است',
  noneText: (portal: string) => `شاید سرپرست خانوار نیست یا درخواستی نداده است. وضع خود را در ${portal} می‌بیند.`,
  standing: 'جایگاه',
  eligible: 'نتیجۀ استحقاق‌سنجی',
  body: 'سازمان متولی',
  introducedOn: 'روز معرفی',
  resultToldOn: 'روز گفتن نتیجه',
  objection: 'اعتراض',
  objectionText: (no: string, on: string, state: string) => `شمارۀ ${no}، ${on}، ${state}`,
  noObjection: 'ثبت نشده',
  asOf: 'به گفتۀ مرکز در',
  closed: (on: string) => `با درگذشت سرپرست خانوار در ${on} بسته شده است`,
  readOnly: 'فقط خواندنی است: استحقاق در مرکز سنجیده می‌شود و اینجا نه ثبت می‌شود و نه تغییر می‌کند.',
  visits: 'مراجعه‌های اعلام‌شده',
  announce: 'اعلام مراجعه',
  announceTitle: 'اعلام نیاز به مراجعه',
  announceText: 'فقط وقتی مرکز یا کارشناس مراجعه‌ای لازم دانسته است.',
  byMessage: 'مرکز شمارۀ همراه داده است: پیامک می‌رود.',
  byNotice: 'شمارۀ همراهی از مرکز نیست: برگۀ اعلام چاپ می‌شود و به دست او می‌رسد.',
  reason: 'موضوع',
  place: 'جای مراجعه',
  on: 'روز مراجعه',
  save: 'اعلام',
  savedMessage: 'مراجعه اعلام شد و پیامک در نوبت ارسال است.',
  savedNotice: 'مراجعه ثبت شد؛ برگه را چاپ کنید و برسانید.',
  told: { message: 'با پیامک', notice: 'با برگه' },
  printNotice: 'چاپ برگه',
  noticeTitle: 'اعلام نیاز به مراجعه',
  noticeText: 'سرپرست محترم خانوار، برای رسیدگی به کمک معیشت، مراجعۀ شما لازم است:',
  noticeFoot: (phones: string, portal: string) => `پرسش: ${phones}، درگاه ${portal}. مراجعه رایگان است.`,
  guidance: 'پاسخ‌های آماده',
  guidanceHint: 'پاسخ را بخوانید و «راهنمایی شد» را بزنید؛ فقط موضوع و روز می‌ماند، نه نام کسی.',
  given: 'راهنمایی شد',
  givenDone: (topic: string) => `راهنمایی «${topic}» ثبت شد.`,
  givenToday: (n: number) => `${number(n)} راهنمایی امروز`,
  textVersion: (n: number, from: string) => `متن توافقنامه: ویرایش ${fa(n)}، از ${from}`,
  noText: 'متن توافقنامه هنوز منتشر نشده است.',
  portal: 'درگاه درخواست و اعتراض',
  phones: 'تلفن پرسش',
  complaint: 'شکایت و جبران',
} as const
export const visitLabels = { reason: words.reason, place: words.place, on: words.on, nationalId: words.nationalId }

/** S2-05: aid counted apart from permits. */
export const countWords = {
  title: 'آمار کمک معیشت',
  sub: 'جدا از مجوزهای مشاغل خانگی',
  from: 'از روز',
  to: 'تا روز',
  cases: 'خانوارهایی که مرکز گفته است',
  total: 'همه',
  objections: 'دارای اعتراض',
  closed: 'بسته با درگذشت',
  results: 'نتیجه‌های گفته‌شده در این بازه',
  told: 'شمار',
  median: 'میانۀ روزها',
  medianNote: 'از معرفی به سازمان متولی تا گفتن نتیجه',
  guidance: 'راهنمایی‌ها',
  visits: 'مراجعه‌های اعلام‌شده',
  enquiries: 'پرسش‌ها',
  openQuestions: 'بی‌پاسخ',
  answered: 'پاسخ‌داده',
  complaints: 'شکایت‌ها',
  pending: 'بی‌نتیجه',
  decided: 'نتیجه‌دار',
  days: (n: number | null) => (n === null ? '—' : `${fa(n).replace('.', '٫')} روز`),
  none: 'در این بازه نبوده است',
} as const
