import type { MessageTemplate } from '#contract/messages'
import { fillShort, hasLooseBrace, placeholdersOf, sampleValues, smsParts } from '#contract/values/sms'
import { lightText } from '#contract/values/text'
import { templateWords as words } from '../locale/messages'

const braced = (names: readonly string[]): string => names.map((name) => `{${name}}`).join('، ')

/** What a typed text would cost and what is wrong with it, at every keystroke. */
export const checkTemplate = (typed: string, template: Pick<MessageTemplate, 'allowed' | 'required'>): { units: number; parts: number; faults: string[] } => {
  const text = lightText(typed)
  const sms = fillShort(text, sampleValues)
  const used = placeholdersOf(text)
  const allowed: readonly string[] = template.allowed
  const unknown = used.filter((name) => !allowed.includes(name))
  const missing = template.required.filter((name) => !used.includes(name))
  return {
    units: sms.length, parts: smsParts(sms).length,
    faults: [
      ...(unknown.length > 0 ? [words.unknown(braced(unknown))] : []), ...(missing.length > 0 ? [words.missing(braced(missing))] : []),
      ...(hasLooseBrace(text) ? [words.looseBrace] : []),
    ],
  }
}
