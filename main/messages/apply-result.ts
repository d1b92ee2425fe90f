import type { MessageNote } from '#contract/messages'
import { lightText } from '#contract/values/text'
import { messageResult } from '#contract/wire/changes'
import { Fault } from '#main/app/fault'
import type { Context } from '#main/app/ports'
import { appendEntry } from '#main/ledger/index'
import { changeMessage, findMessage, type MessageChange, type MessageRow } from '#db/messages/message-repo'
import { queueAgain } from './retry-message'

/** M04: so often a message goes out without anybody asking for it. */
const ownTries = 3

type Result = { outcome: 'handed_over' | 'delivered' | 'failed'; note: MessageNote | null; noteText: string; at: string; send: string | null }

/** By which number and when a gateway is asked about the message it took. */
type Asking = Pick<MessageChange, 'gatewayRef' | 'askAfter'>

/** What a gateway or the registry said of one sending, with its ledger entry; joins the caller's transaction. */
export const writeResult = (context: Pick<Context, 'db' | 'clock' | 'actor'>, row: MessageRow, { outcome, note, noteText, at, send }: Result, asking: Asking = {}): void => {
  const change: MessageChange = outcome === 'handed_over'
    ? { state: 'handed_over', handedOverAt: at, sendingSince: null, note: null, noteText: '', ...asking }
    : { state: outcome, endedAt: at, sendingSince: null, note, noteText, askAfter: null }
  changeMessage(context.db, row, change)
  appendEntry(context, {
    kind: 'message.result', aggregate: { type: 'Message', id: row.id }, baseVersion: row.version,
    payload: { message_id: row.id, tracking_code: row.trackingCode || null, send, outcome, note, attempt: row.tries, at },
  })
}

/** M03: the end of a sending. One that failed goes out again by itself, three times in all, unless its number can't be reached. */
export const endSending = (context: Pick<Context, 'db' | 'clock' | 'actor'>, row: MessageRow, result: Result & { outcome: 'delivered' | 'failed' }): void => {
  writeResult(context, row, result)
  if (result.outcome === 'failed' && result.note !== 'number_unreachable' && row.tries < ownTries) queueAgain(context, findMessage(context.db, row.id)!)
}

/**
 * M03: the operator's report by way of the registry. That it was delivered is true whichever sending it is about; that it
 * failed counts only for the newest one.
 * @throws Fault CHANGE_MALFORMED, MESSAGE_UNKNOWN: the change is then kept for later.
 */
export const applyMessageResult = (context: Context, sent: unknown): void => {
  const parsed = messageResult.safeParse(sent)
  if (!parsed.success) throw new Fault('CHANGE_MALFORMED')
  const { message_id: id, send, outcome, unreachable, reason, at } = parsed.data
  const row = findMessage(context.db, id)
  if (!row) throw new Fault('MESSAGE_UNKNOWN')
  const decided = row.state === 'delivered' || (outcome === 'failed' && (row.opId !== send || row.state === 'cancelled' || row.state === 'failed'))
  if (decided) return
  const note: MessageNote | null = outcome === 'delivered' ? null : unreachable ? 'number_unreachable' : 'operator'
  endSending(context, row, { outcome, note, noteText: lightText(reason).slice(0, 200), at, send })
  context.emit('dossier.changed', { dossierId: row.dossierId })
}
