/** Bidi marks, byte-order mark, soft hyphen and other characters that show nothing. */
const bidiMarks = /[\u200B\u200E\u200F\u202A-\u202E\u2060\u2066-\u2069\uFEFF\u00AD]/g
// The C0 and C1 controls but tab and line ends, which are spaces.
const controls = /(?!\s)\p{Cc}/gu
const bidiOverrides = /[\u202A-\u202E\u2066-\u2069]/

/** Persian (۰–۹) and Arabic (٠–٩) digits become ASCII; everything else stays. */
export const toAsciiDigits = (text: string): string =>
  text
    .replace(/[\u06F0-\u06F9]/g, (d) => String(d.charCodeAt(0) - 0x06f0))
    .replace(/[\u0660-\u0669]/g, (d) => String(d.charCodeAt(0) - 0x0660))

/** Every digit of any set as a Persian one. */
export const toPersianDigits = (text: string): string =>
  toAsciiDigits(text).replace(/\d/g, (d) => String.fromCharCode(0x06f0 + Number(d)))

/** True when the text holds a control that can make a reader see another order than the stored one (UAX #9). */
export const hasBidiOverride = (text: string): boolean => bidiOverrides.test(text)

/** First step for every coded field (domain facts, part 3): no marks, no outer space, ASCII digits. */
export const codeText = (text: string): string =>
  toAsciiDigits(text.replace(bidiMarks, '')).trim()

/**
 * The form of a Persian text that is stored: NFC, Persian ye and kaf, no tatweel or bidi mark,
 * single spaces, half-spaces only between letters. Hamza and diacritics stay: they are part of a name.
 */
export const lightText = (text: string): string =>
  text
    .replace(bidiMarks, '')
    .replace(controls, '')
    .replace(/\u0640/g, '')
    .normalize('NFC')
    // Unicode composes only Arabic ye with a hamza above; the Persian and the dotless one mean the same letter.
    .replace(/[\u06CC\u0649]([\u064B-\u0652\u0670]*)\u0654/g, '\u0626$1')
    .replace(/[\u064A\u0649]/g, '\u06CC')
    .replace(/\u0643/g, '\u06A9')
    .replace(/\s+/g, ' ')
    .replace(/ ?\u200C[ \u200C]*/g, (run) => (run.includes(' ') ? ' ' : '\u200C'))
    .replace(/^[ \u200C]+|[ \u200C]+$/g, '')

/** The folded form that is searched: «رضائی» and «رضایی» meet, half-spaces count as spaces. */
export const searchKey = (text: string): string =>
  toAsciiDigits(lightText(text))
    .replace(/[\u064B-\u065F\u0670]/g, '')
    .replace(/\u0626/g, '\u06CC')
    .replace(/\u0624/g, '\u0648')
    .replace(/[\u0623\u0625\u0671\u0622]/g, '\u0627')
    .replace(/[\u0629\u06C0]/g, '\u0647')
    .replace(/\u0621/g, '')
    .replace(/\u200C/g, ' ')
    .toLowerCase()
    .replace(/ +/g, ' ')
    .trim()
