import type { CompromiseOutcome, Proof } from '#contract/compromise'
import { momentFull } from './dates'
import { fa } from './digits'

export const proofNames: Record<Proof, string> = { before: 'پیش از آن', unproven: 'اثبات‌نشده', after: 'پس از آن' }
export const heldNames: Record<CompromiseOutcome['held'][number]['why'], string> = { holder_dead: 'فوت دارنده ثبت شده است', dossier_open: 'پروندۀ باز دارد', revocation_open: 'پیشنهاد ابطال دارد' }

/** The drill of a stolen key. */
export const words = {
  title: 'کلید در دست دیگری',
  lead: 'اگر گمان می‌کنید کلیدی را کسی دیگر به کار برده است، اینجا می‌بینید از آن زمان چه امضا شده است. دیدن فهرست تمرین است و چیزی را تغییر نمی‌دهد.',
  key: 'کلید', since: 'از چه روزی', time: 'ساعت', timeHint: 'به وقت تهران، مانند ۰۸:۳۰', show: 'دیدن فهرست', timeWrong: 'ساعت را این‌گونه بنویسید: ۰۸:۳۰', dayWrong: 'روز را بنویسید.',
  practice: 'تمرین', practiceText: 'هنوز چیزی تغییر نکرده است.',
  sealed: (at: string, position: number) => `دفتر تا ${momentFull(at)} مهر شده بود؛ ${fa(position)} رویداد زیر آن مهر، پیش از زمان مشکوک بوده است.`,
  unsealed: 'پیش از آن زمان مهری بر دفتر نیست؛ پس هیچ امضایی اثبات نمی‌شود که پیش‌تر بوده است.',
  counts: (signed: number, before: number, suspends: number) => `${fa(signed)} مجوز با این کلید امضا شده است: ${fa(before)} بی‌گمان پیش از آن، ${fa(suspends)} تعلیق می‌شود.`,
  table: 'مجوزهایی که شاید دیگری امضا کرده باشد', no: 'شماره', name: 'دارنده', field: 'رشته', signedAt: 'ثبت در دفتر', proof: 'نسبت به زمان', status: 'وضعیت', again: 'امضای دوباره',
  suspends: 'تعلیق می‌شود', stays: 'در جریان نیست', againOpen: 'در انتظار', none: 'در این بازه مجوزی با این کلید امضا نشده است.',
  declare: 'اعلام و تعلیق همه', declareTitle: 'اعلام سرقت کلید', declareKey: 'اعلام سرقت کلید',
  declareText: (n: number) => `کلید همین دم از کار می‌افتد، ${fa(n)} مجوز تعلیق و در فهرست وضعیت منتشر می‌شود، به دارندگان پیام می‌رود و هر مجوز برای امضای دوباره برمی‌گردد. برگشت این کار تک‌تک است.`,
  reason: 'چه شده است', reasonHint: 'مانند: توکن از کشوی میز برده شده است.', passphrase: 'گذرواژۀ شما', reasonShort: 'بنویسید چه شده است.',
  done: (o: CompromiseOutcome) => `${fa(o.suspended)} مجوز تعلیق شد؛ ${fa(o.returned)} مجوز برای امضای دوباره برگشت.`,
  newSeal: 'مهر تازه ساخته شد و فهرست‌های وضعیت با آن منتشر شد. فایل اعتماد تازه را به بانک‌ها برسانید.',
  next: 'فایل اعتماد تازه را به بانک‌ها برسانید؛ مدیرکل کلید تازه می‌سازد و از میز امضا همه را دوباره امضا می‌کند.',
  held: 'اینها تعلیق شد ولی برنگشت:', known: 'کلیدهای اعلام‌شده', knownLine: (again: number, of: number, waiting: number) => `${fa(again)} از ${fa(of)} دوباره امضا شد، ${fa(waiting)} در انتظار`,
  toDesk: 'میز امضا', keys: 'کلیدهای امضا', holder: (use: string, holder: string) => (use === 'seal' ? `مهر اداره ${fa(holder)}` : `${use === 'acting' ? 'جانشین مدیرکل' : 'مدیرکل'}، ${holder}`),
} as const
