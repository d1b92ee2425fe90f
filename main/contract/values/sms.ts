/** Placeholders that a message template may hold; `code` is the tracking code, `phone` and `url` come from the settings unless given. */
export const placeholderNames = ['code', 'no', 'ref', 'date', 'due', 'bank', 'place', 'why', 'phone', 'n', 'url'] as const
export type Placeholder = (typeof placeholderNames)[number]

/** Persian has no place in the GSM alphabet: every text is UCS-2, 70 units in one part, 67 in each of several. */
export const onePart = 70
const eachOfSeveral = 67

/** One UTF-16 unit of a pair that may not be torn. */
const isHigh = (unit: number): boolean => unit >= 0xd800 && unit <= 0xdbff
const isLow = (unit: number): boolean => unit >= 0xdc00 && unit <= 0xdfff

/** Where a text may be cut at `at` or earlier, so that no surrogate pair is torn. */
const cutBefore = (text: string, at: number): number =>
  at > 0 && at < text.length && isHigh(text.charCodeAt(at - 1)) && isLow(text.charCodeAt(at)) ? at - 1 : at

/** The parts that the network will make of a text; a surrogate pair stays in one of them. Never none. */
export const smsParts = (text: string): string[] => {
  if (text.length <= onePart) return [text]
  const parts: string[] = []
  for (let from = 0; from < text.length;) {
    const rest = text.slice(from)
    const take = cutBefore(rest, Math.min(eachOfSeveral, rest.length))
    parts.push(rest.slice(0, take))
    from += take
  }
  return parts
}

const ellipsis = '…'

/** At most `units` UTF-16 units of a text, cut at a space where there is one, with «…»; empty when not even that has room. */
export const cutText = (text: string, units: number): string => {
  if (text.length <= units) return text
  if (units < 2) return ''
  const room = text.slice(0, cutBefore(text, units - 1))
  const space = room.lastIndexOf(' ')
  return `${(space >= room.length / 2 ? room.slice(0, space) : room).replace(/[\s\u200C،؛.:]+$/, '')}${ellipsis}`
}

const anyPlaceholder = /\{([^{}]*)\}/g

/** Every `{…}` of a template, known or not, once each, in order. */
export const placeholdersOf = (template: string): string[] => [...new Set([...template.matchAll(anyPlaceholder)].map((match) => match[1] ?? ''))]

/** A brace that belongs to no placeholder would reach the citizen as it is. */
export const hasLooseBrace = (template: string): boolean => /[{}]/.test(template.replace(anyPlaceholder, ''))

/** Puts values in; one without a value becomes a dash, so that no citizen ever sees `{why}`. */
export const fillTemplate = (template: string, values: Readonly<Partial<Record<Placeholder, string>>>): string =>
  template.replace(anyPlaceholder, (_, name: string) => (Object.hasOwn(values, name) ? values[name as Placeholder] : undefined) || '—')

/** Free texts, that is those that may have to be cut, the one that can best be spared first. */
const cuttable: readonly Placeholder[] = ['why', 'place', 'bank']

/**
 * The text of the SMS: filled, and if that is longer than one part, its free texts cut there (the whole of them stands in the
 * system message). What can't be made short enough stays in several parts rather than lose a number or a date.
 */
export const fillShort = (template: string, values: Readonly<Partial<Record<Placeholder, string>>>): string => {
  const kept = { ...values }
  let text = fillTemplate(template, kept)
  for (const name of cuttable) {
    const value = kept[name]
    if (text.length <= onePart || value === undefined || !template.includes(`{${name}}`)) continue
    const times = template.split(`{${name}}`).length - 1
    const room = Math.floor((onePart - (text.length - value.length * times)) / times)
    kept[name] = cutText(value, Math.max(room, least))
    text = fillTemplate(template, kept)
  }
  return text
}
/** Below this a cut text says nothing; two parts are better then. */
const least = 8

/** Longest ordinary values of each placeholder: what the length of a template is counted with. */
export const sampleValues: Readonly<Record<Placeholder, string>> = {
  code: 'T۰۶۰۳۰۵۰۲۰۰۱۲۳۵', no: 'P-۰۶۰۰-۱۴۰۵-۰۱-۰۰۰۴۲-۷', ref: 'R-۰۶۰۰-۱۴۰۵-۰۱-۰۰۰۱۷-۴', date: '۱۴۰۵/۰۸/۳۰', due: '۱۴۰۵/۱۰/۱۵', bank: 'توسعه تعاون',
  place: 'اداره اهواز', why: 'کارت بهداشت', phone: '۰۶۱۳۳۳۶۰۰۰۰', n: '۳۰', url: 'zrm.mcls.gov.ir',
}
