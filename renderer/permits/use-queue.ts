import { computed, type ComputedRef, type ShallowRef } from 'vue'
import type { Failure } from '#contract'
import type { QueueItem } from '#contract/permits'
import { useQuery } from '../api'

/** The Director's queue, read again when dossiers change. */
export const useQueue = (): {
  items: ComputedRef<readonly QueueItem[] | null>
  failure: ShallowRef<Failure | null>
  reload: () => Promise<void>
} => {
  const { value, failure, reload } = useQuery('permits.queue', () => ({}), ['dossier.changed'])
  return { items: computed(() => value.value?.items ?? null), failure, reload }
}
