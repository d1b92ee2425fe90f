import type { Failure } from '#contract'
import { fa } from './digits'
import { errors } from './errors'
import { reasons } from './reasons'
import { tokenDetail } from './tokens'

const unknown = 'کار انجام نشد؛ آنچه پیش‌تر ذخیره شده سالم است. دوباره بکوشید یا کد را به پشتیبانی بگویید.'

const isKnown = (code: string): code is keyof typeof errors => Object.hasOwn(errors, code)

/** A failure's sentence, with the seconds to wait where the core gave them, and what a token said. */
export const failureText = (failure: Failure): string => {
  const text = isKnown(failure.code) ? errors[failure.code] : unknown
  const wait = failure.details?.['waitSeconds']
  if (typeof wait === 'number' && wait > 0) return `${text} ${fa(Math.ceil(wait))} ثانیه مانده است.`
  const more = tokenDetail(failure.code, failure.details ?? {})
  return more === '' ? text : `${text} ${more}`
}

/** The refused fields as field → sentence, for forms. */
export const fieldErrors = (failure: Failure | null): Record<string, string> =>
  Object.fromEntries((failure?.fields ?? []).map(({ field, reason }) => [field, reasons[reason]]))
