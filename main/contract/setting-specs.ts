import { z } from 'zod'
import { line, optional, wholeNumber } from './values/fields'
import { codeText } from './values/text'

/** The heading a setting stands under on its screen. */
export const settingGroups = ['intake', 'deadlines', 'loans', 'signing', 'office', 'addresses', 'texts'] as const
export type SettingGroup = (typeof settingGroups)[number]

export type SettingSpec<T> = {
  group: SettingGroup
  /** Requirement clauses it answers to; empty where the sources are silent. */
  clauses: readonly string[]
  /** A change moves the last day of running dossiers: the screen asks again. */
  movesDeadlines: boolean
  kind: 'choice' | 'flag' | 'number' | 'days' | 'line' | 'text'
  options: readonly string[]
  /** Stored form of the value until the office decides otherwise (domain model §11). */
  fallback: string
  /** Typed text in, the value out; refuses with reason codes. */
  parse: z.ZodType<T, unknown>
  /** The value's stored text. */
  write: (value: T) => string
}

type Place = { group: SettingGroup; clauses?: readonly string[]; movesDeadlines?: boolean }
const placed = ({ group, clauses = [], movesDeadlines = false }: Place) => ({ group, clauses, movesDeadlines })

/** One of a few ways. */
export const choice = <const O extends readonly [string, ...string[]]>(options: O, place: Place): SettingSpec<O[number]> => ({
  ...placed(place), kind: 'choice', options, fallback: options[0], parse: z.enum(options, 'UNKNOWN_VALUE'), write: (value) => value,
})

/** On or off. */
export const flag = (on: boolean, place: Place): SettingSpec<boolean> => ({
  ...placed(place), kind: 'flag', options: ['no', 'yes'], fallback: on ? 'yes' : 'no',
  parse: z.enum(['no', 'yes'], 'FLAG_UNKNOWN').transform((word) => word === 'yes'), write: (value) => (value ? 'yes' : 'no'),
})

/** A whole number within bounds. */
export const count = (fallback: number, [min, max]: readonly [number, number], place: Place): SettingSpec<number> => ({
  ...placed(place), kind: 'number', options: [], fallback: String(fallback), parse: wholeNumber(min, max), write: String,
})

/** A whole number, or nothing: then the rule does not exist. */
export const maybeCount = ([min, max]: readonly [number, number], place: Place): SettingSpec<number | null> => ({
  ...placed(place), kind: 'number', options: [], fallback: '', parse: optional(wholeNumber(min, max)), write: (value) => (value === null ? '' : String(value)),
})

export const weekDayNames = ['saturday', 'sunday', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday'] as const
export type WeekDay = (typeof weekDayNames)[number]

/** Days of the week, in their order; never all seven. */
export const weekDays = (fallback: readonly WeekDay[], place: Place): SettingSpec<WeekDay[]> => ({
  ...placed(place), kind: 'days', options: weekDayNames, fallback: fallback.join('|'),
  parse: z.string().transform((text) => text.split('|').map((part) => part.trim()).filter((part) => part !== ''))
    .pipe(z.array(z.enum(weekDayNames, 'UNKNOWN_VALUE')).max(6, 'TOO_LONG'))
    .transform((days) => weekDayNames.filter((day) => days.includes(day))),
  write: (days) => days.join('|'),
})

/** One line of text. */
export const words = (fallback: string, max: number, place: Place): SettingSpec<string> => ({
  ...placed(place), kind: 'line', options: [], fallback, parse: line(max, 0), write: (value) => value,
})

/** Text of several lines, each kept as a line of its own. */
export const longText = (fallback: string, max: number, place: Place): SettingSpec<string> => ({
  ...placed(place), kind: 'text', options: [], fallback, parse: paragraphs(max), write: (value) => value,
})

/** Lines of text, each in its stored form; at most one blank line between two. */
export const paragraphs = (max: number, min = 0) =>
  z.string().transform((typed, ctx) => {
    const lines = typed.split(/\r\n|\n|\r/).map((one) => line(max, 0).safeParse(one))
    const text = lines.map(({ data }) => data ?? '').join('\n').replace(/\n{3,}/g, '\n\n').trim()
    // The text is one field of its form: a line at fault is the field at fault.
    const refused = lines.find(({ error }) => error)?.error?.issues[0]?.message
    const reason = refused ?? (text.length < min ? (text === '' ? 'REQUIRED' : 'TOO_SHORT') : text.length > max ? 'TOO_LONG' : null)
    if (!reason) return text
    ctx.addIssue({ code: 'custom', message: reason })
    return z.NEVER
  })

const hostForm = /^(?:https:\/\/)?[a-z0-9](?:[a-z0-9-]*[a-z0-9])?(?:\.[a-z0-9](?:[a-z0-9-]*[a-z0-9])?)+(?:\/[\w./~-]*)?$/i

/** A web address as it is read out and printed: no scheme but https, no user, no port, no query. */
export const address = (fallback: string, place: Place): SettingSpec<string> => ({
  ...placed(place), kind: 'line', options: [], fallback,
  parse: z.string().transform(codeText).pipe(z.union([z.literal(''), z.string().max(120, 'TOO_LONG').regex(hostForm, 'ADDRESS_FORMAT')])), write: (value) => value,
})

/** A telephone number as it is printed; short numbers count. */
export const phone = (fallback: string, place: Place): SettingSpec<string> => ({
  ...placed(place), kind: 'line', options: [], fallback,
  parse: z.string().transform((text) => codeText(text).replace(/[\s()]/g, '')).pipe(z.union([z.literal(''), z.string().regex(/^\d{3,5}(?:-?\d{2,8})?$/, 'PHONE_INVALID')])),
  write: (value) => value,
})

