import { codeText } from './text'
import type { ReasonCode } from './reasons'

const weights = [29, 27, 23, 19, 17] as const

/**
 * National ID of a legal person (شناسۀ ملی): eleven digits, the last a mod-11 check digit.
 * @returns the eleven ASCII digits, or why they are refused.
 */
export const parseLegalId = (text: string): { value: string } | { reason: ReasonCode } => {
  const id = codeText(text).replace(/[-\s]/g, '')
  if (!/^\d{11}$/.test(id)) return { reason: 'LEGAL_ID_LENGTH' }
  if (id.slice(3, 9) === '000000') return { reason: 'LEGAL_ID_CHECKSUM' }
  const digits = [...id].map(Number)
  const shift = (digits[9] ?? 0) + 2
  const sum = digits.slice(0, 10).reduce((total, digit, i) => total + (digit + shift) * (weights[i % 5] ?? 0), 0)
  return ((sum % 11) % 10) === digits[10] ? { value: id } : { reason: 'LEGAL_ID_CHECKSUM' }
}
