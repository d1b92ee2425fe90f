import { codeText } from './text'
import type { ReasonCode } from './reasons'

/**
 * A phone number that people dial, short service numbers and extensions left out: digits with one `-` after the area code.
 * @returns ASCII digits and at most one hyphen (`061-33361234`, `6369`), or why it is refused.
 */
export const parsePhone = (text: string): { value: string } | { reason: ReasonCode } => {
  const bare = codeText(text).replace(/[\s()]/g, '').replace(/[‐‑–—−]/g, '-').replace(/^(?:\+98|0098)(?=\d)/, '0')
  return /^\d{2,5}-\d{4,8}$|^\d{4,11}$/.test(bare) ? { value: bare } : { reason: 'PHONE_INVALID' }
}
