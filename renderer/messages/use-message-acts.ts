import { computed, ref, shallowRef, type Ref, type ShallowRef } from 'vue'
import type { Failure } from '#contract'
import type { CancelReason, MessageView } from '#contract/messages'
import { useSend } from '../api'
import { words } from '../locale/messages'
import { useSession } from '../session'
import { say } from '../shell'

export const mayRetry = (message: MessageView): boolean =>
  message.state === 'failed' || (message.state === 'withheld' && message.note === 'mobile_missing')
export const mayCancel = (message: MessageView): boolean => message.state === 'failed' || (message.state === 'queued' && !message.underWay)

export type MessageActs = {
  allowed: Readonly<Ref<boolean>>
  picked: ShallowRef<MessageView | null>
  asking: Ref<'retry' | 'cancel' | null>
  reason: Ref<CancelReason | ''>
  busy: Readonly<Ref<boolean>>
  failure: Readonly<Ref<Failure | null>>
  ask: (what: 'retry' | 'cancel', message: MessageView) => void
  close: () => void
  choose: (to: CancelReason | '') => void
  confirm: () => Promise<void>
}

/** Sending again and calling back, each after a question. `done` is called with the message as it is then. */
export const useMessageActs = (done: (message: MessageView) => void): MessageActs => {
  const session = useSession()
  const retry = useSend('messages.retry')
  const cancel = useSend('messages.cancel')
  const picked = shallowRef<MessageView | null>(null)
  const asking = ref<'retry' | 'cancel' | null>(null)
  const reason = ref<CancelReason | ''>('')
  const ask = (what: 'retry' | 'cancel', message: MessageView): void => {
    picked.value = message
    reason.value = message.note === 'number_unreachable' ? 'wrong_number' : 'not_needed'
    retry.failure.value = null
    cancel.failure.value = null
    asking.value = what
  }
  const confirm = async (): Promise<void> => {
    const message = picked.value
    if (!message || !asking.value) return
    const { id, version } = message
    const told = asking.value === 'retry' ? words.retried : words.cancelled
    const after = asking.value === 'retry' ? await retry.send({ id, version }) : reason.value === '' ? null : await cancel.send({ id, version, reason: reason.value })
    if (!after) return
    asking.value = null
    say(told)
    done(after)
  }
  return {
    allowed: computed(() => session.has('expert', 'clerk')), picked, asking, reason, ask, confirm,
    close: () => { asking.value = null }, choose: (to) => { reason.value = to },
    busy: computed(() => retry.busy.value || cancel.busy.value), failure: computed(() => retry.failure.value ?? cancel.failure.value),
  }
}
