import { ref, shallowRef, type Ref, type ShallowRef } from 'vue'
import type { Failure, InputOf, OperationName, OutputOf } from '#contract'
import { call } from './client'

export type Send<N extends OperationName> = {
  busy: Ref<boolean>
  failure: ShallowRef<Failure | null>
  /** @returns the answer's value, or null when it failed (see `failure`) or one is already under way. */
  send: (input: InputOf<N>) => Promise<OutputOf<N> | null>
}

/** One act of a screen: at most once at a time, its pending and error state, and its answer. */
export const useSend = <N extends OperationName>(name: N): Send<N> => {
  const busy = ref(false)
  const failure: Send<N>['failure'] = shallowRef(null)
  const ask = call as (name: N, input: InputOf<N>) => ReturnType<typeof call<N>>

  const send = async (input: InputOf<N>): Promise<OutputOf<N> | null> => {
    if (busy.value) return null
    busy.value = true
    const answer = await ask(name, input)
    busy.value = false
    failure.value = answer.ok ? null : answer.error
    return answer.ok ? answer.value : null
  }
  return { busy, failure, send }
}
