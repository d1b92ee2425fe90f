import type { DeskFilter, Look } from '#contract/desk'
import type { QueueItem } from '#contract/permits'
import { searchKey } from '#contract/values/text'

export type Urgency = NonNullable<DeskFilter['urgency']>

/** S0-10: late, at most three days left, or neither. A dossier whose clock stands has no hurry. */
export const urgencyOf = (item: QueueItem): Urgency => {
  const left = item.clock.daysLeft
  if (left === null) return 'other'
  return left < 0 ? 'overdue' : left <= 3 ? 'soon' : 'other'
}

export const noFilter: Readonly<DeskFilter> = {
  text: '', urgency: null, look: null, marked: null, conditional: null, loanWanted: null, proposal: null, fieldCode: null, countyCode: null,
  activityType: null, caseType: null, reviewer: null,
}

/** What each member of a filter asks of a row; null and '' ask nothing. */
const tests: { [M in keyof DeskFilter]: (item: QueueItem, wanted: NonNullable<DeskFilter[M]>) => boolean } = {
  text: (item, wanted) => {
    const key = searchKey(wanted)
    return [item.name, item.trackingCode, item.fieldTitle, item.countyTitle].some((text) => searchKey(text).includes(key))
  },
  urgency: (item, wanted) => urgencyOf(item) === wanted,
  look: (item, wanted) => (wanted === 'changed' ? item.look === 'changed' : item.look !== 'same'),
  marked: (item, wanted) => item.marks.length > 0 === wanted,
  conditional: (item, wanted) => item.conditional === wanted,
  loanWanted: (item, wanted) => item.loanWanted === wanted,
  proposal: (item, wanted) => item.proposal === wanted,
  fieldCode: (item, wanted) => item.fieldCode === wanted,
  countyCode: (item, wanted) => item.countyCode === wanted,
  activityType: (item, wanted) => item.activityType === wanted,
  caseType: (item, wanted) => item.caseType === wanted,
  reviewer: (item, wanted) => item.reviewedBy === wanted,
}

const passes = <M extends keyof DeskFilter>(item: QueueItem, filter: DeskFilter, member: M): boolean => {
  const wanted = filter[member]
  return wanted === null || wanted === '' || tests[member](item, wanted)
}
const members = Object.keys(tests) as (keyof DeskFilter)[]
const fits = (item: QueueItem, filter: DeskFilter): boolean => members.every((member) => passes(item, filter, member))

/** How many members narrow. */
export const narrowing = (filter: DeskFilter): number => members.filter((member) => filter[member] !== null && filter[member] !== '').length

/** Filters of one press, in the order of the row; each sets one member and lets it go again. */
export const quickFilters = [
  { id: 'overdue', member: 'urgency', value: 'overdue' }, { id: 'soon', member: 'urgency', value: 'soon' }, { id: 'unread', member: 'look', value: 'unread' },
  { id: 'changed', member: 'look', value: 'changed' }, { id: 'marked', member: 'marked', value: true }, { id: 'conditional', member: 'conditional', value: true },
  { id: 'loan', member: 'loanWanted', value: true }, { id: 'refuse', member: 'proposal', value: 'refuse' },
] as const
export type QuickFilter = (typeof quickFilters)[number]

/** The filter with one member pressed. */
export const pressed = (filter: DeskFilter, { member, value }: QuickFilter): DeskFilter => ({ ...filter, [member]: value })
export const isPressed = (filter: DeskFilter, { member, value }: QuickFilter): boolean => filter[member] === value

/** How many rows each press would show beside what narrows already, so that no chip needs a click to tell. */
export const quickCounts = (items: readonly QueueItem[], filter: DeskFilter): Record<QuickFilter['id'], number> =>
  Object.fromEntries(quickFilters.map((quick) => [quick.id, items.filter((item) => fits(item, pressed(filter, quick))).length])) as Record<QuickFilter['id'], number>

/** Members that are chosen from what the queue holds. */
export const choices = {
  fieldCode: (item: QueueItem): [string, string] => [item.fieldCode, item.fieldTitle],
  countyCode: (item: QueueItem): [string, string] => [item.countyCode, item.countyTitle],
  activityType: (item: QueueItem): [string, string] => [item.activityType, ''],
  caseType: (item: QueueItem): [string, string] => [item.caseType, ''],
  reviewer: (item: QueueItem): [string, string] => [item.reviewedBy, ''],
} as const
export type ChoiceMember = keyof typeof choices
export const choiceMembers = Object.keys(choices) as ChoiceMember[]

/** The values of a member in the queue beside what narrows otherwise, with their counts; a chosen one stays offered. */
export const valuesOf = (items: readonly QueueItem[], filter: DeskFilter, member: ChoiceMember): { value: string; title: string; count: number }[] => {
  const others = { ...filter, [member]: null }
  const found = new Map<string, { value: string; title: string; count: number }>()
  for (const item of items) {
    const [value, title] = choices[member](item)
    const entry = found.get(value) ?? { value, title, count: 0 }
    if (fits(item, others)) entry.count += 1
    found.set(value, entry)
  }
  return [...found.values()].filter(({ value, count }) => count > 0 || value === filter[member])
}

const rank: Record<Urgency, number> = { overdue: 0, soon: 1, other: 2 }

/**
 * The filtered queue with its groups together; inside a group the core's order (most urgent first) stays. `keep`: the row
 * she stands on, as it was when she came, stays until she leaves it, though it is read now and the filter wants unread ones.
 */
export const arranged = (items: readonly QueueItem[], filter: DeskFilter, keep: { id: string; look: Look } | null = null): QueueItem[] =>
  items
    .map((item, at) => ({ item, at, rank: rank[urgencyOf(item)] }))
    .filter(({ item }) => fits(item, filter) || (item.dossierId === keep?.id && fits({ ...item, look: keep.look }, filter)))
    .sort((a, b) => a.rank - b.rank || a.at - b.at)
    .map(({ item }) => item)

/** The row to stand on after one left the list: the next, or the last. */
export const neighbourOf = (items: readonly QueueItem[], id: string): string | null => {
  const at = items.findIndex((item) => item.dossierId === id)
  return (items[at + 1] ?? items[at - 1])?.dossierId ?? null
}

/** The next row below, or from the top again, that was never looked at or changed since; null when there is none. */
export const nextUnread = (items: readonly QueueItem[], id: string | null, aside: ReadonlySet<string> = new Set()): string | null => {
  const at = items.findIndex((item) => item.dossierId === id)
  const turned = [...items.slice(at + 1), ...items.slice(0, Math.max(0, at))]
  return turned.find((item) => item.look !== 'same' && !aside.has(item.dossierId))?.dossierId ?? null
}
