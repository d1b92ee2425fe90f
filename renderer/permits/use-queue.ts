import { computed, onScopeDispose, type ComputedRef, type ShallowRef } from 'vue'
import type { Failure } from '#contract'
import type { QueueItem } from '#contract/permits'
import { on, useQuery } from '../api'

/** The Director's queue, read again when dossiers change: many changes at once are one reading. */
export const useQueue = (): {
  items: ComputedRef<readonly QueueItem[] | null>
  failure: ShallowRef<Failure | null>
  reload: () => Promise<void>
} => {
  const { value, failure, reload } = useQuery('permits.queue', () => ({}))
  let waiting: ReturnType<typeof setTimeout> | undefined
  const stop = on('dossier.changed', () => {
    clearTimeout(waiting)
    waiting = setTimeout(() => { void reload() }, 120)
  })
  onScopeDispose(() => {
    clearTimeout(waiting)
    stop()
  })
  return { items: computed(() => value.value?.items ?? null), failure, reload }
}
