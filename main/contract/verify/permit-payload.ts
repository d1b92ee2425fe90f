import { z } from 'zod'
import type { PermitPayload } from '../permit-members'
import { isOwnNumber } from '../values/tracking-code'
import { instantForm } from './instant'
import { isPrinted } from './printed-text'
import { placesInList } from './status-list'

type Check = (value: unknown) => boolean
type Members = { readonly [member: string]: { is: Check; mayLack: boolean } }

const must = (is: Check): Members[string] => ({ is, mayLack: false })
const may = (is: Check): Members[string] => ({ is, mayLack: true })
const exactly = (one: string | number | true): Check => (value) => value === one
const like = (form: RegExp): Check => (value) => typeof value === 'string' && form.test(value)
const printed = (most: number): Check => (value) => typeof value === 'string' && isPrinted(value, most)
const count = (most: number): Check => (value) => Number.isSafeInteger(value) && Number(value) >= 1 && Number(value) <= most

/** Days that there are, also 29 February of leap years alone. */
const day = like(z.regexes.date)
const unit = like(/^\d{4}$/)
const digest = like(/^[A-Za-z0-9_-]{43}$/)
const activities: ReadonlySet<unknown> = new Set(['independent', 'covered', 'supporter_natural', 'supporter_legal'])

const statusPlace: Check = (value) => {
  if (typeof value !== 'string' || !/^\d{4}-[1-9]\d{0,3}:\d{1,6}$/.test(value)) return false
  const place = value.slice(value.indexOf(':') + 1)
  return Number(place) < placesInList && String(Number(place)) === place
}

/** Members that every document has. Nothing else may be there: a verifier never passes on what it does not understand. */
const shared: Members = {
  v: must(exactly(1)),
  no: must((value) => typeof value === 'string' && isOwnNumber(value)),
  iss: must(unit),
  on: must(day),
  at: must(like(instantForm)),
  till: may(day),
  skl: may(day),
  name: must(printed(121)),
  id4: must(unit),
  act: must((value) => activities.has(value)),
  cov: may(count(1000)),
  prev: may(digest),
  fld: must(like(/^[A-Za-z0-9-]{1,16}$/)),
  fn: must(printed(120)),
  cty: must(unit),
  cond: must(count(Number.MAX_SAFE_INTEGER)),
  face: must(digest),
  st: must(statusPlace),
  test: may(exactly(true)),
}

/** Whose hand it bears says which document it is, and what more it must have. */
const forms = [
  { post: 'director', letter: 'P', members: { ...shared, k: must(exactly('permit')), post: must(exactly('director')) } },
  { post: 'acting', letter: 'P', members: { ...shared, k: must(exactly('permit')), post: must(exactly('acting')), del: must(digest) } },
  { post: 'seal', letter: 'C', members: { ...shared, k: must(exactly('confirmation')), post: must(exactly('seal')), vis: must(day), loan: must(day) } },
].map(({ members, ...form }) => ({ ...form, members: Object.entries(members) }))

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> => typeof value === 'object' && value !== null

const isPermitPayload = (value: Readonly<Record<string, unknown>>): boolean => {
  const form = forms.find(({ post }) => post === value['post'])
  if (!form) return false
  let known = 0
  for (const [name, { is, mayLack }] of form.members) {
    const member = value[name]
    if (member !== undefined) {
      if (!is(member)) return false
      known += 1
    } else if (!mayLack) {
      return false
    }
  }
  const [no, iss, st] = [String(value['no']), String(value['iss']), String(value['st'])]
  return known === Object.keys(value).length && no.startsWith(`${form.letter}-${iss}-`) && st.startsWith(`${iss}-`)
}

/**
 * The payload of docs/formats/permit.md, closed: unknown, missing or null members are refused. Every verification asks this,
 * so it is a table of checks of its own; zod's way of saying the same, which the tests hold beside it, costs half a signature.
 * @returns null for anything else.
 */
export const readPermitPayload = (value: unknown): PermitPayload | null =>
  // The table above is the type, member by member.
  isRecord(value) && isPermitPayload(value) ? (value as PermitPayload) : null
