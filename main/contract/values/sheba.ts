import { isValidIBAN } from 'ibantools'
import { codeText } from './text'
import type { ReasonCode } from './reasons'

/** Sheba (Iran's IBAN). `IR` may be left out when exactly 24 digits were typed. Reserved check digits 00, 01, 99 are refused. */
export const parseSheba = (text: string): { value: string } | { reason: ReasonCode } => {
  const typed = codeText(text).replace(/[\s-]/g, '').toUpperCase()
  const iban = /^\d{24}$/.test(typed) ? `IR${typed}` : typed
  if (!/^IR\d{24}$/.test(iban)) return { reason: 'SHEBA_LENGTH' }
  if (/^IR(?:00|01|99)/.test(iban) || !isValidIBAN(iban)) return { reason: 'SHEBA_CHECKSUM' }
  return { value: iban }
}

/** The bank's three digits inside a Sheba: a label, never a reason to refuse. */
export const bankCodeOf = (sheba: string): string => sheba.slice(4, 7)
