import { codeText } from './text'
import type { ReasonCode } from './reasons'

/** Mobile number in any usual writing. @returns `09…` with eleven digits. Operator prefixes are no rule: numbers are ported. */
export const parseMobile = (text: string): { value: string } | { reason: ReasonCode } => {
  const bare = codeText(text).replace(/[\s()-]/g, '')
  const local = bare.replace(/^(?:\+98|0098|98|0)?(?=9\d{9}$)/, '0')
  return /^09\d{9}$/.test(local) ? { value: local } : { reason: 'MOBILE_INVALID' }
}
