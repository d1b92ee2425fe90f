import type { MessageKey, MessagePreview, MessageVars } from '#contract/messages'
import { jalaliText } from '#contract/values/jalali'
import { cutText, fillShort, fillTemplate, sampleValues, smsParts, type Placeholder } from '#contract/values/sms'
import { lightText, toAsciiDigits, toPersianDigits } from '#contract/values/text'
import { isOwnNumber } from '#contract/values/tracking-code'
import type { Reader } from '#db/handle'
import { officeDefaults } from './office-defaults'
import { currentTemplate, templateFaults } from './templates'

export type Composed = { sms: string; text: string; parts: number; templateVersion: number }
/** As much as the registry takes; no reason of ours comes near it. */
const longestText = 4000
type Values = Partial<Record<Placeholder, string>>

/** A value is a word of a sentence: one line, no braces that would look like a placeholder. */
const plain = (value: string): string => lightText(value.replace(/[{}]/g, ''))

const dayText = (day: string): string => (/^\d{4}-\d\d-\d\d$/.test(day) ? toPersianDigits(jalaliText(day)) : plain(day))
/** A number of ours as it is printed; one of somebody else's stays as it was given. */
const numberText = (value: string): string => (isOwnNumber(value) ? toPersianDigits(value) : plain(value))

const printed: Readonly<Record<Exclude<Placeholder, 'code'>, (value: string) => string>> = {
  no: numberText, ref: numberText, date: dayText, due: dayText, bank: plain, place: plain, why: plain,
  phone: (value) => toPersianDigits(plain(value)), n: (value) => toPersianDigits(plain(value)), url: plain,
}

const longNumber = /\d(?:[\d٬,.\s-]{4,})\d/g
const amount = /\d[\d٬,./]*\s*(?:هزار|میلیون|میلیارد)?\s*(?:ریال|تومان)/g
/** What no stranger may read on a screen that lies about: national IDs, account numbers, amounts. */
const discreet = (value: string): string => toPersianDigits(toAsciiDigits(value).replace(amount, '…').replace(longNumber, '…'))

const valuesOf = (db: Reader, template: string, trackingCode: string, vars: MessageVars): Values => {
  const known: MessageVars = { ...(/\{(phone|url)\}/.test(template) ? officeDefaults(db) : {}), ...vars }
  const values: Values = { code: isOwnNumber(trackingCode) ? toPersianDigits(trackingCode.replaceAll('-', '')) : plain(trackingCode) }
  for (const [name, print] of Object.entries(printed) as [keyof typeof printed, (value: string) => string][]) {
    const value = known[name]
    if (value !== undefined) values[name] = print(value)
  }
  return values
}

const forSms = (values: Values): Values => {
  const short = { ...values }
  for (const name of ['why', 'place', 'bank'] as const) {
    const value = values[name]
    if (value !== undefined) short[name] = discreet(value)
  }
  return short
}

/**
 * The two texts of a message by the template of today: the SMS, one part wherever its reason can be cut, without national
 * IDs and amounts; and the message in the system, whole (S0-12, S3-12).
 */
export const compose = (db: Reader, key: MessageKey, trackingCode: string, vars: MessageVars): Composed => {
  const { text, version } = currentTemplate(db, key)
  const values = valuesOf(db, text, trackingCode, vars)
  const sms = fillShort(text, forSms(values))
  return { sms, text: cutText(fillTemplate(text, values), longestText), parts: smsParts(sms).length, templateVersion: version }
}

/** A text that may not be saved yet, with ordinary values and this office's own phone and address. */
export const previewOf = (db: Reader, input: { key: MessageKey; text: string; why: string }): MessagePreview => {
  const { phone, url } = officeDefaults(db)
  const values: Values = {
    ...sampleValues, ...(phone ? { phone: toPersianDigits(phone) } : {}), ...(url ? { url } : {}), ...(input.why.trim() ? { why: plain(input.why) } : {}),
  }
  const template = lightText(input.text)
  const sms = fillShort(template, forSms(values))
  return { sms, text: fillTemplate(template, values), units: sms.length, parts: smsParts(sms).length, ...templateFaults(input.key, template) }
}
