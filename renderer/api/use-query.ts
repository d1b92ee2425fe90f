import { ref, shallowRef, watch, type Ref, type ShallowRef } from 'vue'
import type { EventName, Failure, InputOf, OperationName, OutputOf } from '#contract'
import { call } from './client'
import { useChanges } from './use-changes'

export type Query<N extends OperationName> = {
  /** The newest answer; the old one stays while a new one is on its way. */
  value: ShallowRef<OutputOf<N> | null>
  failure: ShallowRef<Failure | null>
  loading: Ref<boolean>
  reload: () => Promise<void>
}

/**
 * Reads an operation now, whenever its input changes, and on the given events, which are gathered.
 * A late answer to an older question is dropped. `input` returning null asks nothing.
 */
export const useQuery = <N extends OperationName>(
  name: N, input: () => InputOf<N> | null, refreshOn: readonly EventName[] = [],
): Query<N> => {
  const value: Query<N>['value'] = shallowRef(null)
  const failure: Query<N>['failure'] = shallowRef(null)
  const loading = ref(false)
  let turn = 0

  const reload = async (): Promise<void> => {
    const question = input()
    if (question === null) return
    const mine = (turn += 1)
    loading.value = true
    const ask = call as (name: N, input: InputOf<N>) => ReturnType<typeof call<N>>
    const answer = await ask(name, question)
    if (mine !== turn) return
    loading.value = false
    failure.value = answer.ok ? null : answer.error
    if (answer.ok) value.value = answer.value
  }
  watch(() => JSON.stringify(input()), () => { void reload() }, { immediate: true })
  useChanges(refreshOn, reload)
  return { value, failure, loading, reload }
}
