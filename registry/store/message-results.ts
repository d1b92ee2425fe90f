import type { Database } from 'better-sqlite3'
import { messageCancel, messageSend, type MessageResultBody } from '#contract/wire/changes'
import type { WireOperation } from '#contract/wire/operation'
import { publishChange } from './sqlite-changes'
import type { PlannedMessage } from './store'

/**
 * The operator behind the registry, as far as an office can tell: each accepted `message.send` is reported on stream
 * `messages`, delivered unless planned otherwise; what is cancelled in the same batch was not sent yet. Works inside the
 * transaction of the batch.
 */
export const messageResults = (db: Database) => {
  const take = db.prepare<[string], PlannedMessage & { no: number }>(
    'SELECT no, times, outcome, reason FROM message_plan WHERE times > 0 AND (mobile IS NULL OR mobile = ?) ORDER BY no LIMIT 1')
  let sends: { opId: string; unit: string; messageId: string; mobile: string }[] = []

  const outcomeOf = (mobile: string): Pick<PlannedMessage, 'outcome' | 'reason'> => {
    const planned = take.get(mobile)
    if (!planned) return { outcome: 'delivered', reason: '' }
    db.prepare('UPDATE message_plan SET times = times - 1 WHERE no = ?').run(planned.no)
    return planned
  }

  return {
    begin: (): void => { sends = [] },
    note: (unit: string, { op_id, kind, payload }: WireOperation): void => {
      if (kind === 'message.send') {
        const send = messageSend.safeParse(JSON.parse(payload))
        if (send.success && send.data.sms_by === 'registry') sends.push({ opId: op_id, unit, messageId: send.data.message_id, mobile: send.data.mobile })
      }
      if (kind === 'message.cancel') {
        const cancel = messageCancel.safeParse(JSON.parse(payload))
        if (cancel.success) sends = sends.filter((send) => send.messageId !== cancel.data.message_id)
      }
    },
    report: (at: string): void => {
      for (const { opId, unit, messageId, mobile } of sends) {
        const { outcome, reason } = outcomeOf(mobile)
        if (outcome === 'none') continue
        const body: MessageResultBody = {
          message_id: messageId, send: opId, outcome: outcome === 'delivered' ? 'delivered' : 'failed', unreachable: outcome === 'unreachable', reason, at,
        }
        publishChange(db, { stream: 'messages', unit, op: 'upsert', type: 'message_result', id: opId, body })
      }
    },
    plan: (plan: readonly PlannedMessage[]): void => {
      db.transaction(() => {
        db.prepare('DELETE FROM message_plan').run()
        const insert = db.prepare('INSERT INTO message_plan (mobile, times, outcome, reason) VALUES (?, ?, ?, ?)')
        for (const { mobile, times, outcome, reason } of plan) insert.run(mobile ?? null, times, outcome, reason)
      }).immediate()
    },
  }
}
