import { ref, shallowRef, watch, type Ref, type ShallowRef } from 'vue'
import type { Failure, InputOf, OutputOf } from '#contract'
import { useQuery } from '../api'

type Paged = 'supporters.listPool' | 'supporters.list'
type RowOf<N extends Paged> = OutputOf<N>['items'][number]

export type Pages<N extends Paged> = {
  rows: ShallowRef<RowOf<N>[]>
  /** Null before the first answer. */
  total: Ref<number | null>
  next: Ref<string | null>
  failure: ShallowRef<Failure | null>
  loading: Ref<boolean>
  more: () => void
  reload: () => Promise<void>
}

/** A list read page by page; another filter, or a change of some dossier, begins it anew. */
export const usePages = <N extends Paged>(name: N, filter: () => InputOf<N>, idOf: (row: RowOf<N>) => string): Pages<N> => {
  const rows: Pages<N>['rows'] = shallowRef([])
  const total = ref<number | null>(null)
  const next = ref<string | null>(null)
  const after = ref<string | null>(null)
  const { value, failure, loading, reload: read } = useQuery(name, () => ({ ...filter(), after: after.value }), ['dossier.changed'])
  watch(() => JSON.stringify(filter()), () => { after.value = null })
  watch(value, (page) => {
    if (!page) return
    const items = page.items as RowOf<N>[]
    const known = after.value === null ? [] : rows.value
    const fresh = new Set(items.map(idOf))
    rows.value = [...known.filter((row) => !fresh.has(idOf(row))), ...items]
    total.value = page.total
    next.value = page.next
  })
  const reload = async (): Promise<void> => {
    if (after.value === null) await read()
    else after.value = null
  }
  return { rows, total, next, failure, loading, reload, more: () => { after.value = next.value } }
}
