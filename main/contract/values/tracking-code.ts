import { codeText } from './text'

const damm = [
  '0317598642', '7092154863', '4206871359', '1750983426', '6123045978',
  '3674209581', '5869720134', '8945362017', '9438617205', '2581436790',
] as const

/** Damm check digit over a string of ASCII digits: finds every single wrong digit and every swap of neighbours. */
export const dammDigit = (digits: string): string => {
  let row = '0'
  for (const digit of digits) row = damm[Number(row)]![Number(digit)]!
  return row
}

export type NumberKind = 'T' | 'P' | 'C' | 'R' | 'B' | 'A'

/**
 * A number of ours, `K-UUUU-Y-SS-NNNNN-C` (domain model §10).
 * @param year Jalali year, four digits; tracking codes carry its last two.
 */
export const composeNumber = (
  kind: NumberKind, unit: string, year: number, slot: number, serial: number,
): string => {
  const y = kind === 'T' ? String(year % 100).padStart(2, '0') : String(year)
  const parts = [unit, y, String(slot).padStart(2, '0'), String(serial).padStart(5, '0')]
  return `${kind}-${parts.join('-')}-${dammDigit(parts.join(''))}`
}

/**
 * A typed code of ours in any digit set, with or without letter and hyphens.
 * @returns the stored form, or null when it is not one (it may still be a central code).
 */
export const parseTrackingCode = (text: string): string | null => {
  const typed = codeText(text).replace(/^[Ttخ]/, '').replace(/[-\s\u200C\u0640]/g, '')
  if (!/^\d{14}$/.test(typed) || dammDigit(typed) !== '0') return null
  return `T-${typed.slice(0, 4)}-${typed.slice(4, 6)}-${typed.slice(6, 8)}-${typed.slice(8, 13)}-${typed.slice(13)}`
}

/**
 * A typed permit or confirmation number in any digit set and letter case. Its check digit may be wrong: a forged number is
 * asked about too.
 * @returns the stored form, or null when the text has another form.
 */
export const typedPermitNumber = (text: string): string | null => {
  const typed = codeText(text).toUpperCase().replace(/\s/g, '')
  return /^[PC]-\d{4}-\d{4}-\d{2}-\d{5}-\d$/.test(typed) ? typed : null
}

/** Whether a text is a whole number of ours with its right check digit; only tracking codes have the short year. */
export const isOwnNumber = (text: string): boolean =>
  /^(?:T-\d{4}-\d{2}|[PCRBA]-\d{4}-\d{4})-\d{2}-\d{5}-\d$/.test(text) && dammDigit(text.replace(/\D/g, '')) === '0'
