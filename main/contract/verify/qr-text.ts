/** Digit pairs stand for characters `-` (00) to `z` (77). */
const first = 45
const pairs = /^(?:[0-6]\d|7[0-7])+$/

/** A compact JWS as digits: a QR code then packs ten bits into three of them, and stays five versions smaller (domain model §6). */
export const toQrDigits = (token: string): string => [...token].map((c) => String(c.charCodeAt(0) - first).padStart(2, '0')).join('')

/** What a code says: digits of ours are turned back, anything else stays as it is. A JWS is never digits alone: it has dots. */
export const fromQrText = (text: string): string =>
  pairs.test(text) ? (text.match(/../g) ?? []).map((pair) => String.fromCharCode(Number(pair) + first)).join('') : text

/** A permit file is one line: takes exactly one line break off its end. */
export const oneLine = (text: string): string => text.replace(/\r?\n$/, '')

/** The signed text in what a person gave: a file, a paste, or what a code said. */
export const givenText = (text: string): string => fromQrText(oneLine(text))
