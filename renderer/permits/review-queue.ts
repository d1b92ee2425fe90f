import type { QueueItem } from '#contract/permits'

export type Urgency = 'overdue' | 'soon' | 'other'
export const queueFilters = ['all', 'overdue', 'soon', 'conditional', 'loan', 'refuse'] as const
export type QueueFilter = (typeof queueFilters)[number]

/** S0-10: late, at most three days left, or neither. A dossier whose clock stands has no hurry. */
export const urgencyOf = (item: QueueItem): Urgency => {
  const left = item.clock.daysLeft
  if (left === null) return 'other'
  return left < 0 ? 'overdue' : left <= 3 ? 'soon' : 'other'
}

const tests: Record<QueueFilter, (item: QueueItem) => boolean> = {
  all: () => true,
  overdue: (item) => urgencyOf(item) === 'overdue',
  soon: (item) => urgencyOf(item) === 'soon',
  conditional: (item) => item.conditional,
  loan: (item) => item.loanWanted,
  refuse: (item) => item.proposal === 'refuse',
}

/** How many each filter shows, so that no chip needs a click to tell. */
export const filterCounts = (items: readonly QueueItem[]): Record<QueueFilter, number> => {
  const count = (filter: QueueFilter): number => items.filter(tests[filter]).length
  return { all: items.length, overdue: count('overdue'), soon: count('soon'), conditional: count('conditional'), loan: count('loan'), refuse: count('refuse') }
}

const rank: Record<Urgency, number> = { overdue: 0, soon: 1, other: 2 }

/** The filtered queue with its groups together; inside a group the core's order (most urgent first) stays. */
export const arranged = (items: readonly QueueItem[], filter: QueueFilter): QueueItem[] =>
  items
    .map((item, at) => ({ item, at }))
    .filter(({ item }) => tests[filter](item))
    .sort((a, b) => rank[urgencyOf(a.item)] - rank[urgencyOf(b.item)] || a.at - b.at)
    .map(({ item }) => item)

/** The row to stand on after one left the list: the next, or the last. */
export const neighbourOf = (items: readonly QueueItem[], id: string): string | null => {
  const at = items.findIndex((item) => item.dossierId === id)
  return (items[at + 1] ?? items[at - 1])?.dossierId ?? null
}
