import { ref, type Ref } from 'vue'
import type { SendReport } from '#contract/messages'
import { useSend } from '../api'
import { words } from '../locale/messages'
import { say } from '../shell'

/** Sends what waits for the office's own gateway and asks it about the earlier ones; says in a line what came of it. */
export const useSending = (after: () => Promise<void>): {
  busy: Ref<boolean>; failure: ReturnType<typeof useSend<'messages.sendNow'>>['failure']; report: Ref<SendReport | null>; sendNow: () => Promise<void>
} => {
  const { busy, failure, send } = useSend('messages.sendNow')
  const report = ref<SendReport | null>(null)
  const sendNow = async (): Promise<void> => {
    const told = await send({})
    if (!told) return
    report.value = told
    const { reports } = told
    const lines = [
      told.accepted + told.left > 0 || reports.delivered + reports.failed + reports.pending === 0 ? words.sent(told.accepted, told.left) : '',
      words.sentPart(told.failed, told.unknown), words.reported(reports.delivered, reports.failed, reports.pending),
    ]
    say(lines.filter(Boolean).join(' '))
    await after()
  }
  return { busy, failure, report, sendNow }
}
