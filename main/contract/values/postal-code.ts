import { codeText } from './text'
import type { ReasonCode } from './reasons'

/** Ten digits, not all equal, not starting with 0; one dash or space after the fifth is forgiven. */
export const parsePostalCode = (text: string): { value: string } | { reason: ReasonCode } => {
  const code = codeText(text).replace(/^(\d{5})[- ](\d{5})$/, '$1$2')
  if (!/^\d{10}$/.test(code)) return { reason: 'POSTAL_CODE_LENGTH' }
  if (code.startsWith('0') || /^(\d)\1{9}$/.test(code)) return { reason: 'POSTAL_CODE_INVALID' }
  return { value: code }
}
