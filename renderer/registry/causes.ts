import type { DeliveryItem, DeliveryState } from '#contract/registry'

export type CauseGroup = { code: string; state: DeliveryState; count: number; items: DeliveryItem[] }

/** States in which a person looks at the cause; the waiting ones need no act of theirs. */
export const troubled = ['conflict', 'rejected', 'deferred'] as const

/** Undelivered operations by cause: what needs a decision first, then the larger group. */
export const groupByCause = (items: readonly DeliveryItem[]): CauseGroup[] => {
  const groups = new Map<string, CauseGroup>()
  for (const item of items) {
    const code = item.error?.code ?? item.state
    const key = `${item.state} ${code}`
    const group = groups.get(key) ?? { code, state: item.state, count: 0, items: [] }
    group.count += 1
    group.items.push(item)
    groups.set(key, group)
  }
  const rank = (state: DeliveryState): number => (troubled as readonly string[]).indexOf(state)
  return [...groups.values()].sort((a, b) => rank(a.state) - rank(b.state) || b.count - a.count)
}

export type StateSums = { delivered: number; waiting: number; attention: number }

/** Delivered is only what has the registry's receipt. */
export const sumStates = (counts: Readonly<Record<DeliveryState, number>>): StateSums => ({
  delivered: counts.acknowledged + counts.settled,
  waiting: counts.queued + counts.in_flight + counts.deferred,
  attention: counts.conflict + counts.rejected,
})
