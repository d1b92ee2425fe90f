import type { BatchState, ManifestAnswer } from '#contract/batches'
import { fa, number, ofTotal } from './digits'
import { permitCount } from './permits'

/** «۴۸ ثانیه»، «۱:۱۲ دقیقه». */
export const lookTime = (seconds: number): string =>
  seconds < 60 ? `${fa(seconds)} ثانیه` : `${fa(Math.floor(seconds / 60))}:${fa(String(seconds % 60).padStart(2, '0'))} دقیقه`

export const reviewWords = {
  opened: 'خودتان باز کردید',
  openedBy: 'مدیرکل خودش باز کرد',
  relied: (expert: string) => (expert ? `به اتکای کارشناس ${expert}` : 'به اتکای کارشناس'),
  time: (seconds: number, toEnd: boolean) => `${lookTime(seconds)}، ${toEnd ? 'تا پایان' : 'نه تا پایان'}`,
  sample: 'نمونۀ قرعه',
  sampleWaits: 'نمونه؛ باید باز شود',
} as const

export const sampleWords = {
  title: 'بازدید نمونه',
  none: (from: number) => `فهرست‌های کمتر از ${permitCount(from)} نمونه‌برداری نمی‌شود.`,
  left: (opened: number, of: number) => `${ofTotal(opened, of)} نمونه باز شده است.`,
  text: (n: number) => `برنامه ${permitCount(n)} را به قید قرعه برگزید. تا همه را باز نکنید، گام بعد باز نمی‌شود.`,
  done: 'همۀ نمونه‌ها باز شد؛ گام بعد باز است.',
  seed: 'بذر قرعه',
  logged: 'در دفتر رخدادها ثبت شده است؛ هر بازرسی می‌تواند همین قرعه را دوباره بکشد.',
  open: (n: number) => (n === 1 ? 'باز کردن نمونۀ مانده' : `باز کردن نمونه‌ها (${number(n)} مانده)`),
  locked: (n: number) => (n === 1 ? 'یک نمونه مانده است.' : `${number(n)} نمونه مانده است.`),
  dialog: (name: string) => `مجوز ${name}`,
  next: (n: number) => `نمونۀ بعدی (${number(n)} مانده)`,
  back: 'بازگشت به فهرست',
  desk: 'دیدن پرونده در میز بررسی',
  counted: 'ثانیه‌هایی که این مجوز پیش چشم شماست و رسیدن به پایان آن، در سیاهۀ امضاشده می‌آید.',
} as const

export const alikeWords = {
  group: (n: number) => permitCount(n),
  same: 'یکسان در همه:',
  usual: 'بیشترشان:',
  single: 'تک در این فهرست',
  odd: 'ناهمانند با بیشتر فهرست',
  facts: { act: 'نوع', fld: 'رشته', cty: 'شهرستان', till: 'اعتبار', skl: 'مهلت مهارت', cov: 'تحت پوشش', prev: 'پیشین', post: 'امضاکننده' },
  values: {
    forLife: 'تا زمان حیات', noSkill: 'ندارد', fresh: 'تازه', follows: 'جایگزین مجوز پیشین', none: 'ندارد', director: 'مدیرکل', acting: 'جانشین مدیرکل',
    people: (n: number) => `${number(n)} نفر`,
  },
  sameName: (n: number) => `${number(n)} بار همین نام و پایان کد ملی در فهرست`,
  differences: 'آنچه فرق دارد',
} as const

export const stopWords = {
  stop: 'ایست پس از مجوزهای در دست',
  stopping: 'می‌ایستد؛ مجوزهای در دست تمام می‌شود و بقیه دست‌نخورده می‌ماند.',
  now: 'آخرین امضاشده',
  latest: (name: string) => `آخرین: ${name}`,
} as const

export const stateWords: Record<BatchState, string> = {
  running: 'در حال امضا', done: 'پایان‌یافته', stopped: 'با ایست شما ناتمام', storage: 'دیسک نوشته نشد', token: 'توکن یا کلید از کار ماند', broken_off: 'نیمه‌کاره قطع شد',
}

export const batchesWords = {
  title: 'دسته‌های امضا',
  page: 'دستۀ امضا',
  caption: 'دسته‌های امضاشده، تازه‌ترین بالا',
  no: 'شمارۀ دسته',
  at: 'زمان امضای سیاهه',
  by: 'امضاکننده',
  counts: 'شمار',
  state: 'پایان',
  tally: (signed: number, failed: number, untouched: number) => `${number(signed)} امضاشده، ${number(failed)} ناموفق، ${number(untouched)} دست‌نخورده`,
  emptyTitle: 'هنوز فهرستی امضا نشده است',
  emptyText: 'هر فهرستی که مدیرکل امضا کند، با سیاهۀ امضاشدۀ خودش همین‌جا می‌ماند.',
  more: 'ادامۀ فهرست',
  back: 'دسته‌های امضا',
  save: 'گرفتن سیاهۀ امضاشده',
  saved: (name: string) => `فایل ${name} برای ذخیره داده شد.`,
  card: 'سیاهه',
  digest: 'چکیدۀ سیاهه',
  kid: 'شناسۀ کلید',
  rule: 'قاعدۀ نمونه',
  ruleText: (least: number, percent: number, most: number, from: number) => `از ${permitCount(from)}: ${fa(percent)}٪، دست‌کم ${number(least)} و دست‌بالا ${number(most)}`,
  picked: 'نمونه‌ها',
  sound: 'امضای سیاهه، قرعه و چکیده‌ها همین حالا بازبینی شد و درست است.',
  unsound: 'سیاهۀ این دسته با امضای خودش نمی‌خواند؛ به فناوری اطلاعات خبر دهید.',
  outcome: 'نتیجه',
  droppedTitle: 'پیش از امضا بیرون افتاد',
  brokenTitle: (no: string) => `امضای دستۀ ${fa(no)} نیمه‌کاره قطع شد.`,
  brokenText: (signed: number, rest: number) =>
    `برنامه در میانۀ کار بسته شد. ${signed === 0 ? 'هیچ مجوزی امضا نشده' : `${permitCount(signed)} امضا و ثبت شده`} و ${rest === 0 ? 'چیزی نمانده است' : `${permitCount(rest)} امضا نشده است`}؛ هیچ مجوزی دو بار امضا نشده. امضانشده‌ها در میز بررسی مانده است.`,
  brokenSee: 'دیدن یک‌به‌یک',
  brokenClose: 'دیدم؛ در دفتر رخدادها ثبت شود',
  closed: 'ثبت شد که از قطع این دسته آگاه شدید.',
} as const

export const manifestWords = {
  field: 'سیاهۀ دسته (اختیاری)',
  hint: 'اگر فایل سیاهه را دارید، متنش را این‌جا بگذارید تا بودن مجوز در آن سنجیده شود.',
  title: 'سیاهۀ دسته',
  answers: {
    listed: (no: string, at: string) => `در سیاهۀ دستۀ ${fa(no)} آمده است؛ سیاهه در ${at} امضا شده.`,
    not_named: () => 'این سند نام سیاهه‌ای را نمی‌برد (تأییدیۀ آنی، یا پیش از سیاهه‌ها).',
    other: (no: string) => `نام سیاهۀ دیگری را می‌برد، نه دستۀ ${fa(no)}.`,
    not_listed: (no: string) => `نام دستۀ ${fa(no)} را می‌برد ولی در آن نیست؛ آن را نپذیرید و خبر دهید.`,
    unusable: () => 'متنی که به نام سیاهه داده شد سیاهۀ امضاشدۀ درستی نیست.',
  } satisfies Record<ManifestAnswer['outcome'], (no: string, at: string) => string>,
} as const
