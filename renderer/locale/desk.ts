import { mostAlike, mostPace, type DeskChange, type DeskMark, type MarkKind, type MarkLink, type SeenField, type SeenValue } from '#contract/desk'
import type { DocumentKind } from '#contract/dossiers'
import type { ChoiceMember, QuickFilter } from '../permits/review-queue'
import { dayLong, momentShort } from './dates'
import { fa, number, ofTotal, tomanWords } from './digits'
import { scanNames, scanStates } from './documents'
import { activityNames, documentNames, skillNames } from './dossiers'

const times = (n: number, thing: string): string => (n >= mostAlike ? `${number(mostAlike)} ${thing} یا بیشتر` : n === 1 ? `یک ${thing}` : `${number(n)} ${thing}`)
const spanWords = (seconds: number): string =>
  seconds === 0 ? 'کمتر از یک ثانیه' : seconds < 60 ? `تنها ${number(seconds)} ثانیه` : `تنها یک دقیقه و ${number(seconds - 60)} ثانیه`

/** What a mark is called where there is room for a word. */
export const markNames: Record<MarkKind, string> = {
  holder_stopped: 'مجوز متوقف دارنده', near_stopped: 'نزدیک مجوز متوقف', same_file: 'فایل تکراری', same_holder: 'پروندۀ دیگر همین شخص', shared_sheba: 'شبای مشترک',
  shared_mobile: 'همراه مشترک', shared_postal_code: 'کد پستی مشترک', like_name: 'نام همانند', loan_far: 'مبلغ دور از معمول', one_hand: 'ثبت و بررسی با یک نفر',
  quick_review: 'بررسی بسیار تند', many_reviews: 'بررسی‌های پیاپی', paper_missing: 'مدرک نرسیده', paper_rejected: 'مدرک پذیرفته‌نشده',
}

/** Why a dossier is marked, in a sentence that accuses nobody. */
export const markText = (mark: DeskMark, nameOf: (username: string) => string): string => {
  const name = (username: string): string => nameOf(username) || username
  switch (mark.kind) {
    case 'holder_stopped': return `دارنده ${times(mark.count, 'مجوز')} تعلیق یا باطل‌شده دارد.`
    case 'near_stopped': return `همراه، شبا یا کد پستی این پرونده با ${times(mark.count, 'مجوز')} تعلیق یا باطل‌شدۀ دیگران یکی است.`
    case 'same_file': return `فایل یکی از مدارک در ${times(mark.count, 'پروندۀ شخص دیگر')} هم هست.`
    case 'same_holder': return `همین شخص ${times(mark.count, 'پروندۀ دیگر')} دارد.`
    case 'shared_sheba': return `همین شمارۀ شبا در ${times(mark.count, 'پروندۀ شخص دیگر')} هم هست.`
    case 'shared_mobile': return `همین شمارۀ همراه در ${times(mark.count, 'پروندۀ شخص دیگر')} هم هست.`
    case 'shared_postal_code': return `همین کد پستی در ${times(mark.count, 'پروندۀ شخص دیگر')} هم هست.`
    case 'like_name': return `نام همانند با همین تاریخ تولد و کد ملی دیگر، در ${times(mark.count, 'پرونده')}.`
    case 'loan_far': return `تسهیلات ${tomanWords(mark.amount)} است؛ میانۀ ${number(mark.of)} درخواست اخیر این رشته ${tomanWords(mark.median)}.`
    case 'one_hand': return `ثبت و بررسی این پرونده با یک نفر بوده است: ${name(mark.expert)}.`
    case 'quick_review': return `از رسیدن پرونده تا پیشنهاد ${name(mark.expert)} ${spanWords(mark.seconds)} گذشته است.`
    case 'many_reviews': return `${name(mark.expert)} در ${number(mark.minutes)} دقیقه ${number(mark.count)} پرونده${mark.count >= mostPace ? ' یا بیشتر' : ''} را پیشنهاد کرده است.`
    case 'paper_missing': return `نرسیده است: ${mark.papers.map((kind: DocumentKind) => documentNames[kind]).join('، ')}.`
    case 'paper_rejected': return `پذیرفته نشده است: ${mark.papers.map(({ kind, title }) => title || scanNames[kind]).join('، ')}.`
  }
}

export const linkPath = (link: MarkLink): string => (link.to === 'permit' ? `/permits/${link.no}` : `/dossiers/${link.id}`)

const seenNames: Record<SeenField, string> = {
  name: 'نام دارنده', fatherName: 'نام پدر', birthDate: 'تاریخ تولد', mobile: 'همراه', address: 'نشانی', postalCode: 'کد پستی', county: 'شهرستان',
  governmentEmployee: 'کارمند دولت', entity: 'شناسۀ ملی شرکت', representative: 'نماینده', activityType: 'نوع فعالیت', coveredCommitted: 'تعهد افراد تحت پوشش',
  answers: 'پاسخ‌های پرسش‌نامه', field: 'رشته', planTitle: 'عنوان طرح', planDetails: 'شرح طرح', skillEvidence: 'مدرک مهارت', loanWanted: 'درخواست تسهیلات',
  loanAmount: 'مبلغ تسهیلات', sheba: 'شبا', opinion: 'امضای دستگاه', proposal: 'پیشنهاد کارشناس', reasons: 'دلیل‌های رد', readiness: 'آمادگی بازار کار',
  reviewer: 'کارشناس', reviewNote: 'یادداشت کارشناس', reviewedAt: 'زمان بررسی',
}

const nameIn = (names: Readonly<Record<string, string>>, value: string): string => (Object.hasOwn(names, value) ? names[value]! : value)
const none = 'هیچ'
/** Whole records are told as changed; their two texts side by side say nothing. */
const wholes: readonly SeenField[] = ['answers', 'planDetails']

const valueText = (field: SeenField, value: SeenValue): string => {
  if (value === null || value === '') return none
  if (typeof value === 'boolean') return value ? 'بله' : 'خیر'
  if (typeof value === 'number') return field === 'loanAmount' ? tomanWords(value) : number(value)
  switch (field) {
    case 'birthDate': return dayLong(value)
    case 'reviewedAt': return momentShort(value)
    case 'opinion': return value.replace(/\d{4}-\d{2}-\d{2}/, dayLong)
    case 'activityType': return nameIn(activityNames, value)
    case 'skillEvidence': return nameIn(skillNames, value)
    case 'proposal': return nameIn({ issue: 'صدور', refuse: 'رد' }, value)
    case 'readiness': return nameIn({ ready: 'آماده', not_ready: 'ناآماده' }, value)
    case 'sheba': return value
    default: return fa(value)
  }
}

const paperChanges = { added: 'آمد', replaced: 'فایل دیگری جایش را گرفت', judged: 'بازبینی شد', gone: 'برداشته شد' } as const

/** One difference since the last look: what, from what, to what. */
export const changeText = (change: DeskChange): { name: string; old: string | null; new: string | null; note: string | null } => {
  if (change.what === 'field') {
    const name = seenNames[change.field]
    return wholes.includes(change.field) ? { name, old: null, new: null, note: 'تغییر کرد' } : { name, old: valueText(change.field, change.old), new: valueText(change.field, change.new), note: null }
  }
  const name = `${change.title || scanNames[change.kind]}${change.no > 1 ? `، برگ ${fa(change.no)}` : ''}`
  return change.change === 'judged' && change.old && change.new
    ? { name, old: scanStates[change.old], new: scanStates[change.new], note: null }
    : { name, old: null, new: null, note: paperChanges[change.change] }
}

export const lookNames = { new: 'ندیده', changed: 'تغییر کرده', same: 'دیده' } as const

export const filterWords = {
  all: 'همه',
  quick: {
    overdue: 'گذشته از مهلت', soon: 'نزدیک مهلت', unread: 'ندیده', changed: 'تغییر کرده', marked: 'نشان‌دار', conditional: 'مشروط به مهارت', loan: 'با تسهیلات', refuse: 'پیشنهاد رد',
  } satisfies Record<QuickFilter['id'], string>,
  more: 'صافی‌های دیگر',
  choices: { fieldCode: 'رشته', countyCode: 'شهرستان', activityType: 'نوع فعالیت', caseType: 'نوع پرونده', reviewer: 'کارشناس' } satisfies Record<ChoiceMember, string>,
  any: (what: string) => `${what}: همه`,
  one: (title: string, count: number) => `${title} (${number(count)})`,
  text: 'نام، کد، رشته یا شهرستان',
  textLabel: 'جست‌وجو در صف',
  clear: 'برداشتن صافی',
  mine: 'صافی‌های من',
  keep: 'نگه‌داشتن این صافی',
  keepTitle: 'نگه‌داشتن این صافی',
  keepText: 'با این نام بالای صف می‌ماند؛ فقط شما می‌بینید. نام تکراری، صافی پیشین را عوض می‌کند.',
  name: 'نام صافی',
  namePlaceholder: 'مانند «اهواز، مشروط»',
  act: 'نگه‌داشتن',
  kept: (name: string) => `صافی «${name}» نگه داشته شد.`,
  drop: (name: string) => `پاک کردن صافی «${name}»`,
  dropped: (name: string) => `صافی «${name}» پاک شد.`,
  noMatchTitle: 'با این صافی چیزی نیست',
  noMatchText: (n: number) => `این صافی هیچ پرونده‌ای ندارد؛ در همۀ صف ${number(n)} پرونده هست.`,
} as const

export const weighWords = {
  tabs: { facts: 'سنجش', papers: 'مدارک', trail: 'سابقه' },
  tabList: 'کنار مجوز',
  marks: (n: number) => (n === 1 ? 'یک نکته برای دیدن' : `${number(n)} نکته برای دیدن`),
  marksInRow: (n: number) => (n === 1 ? 'یک نکته' : `${number(n)} نکته`),
  noMarks: 'همانند یا نامعمولی در دفتر نیست.',
  more: (n: number) => (n >= mostAlike ? 'و بیش از این' : `و ${number(n)} دیگر`),
  weighing: 'سابقه و همانندها خوانده می‌شود…',
  first: 'نخستین نگاه شما به این پرونده است.',
  unchanged: (at: string) => `از نگاه پیشین شما، ${at}، چیزی تغییر نکرده است.`,
  changed: (n: number, at: string) => `از نگاه پیشین شما، ${at}، ${n === 1 ? 'یک چیز' : `${number(n)} چیز`} تغییر کرده است.`,
  was: 'پیش‌تر',
  is: 'اکنون',
  by: (name: string, at: string) => `${name}، ${at}`,
  unknownBy: 'کی و چه کسی: در دفتر نیست',
  sinceLook: 'پس از نگاه پیشین شما',
  keyNext: 'ندیدۀ بعدی',
  keyAdd: 'افزودن به فهرست امضا',
  keyReturn: 'برگشت با دلیل',
  keyLater: 'بعداً',
  keyTabs: 'سنجش، مدارک، سابقه',
  keyPapers: 'مدرک پیشین و بعدی',
  keyZoom: 'اندازه و چرخش مدرک',
  keyGrid: 'بازگشت به صف',
  keySearch: 'جست‌وجو در صف',
  noneUnread: 'پروندۀ ندیده‌ای در این صف نمانده است.',
} as const

export const paneWords = {
  label: 'مدارک کنار مجوز',
  none: 'تصویری پیوست نشده است',
  noneText: 'مدارکی که در پیشخوان تیک خورده‌اند در «سنجش» آمده است.',
  seen: (seen: number, total: number) => `${ofTotal(seen, total)} را باز کرده‌اید`,
  opened: 'باز کرده‌اید',
  list: 'فهرست مدارک',
} as const
