import type { ResultOf } from '#contract'
import { messageStates, type MessageState, type SendReport } from '#contract/messages'
import { fa } from '#locale/digits'
import { stateNames } from '#locale/messages'
import { command, exit, wantsJson } from './command'
import { codeOf, officeCodes, officeFlags, sayFailure, withUser, type Call } from './office-session'

type Counts = { states: Record<MessageState, number>; toSend: number }

/** Every message's state, page by page. @returns the counts, or the failure of the page that was refused. */
const countStates = async (call: Call): Promise<{ ok: true; value: Counts } | Extract<ResultOf<'messages.list'>, { ok: false }>> => {
  const states = Object.fromEntries(messageStates.map((state) => [state, 0])) as Record<MessageState, number>
  for (let after: string | null = null; ;) {
    const answer: ResultOf<'messages.list'> = await call('messages.list', { after, limit: 200 })
    if (!answer.ok) return answer
    for (const { state } of answer.value.items) states[state] += 1
    after = answer.value.next
    if (after === null) return { ok: true, value: { states, toSend: answer.value.toSend } }
  }
}

const sentLines = ({ accepted, failed, unknown, left, stopped, reports }: SendReport): string[] => [
  `درگاه پذیرفت ${fa(accepted)}، نپذیرفت ${fa(failed)}، نامعلوم ${fa(unknown)}، مانده ${fa(left)}${stopped ? ` [${stopped}]` : ''}`,
  ...(reports.delivered + reports.failed + reports.pending > 0 || reports.stopped
    ? [`از پیش‌ترها به گوشی رسید ${fa(reports.delivered)}، نرسید ${fa(reports.failed)}، نامعلوم ${fa(reports.pending)}${reports.stopped ? ` [${reports.stopped}]` : ''}`] : []),
]

const isDone = ({ failed, unknown, left }: SendReport): boolean => failed + unknown + left === 0

/** `mohr messages`: how the outbox of SMS stands; with `send`, first everything that waits for the office's own gateway. */
export const messages = command({
  name: 'messages',
  usage: 'mohr messages [list|send] --user NAME',
  summary: 'وضع پیامک‌ها را می‌شمارد؛ send نخست آنچه را در نوبت درگاه همین اداره است می‌فرستد',
  flags: officeFlags,
  files: { least: 0, most: 1 },
  codes: { ...officeCodes, 10: 'فرستاده شد، ولی پیامی ماند یا پذیرفته نشد', 20: 'درگاهی تنظیم نشده است؛ پیامک‌ها با همگام‌سازی می‌روند' },
  run: (given, terminal) => {
    const [what = 'list'] = given.files
    if (what !== 'list' && what !== 'send') {
      terminal.err('یکی از list و send را بنویسید.')
      return Promise.resolve(exit.usage)
    }
    return withUser(given, terminal, async ({ call }) => {
      const sent = what === 'send' ? await call('messages.sendNow', {}) : null
      if (sent && !sent.ok) {
        sayFailure(given, terminal, sent.error)
        return sent.error.code === 'GATEWAY_ABSENT' ? 20 : sent.error.code === 'GATEWAY_RUNNING' ? exit.busy : codeOf(sent.error)
      }
      const report = sent?.value ?? null
      const counted = await countStates(call)
      // Whoever may send need not be one who reads what applicants were told.
      if (!counted.ok && !report) {
        sayFailure(given, terminal, counted.error)
        return codeOf(counted.error)
      }
      const counts = counted.ok ? counted.value : { states: null, toSend: report?.left ?? 0 }
      if (wantsJson(given)) terminal.out(JSON.stringify({ sent: report, ...counts }))
      else {
        if (report) for (const line of sentLines(report)) terminal.out(line)
        if (counts.states) for (const state of messageStates) terminal.out(`${stateNames[state]}: ${fa(counts.states[state])}`)
      }
      return report && !isDone(report) ? 10 : exit.done
    })
  },
})
