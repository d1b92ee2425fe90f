import { momentFull } from './dates'
import { fa, number } from './digits'

/** A signed refusal: the office says under its seal that a number is not in its register. */
export const words = {
  offer: (no: string) => `اگر کسی برگه‌ای با شمارۀ ${fa(no)} آورده است، ادارۀ شما می‌تواند با مهر خود گواهی کند که چنین مجوزی در دفتر نیست.`,
  act: 'گواهی نبودن این شماره',
  saved: (name: string) => `فایل ${name} برای ذخیره داده شد.`,
  word: 'در دفتر نبوده است',
  say: 'مهر اداره درست است: در آن لحظه هیچ مجوز یا تأییدیه‌ای با این شماره در دفتر نبوده است.',
  act2: 'برگه‌ای را که این شماره دارد نپذیرید.',
  more: 'آن را نگه دارید و به اداره گزارش کنید.',
  since: 'پس از این گواهی، سندی با همین شماره در دفتر ثبت شده است؛ خود آن سند را بسنجید.',
  title: 'گواهی نبودن در دفتر',
  no: 'شماره',
  at: 'در لحظۀ',
  sealed: 'مهر دفتر',
  sealedText: (size: number) => `تا رخداد ${number(size)}`,
  root: 'ریشه',
  by: 'امضا با',
  seal: 'مهر اداره',
  key: 'شناسۀ کلید',
  test: 'آزمایشی',
  line: (no: string, at: string, size: number) => `گواهی نبودن — شمارۀ ${no} در ${momentFull(at)} در دفتر اداره (تا رخداد ${number(size)}) نبوده است`,
} as const
