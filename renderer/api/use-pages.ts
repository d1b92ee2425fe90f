import { ref, shallowRef, watch, type Ref, type ShallowRef } from 'vue'
import type { EventName, Failure } from '#contract'
import { useChanges } from './use-changes'

type Page = { items: readonly unknown[]; next: string | number | null }
type Answer<P extends Page> = { ok: true; value: P } | { ok: false; error: Failure }
type RowOf<P extends Page> = P['items'][number]

export type Pages<P extends Page> = {
  /** Null before the first answer. */
  rows: ShallowRef<readonly RowOf<P>[] | null>
  /** The newest answer: counts stand in it, and `next` while there is more. */
  page: ShallowRef<P | null>
  failure: ShallowRef<Failure | null>
  loading: Ref<boolean>
  /** From the beginning; as far as so many rows, one page at least. */
  restart: (atLeast?: number) => Promise<void>
  /** As many rows as stand there, anew. */
  reload: () => Promise<void>
  more: () => Promise<void>
}

/**
 * A list read page by page. What changes is read again as far as somebody has read, so that nobody loses the place; a late
 * answer to an older question is dropped, and a wish for more is never lost to a reading under way. Nothing is read before `restart`.
 * @param ask one page, after the cursor of the page before; null is the first.
 * @param options.on events after which it is read again; options.filter what begins it anew.
 */
export const usePages = <P extends Page>(
  ask: (after: P['next']) => Promise<Answer<P>>, idOf: (row: RowOf<P>) => string, options: { on?: readonly EventName[]; filter?: () => unknown } = {},
): Pages<P> => {
  const rows: Pages<P>['rows'] = shallowRef(null)
  const page: Pages<P>['page'] = shallowRef(null)
  const failure: Pages<P>['failure'] = shallowRef(null)
  const loading = ref(false)
  let turn = 0
  let wanted = 0

  /** Reads on after `known` until enough rows are there. */
  const readOn = async (known: readonly RowOf<P>[], from: P['next']): Promise<void> => {
    const mine = (turn += 1)
    loading.value = true
    let found = known
    let after = from
    do {
      const answer = await ask(after)
      if (mine !== turn) return
      failure.value = answer.ok ? null : answer.error
      loading.value = answer.ok
      if (!answer.ok) return
      const items: readonly RowOf<P>[] = answer.value.items
      const fresh = new Set(items.map(idOf))
      found = [...found.filter((row) => !fresh.has(idOf(row))), ...items]
      after = answer.value.next
      page.value = answer.value
    } while (after !== null && found.length < wanted)
    rows.value = found
    wanted = found.length
    loading.value = false
  }
  const restart = (atLeast = 0): Promise<void> => {
    wanted = atLeast
    return readOn([], null)
  }
  const reload = (): Promise<void> => restart(Math.max(wanted, rows.value?.length ?? 0))
  const more = async (): Promise<void> => {
    const next = page.value?.next ?? null
    if (next === null || rows.value === null) return
    wanted = rows.value.length + 1
    // A reading under way goes on as far.
    if (!loading.value) await readOn(rows.value, next)
  }
  const { on = [], filter } = options
  useChanges(on, reload)
  if (filter) watch(() => JSON.stringify(filter()), () => { void restart() })
  return { rows, page, failure, loading, restart, reload, more }
}
