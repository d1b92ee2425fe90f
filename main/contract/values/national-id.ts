import { codeText } from './text'
import type { ReasonCode } from './reasons'

/**
 * Iranian national ID: ten digits, the last a mod-11 check digit. Never padded silently.
 * @returns the ten ASCII digits, or why they are refused.
 */
export const parseNationalId = (text: string): { value: string } | { reason: ReasonCode } => {
  const id = codeText(text).replace(/[-\s]/g, '')
  if (!/^\d{10}$/.test(id)) return { reason: 'NATIONAL_ID_LENGTH' }
  if (/^(\d)\1{9}$/.test(id) || id.slice(3, 9) === '000000') return { reason: 'NATIONAL_ID_REPEATED' }
  const sum = [...id.slice(0, 9)].reduce((total, digit, i) => total + Number(digit) * (10 - i), 0)
  const rest = sum % 11
  const check = rest < 2 ? rest : 11 - rest
  return check === Number(id[9]) ? { value: id } : { reason: 'NATIONAL_ID_CHECKSUM' }
}
