import type { CancelReason, MessageView } from '#contract/messages'
import { Fault } from '#main/app/fault'
import type { Context } from '#main/app/ports'
import { appendEntry } from '#main/ledger/index'
import { changeMessage, findMessage, messagesOfDossier, type MessageRow } from '#db/messages/message-repo'
import { RowStale } from '#db/faults'
import { transact } from '#db/transact'
import { viewOf } from './message-view'

/** What is on its way to a gateway can't be called back. */
const mayCancel = (row: MessageRow): boolean => row.state === 'failed' || (row.state === 'queued' && row.sendingSince === null)

const writeCancel = (context: Context, row: MessageRow, reason: CancelReason): void => {
  changeMessage(context.db, row, { state: 'cancelled', note: reason, endedAt: context.clock.now().toISOString() })
  appendEntry(context, {
    kind: 'message.cancel', aggregate: { type: 'Message', id: row.id }, baseVersion: row.version,
    payload: { message_id: row.id, tracking_code: row.trackingCode || null, send: row.opId, reason },
  })
}

/** M05 by a person. @throws Fault NOT_FOUND, MESSAGE_STATE; RowStale. */
export const cancelMessage = (context: Context, input: { id: string; version: number; reason: CancelReason }): MessageView => {
  const { db } = context
  const row = transact(db, () => {
    const found = findMessage(db, input.id)
    if (!found) throw new Fault('NOT_FOUND')
    if (found.version !== input.version) throw new RowStale(input.id)
    if (!mayCancel(found)) throw new Fault('MESSAGE_STATE', { state: found.state, command: 'messages.cancel' })
    writeCancel(context, found, input.reason)
    return findMessage(db, input.id)!
  })
  context.emit('dossier.changed', { dossierId: row.dossierId })
  return viewOf(db, row)
}

/** M05 for a whole dossier, inside the caller's transaction: nobody writes to the dead (S0-25), or to a number that is another's. */
export const cancelMessagesOf = (context: Context, dossierId: string, reason: CancelReason): void => {
  if (!context.db.inTransaction) throw new Error('messages are cancelled with the change that ends them')
  for (const row of messagesOfDossier(context.db, dossierId)) {
    if (mayCancel(row)) writeCancel(context, row, reason)
  }
}
