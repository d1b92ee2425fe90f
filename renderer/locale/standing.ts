import type { VerdictReason } from '#contract/permits'
import type { Standing } from '#contract/verify/judge'
import type { ProofFault } from '#contract/verify/register-proof'
import { momentFull } from './dates'
import { fa } from './digits'

/** What is said of a signed permit with a status list in the hand, beside its signature: `mohr verify` and the bank's page. */
export const standingWords: Record<Standing['state'], string> = {
  valid: 'معتبر', revoked: 'باطل', suspended: 'تعلیق', superseded: 'جایگزین شده', expired: 'پایان‌یافته', unknown: 'امضا درست، وضعیت نامعلوم',
}

/** Since when nothing is known: of a list that is too old, its own instant. */
export const unknownWords = ({ asOf, why }: Standing): string => {
  if (why === 'list_early') return 'امضا درست است، وضعیت نامعلوم: فهرست وضعیت از آینده است؛ ساعت این رایانه را بررسی کنید و فهرست تازه را از اداره بگیرید'
  if (why === 'key_lost') return 'امضا درست است، ولی کلید امضا شاید به دست دیگری افتاده باشد؛ این برگه را بی پرسش از اداره نپذیرید و نسخۀ بازامضاشده بخواهید'
  return asOf ? `امضا درست است، وضعیت از ${momentFull(asOf)} نامعلوم` : 'امضا درست است، وضعیت نامعلوم: فهرست وضعیت این مجوز داده نشده است'
}

/** One sentence with the freshness in words. */
export const standingText = (standing: Standing): string => {
  if (standing.state === 'unknown') return unknownWords(standing)
  return standing.asOf ? `${standingWords[standing.state]}، بر پایۀ فهرست ${momentFull(standing.asOf)}` : standingWords[standing.state]
}

/** Why a text is refused, for somebody who has never seen this program. */
export const refusalWords: Record<VerdictReason, string> = {
  form: 'شکل سند درست نیست؛ متن مجوز یک خط پیوسته است، بی فاصله و شکست خط',
  too_large: 'بزرگ‌تر از هر مجوزی است',
  header: 'سرآیند سند درست نیست',
  algorithm: 'روش امضا پذیرفته نیست',
  type: 'سند مجوز نیست',
  signer_unknown: 'امضاکننده در میان کلیدهای داده‌شده نیست',
  signature: 'امضا با متن نمی‌خواند',
  encoding: 'متن به UTF-8 نیست',
  canonical: 'متن به صورت یکتای خود نوشته نشده است',
  payload: 'محتوای سند درست نیست',
  delegation_unknown: 'امضای جانشین است و حکم جانشینی او در میان داده‌ها نیست',
  delegation_revoked: 'جانشینی امضاکننده پیش از این امضا پایان داده شده بود',
  delegation_dates: 'امضا بیرون از روزهای جانشینی امضاکننده است',
  delegation_scope: 'امضا بیرون از محدودۀ جانشینی امضاکننده است',
  key_compromised: 'کلید امضا شاید به دست دیگری افتاده باشد و این سند در دفتر اداره نیست',
  face: 'روی چاپی با سند نمی‌خواند',
}

/** What a permit's place in the register says, and why a proof of it is none. */
export const proofWords = {
  title: 'جای مجوز در دفتر',
  proven: (entry: number, size: number) => `ردیف ${fa(entry)} از ${fa(size)}، زیر مهر دفتر.`,
  since: (moment: string) => ` این مهر از ${moment} در دست بوده است.`,
  faults: {
    file: 'فایل خوانده نشد.', form: 'این فایل سند جای مجوز (tlog-proof) نیست.', log_key: 'کلید دفتر خوانده نشد؛ آن را از صفحۀ مهرهای دفتر یا از اداره بگیرید.',
    origin: 'سند دفتر ادارۀ دیگری است.', checkpoint: 'مهر دفتر با این کلید امضا نشده است.', path: 'ردیف به مهر دفتر نمی‌رسد.', entry: 'ردیف با آنچه همراه آن است نمی‌خواند.', permit: 'سند مجوز دیگری است.',
  } satisfies Record<ProofFault | 'file', string>,
} as const
