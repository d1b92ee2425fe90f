import { nextTick, ref, shallowRef, type Ref, type ShallowRef } from 'vue'
import type { Failure } from '#contract'
import type { Receipt } from '#contract/dossiers'
import { call } from '../api'
import { say } from '../shell'
import { intakeWords } from '../locale/dossiers'

/** Prints a receipt: the core counts and logs the print first, then the paper carries its copy mark. */
export const useReceiptPrint = (id: () => string, receipt: Ref<Receipt | null>): {
  print: (size: 'a5' | 'roll') => Promise<void>
  busy: Ref<boolean>
  failure: ShallowRef<Failure | null>
} => {
  const busy = ref(false)
  const failure = shallowRef<Failure | null>(null)
  const print = async (size: 'a5' | 'roll'): Promise<void> => {
    if (busy.value) return
    busy.value = true
    const answer = await call('dossiers.printReceipt', { id: id() })
    busy.value = false
    failure.value = answer.ok ? null : answer.error
    if (!answer.ok) return
    receipt.value = answer.value
    document.documentElement.dataset['print'] = size
    await nextTick()
    window.print()
    say(intakeWords.printed(answer.value.copy))
  }
  return { print, busy, failure }
}
