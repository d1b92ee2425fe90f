import { z } from 'zod'
import type { ReasonCode } from './reasons'
import { codeText, hasBidiOverride, lightText } from './text'
import { parseJalali } from './jalali'
import { parseLegalId } from './legal-id'
import { parseMobile } from './mobile'
import { parseNationalId } from './national-id'
import { parsePhone } from './phone'
import { parsePostalCode } from './postal-code'
import { parseSheba } from './sheba'

type Parse = (text: string) => { value: string } | { reason: ReasonCode }

const fail = (ctx: z.RefinementCtx, reason: ReasonCode): typeof z.NEVER => {
  ctx.addIssue({ code: 'custom', message: reason })
  return z.NEVER
}

/** A typed text that becomes a stored code through one of the parsers; empty is REQUIRED. */
const coded = (parse: Parse) =>
  z.string().transform((text, ctx) => {
    if (codeText(text) === '') return fail(ctx, 'REQUIRED')
    const parsed = parse(text)
    return 'value' in parsed ? parsed.value : fail(ctx, parsed.reason)
  })

/** The same, where an empty field means "none". */
export const optional = <T extends z.ZodType>(schema: T) =>
  z.union([z.literal('').transform(() => null), z.null(), schema]).default(null)

export const nationalId = coded(parseNationalId)
export const legalId = coded(parseLegalId)
export const mobile = coded(parseMobile)
export const phone = coded(parsePhone)
export const postalCode = coded(parsePostalCode)
export const sheba = coded(parseSheba)
/** Jalali text in, ISO day out. */
export const jalaliDay = coded(parseJalali)

/** A code out of a catalogue, typed with any digits; whether it exists is for the catalogue to say. */
export const catalogueCode = (form: RegExp, reason: ReasonCode) =>
  coded((text) => (form.test(codeText(text)) ? { value: codeText(text) } : { reason }))

/** A line of Persian text as stored; bidi overrides are refused, not dropped (a name must read as it is signed). */
export const line = (max: number, min = 1) =>
  z.string().transform((text, ctx) => {
    // Half of a surrogate pair has no UTF-8 and no canonical form.
    if (!text.isWellFormed()) return fail(ctx, 'INVALID')
    if (hasBidiOverride(text)) return fail(ctx, 'BIDI_CONTROL')
    const light = lightText(text)
    if (light.length < min) return fail(ctx, light === '' ? 'REQUIRED' : 'TOO_SHORT')
    return light.length > max ? fail(ctx, 'TOO_LONG') : light
  })

/** What is looked up, sent or kept just as it is: whole letters, and nothing that can't be seen or turns its reading round. */
export const plain = (max: number, min = 0) =>
  z.string().min(min, 'REQUIRED').max(max, 'TOO_LONG').superRefine((text, ctx) => {
    if (!text.isWellFormed() || /(?!\s)\p{Cc}/u.test(text)) fail(ctx, 'INVALID')
    else if (hasBidiOverride(text)) fail(ctx, 'BIDI_CONTROL')
  })

/** A person's name: Persian letters, spaces and half-spaces, and at least one letter among them. */
export const personName = line(60).pipe(
  z.string().regex(/^(?=.*\p{L})[\u0621-\u063A\u0641-\u065F\u0670-\u06D3\u200C ()]+$/u, 'NOT_PERSIAN_NAME'),
)

/** Whole rial, typed with any digits and thousands separators, or given as a number. */
export const rial = z.union([z.string(), z.number()]).transform((typed, ctx) => {
  const text = codeText(String(typed)).replace(/[,٬،\s]/g, '')
  if (text === '') return fail(ctx, 'REQUIRED')
  if (!/^\d+$/.test(text)) return fail(ctx, 'NOT_A_NUMBER')
  const amount = Number(text)
  return Number.isSafeInteger(amount) ? amount : fail(ctx, 'NUMBER_TOO_LARGE')
})

/** A count typed with any digits. */
export const wholeNumber = (min: number, max: number) =>
  rial.pipe(z.number().min(min, 'NUMBER_TOO_SMALL').max(max, 'NUMBER_TOO_LARGE'))

export const uuid = z.string().regex(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}$/, 'INVALID')
export const digest = z.string().regex(/^[A-Za-z0-9_-]{43}$/, 'INVALID')
export const passphrase = z.string().min(1, 'REQUIRED').max(1024, 'TOO_LONG').transform((p) => p.normalize('NFC'))
