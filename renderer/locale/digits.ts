import { toAsciiDigits } from '#contract/values/text'

const minus = '\u200E\u2212'

/** Every digit of a text or number as Persian digits; other characters stay. */
export const fa = (text: string | number): string =>
  toAsciiDigits(String(text)).replace(/\d/g, (d) => String.fromCharCode(0x06f0 + Number(d)))

/** Numbers of ours inside a sentence (`P-0600-1405-01-00042-7`): Persian digits, read from the left, whole. */
export const codesIn = (text: string): string =>
  text.replace(/\b[A-Z]-\d{4}(?:-\d+)+\b/g, (code) => `\u2066${fa(code)}\u2069`)

/** A whole number with Persian thousands separators: «۱٬۲۳۴», negative with a true minus. */
export const number = (n: number): string =>
  `${n < 0 ? minus : ''}${fa(Math.abs(n)).replace(/(?<=[۰-۹])(?=(?:[۰-۹]{3})+$)/g, '٬')}`

/** «۳۵٪»; one decimal at most, with the Persian decimal sign. */
export const percent = (share: number): string => `${fa(Math.round(share * 1000) / 10).replace('.', '٫')}٪`

/** «۱۲٬۵۰۰٬۰۰۰ ریال». */
export const rial = (amount: number): string => `${number(amount)} ریال`

/** «۹ از ۱۲». */
export const ofTotal = (done: number, total: number): string => `${number(done)} از ${number(total)}`

const scales = [
  { size: 1_000_000_000, word: 'میلیارد' },
  { size: 1_000_000, word: 'میلیون' },
  { size: 1_000, word: 'هزار' },
] as const

/** Rial as people say it: «۸۵ میلیون تومان», «۱ میلیارد و ۲۰۰ میلیون تومان». Empty under one toman. */
export const tomanWords = (amount: number): string => {
  let rest = Math.floor(amount / 10)
  const parts: string[] = []
  for (const { size, word } of scales) {
    if (rest >= size) parts.push(`${number(Math.floor(rest / size))} ${word}`)
    rest %= size
  }
  if (rest > 0) parts.push(number(rest))
  return parts.length === 0 ? '' : `${parts.join(' و ')} تومان`
}

/** A file's size in words: «۱٫۲ مگابایت». */
export const fileSize = (bytes: number): string =>
  bytes < 1_048_576
    ? `${number(Math.max(1, Math.round(bytes / 1024)))} کیلوبایت`
    : `${fa((bytes / 1_048_576).toFixed(1)).replace('.', '٫')} مگابایت`

/** Words in the order of a Persian dictionary. */
export const byName = new Intl.Collator('fa').compare
