import { computed, type ComputedRef } from 'vue'
import { usePages, type Pages } from '../api'

type Counted = { items: readonly unknown[]; next: string | null; total: number }
type Ask<P extends Counted> = Parameters<typeof usePages<P>>[0]

export type List<P extends Counted> = Pick<Pages<P>, 'failure' | 'loading' | 'more' | 'reload'> & {
  rows: ComputedRef<readonly P['items'][number][]>
  /** Null before the first answer. */
  total: ComputedRef<number | null>
  next: ComputedRef<string | null>
}

/** A list of supporters or of the people they wait for, page by page; it follows what becomes of dossiers. */
export const useList = <P extends Counted>(ask: Ask<P>, idOf: (row: P['items'][number]) => string, filter?: () => unknown): List<P> => {
  const { rows, page, failure, loading, restart, reload, more } = usePages<P>(ask, idOf, { on: ['dossier.changed'], ...(filter ? { filter } : {}) })
  void restart()
  return {
    rows: computed(() => rows.value ?? []), total: computed(() => page.value?.total ?? null), next: computed(() => page.value?.next ?? null),
    failure, loading, more, reload,
  }
}
