import { onScopeDispose, ref, shallowRef, type Ref, type ShallowRef } from 'vue'
import type { Failure } from '#contract'
import type { Printed, PrintForm } from '#contract/papers'
import { call, on } from '../api'
import { useSession } from '../session'

export type PrintJob = {
  phase: Ref<'idle' | 'running' | 'done'>
  done: Ref<number>
  total: Ref<number>
  printed: ShallowRef<Printed | null>
  failure: ShallowRef<Failure | null>
  /** Where the system's own dialog is to be had, paper goes there. */
  native: () => boolean
  start: (nos: readonly string[], as: PrintForm) => Promise<Printed | null>
  cancel: () => Promise<void>
}

/** One print of this person: what has been drawn so far, its end, and the way to stop it. */
export const usePrintJob = (): PrintJob => {
  const session = useSession()
  const phase: PrintJob['phase'] = ref('idle')
  const done = ref(0)
  const total = ref(0)
  const printed: PrintJob['printed'] = shallowRef(null)
  const failure: PrintJob['failure'] = shallowRef(null)
  onScopeDispose(on('print.progress', (step) => {
    if (phase.value !== 'running' || step.by !== session.me?.username) return
    done.value = step.done
    total.value = step.total
  }))
  const start: PrintJob['start'] = async (nos, as) => {
    if (phase.value === 'running') return null
    phase.value = 'running'
    done.value = 0
    total.value = nos.length
    printed.value = null
    failure.value = null
    const answer = await call('papers.print', { nos: [...nos], as })
    phase.value = 'done'
    if (answer.ok) printed.value = answer.value
    else failure.value = answer.error
    return printed.value
  }
  return {
    phase, done, total, printed, failure, start,
    native: () => session.can('nativePrint'),
    cancel: async () => { await call('papers.cancel', {}) },
  }
}
