import type { MessageView } from '#contract/messages'
import { parseMobile } from '#contract/values/mobile'
import { Fault } from '#main/app/fault'
import type { Context } from '#main/app/ports'
import { readGateway } from '#db/messages/gateway-repo'
import { changeMessage, findMessage, mobileOfDossier, type MessageRow } from '#db/messages/message-repo'
import { RowStale } from '#db/faults'
import { transact } from '#db/transact'
import { viewOf } from './message-view'
import { sendEntry } from './send-entry'

/** M04, inside the caller's transaction: once more, through today's gateway. */
export const queueAgain = (context: Pick<Context, 'db' | 'clock' | 'actor'>, row: MessageRow, mobile = row.mobile): void => {
  const { db } = context
  const gateway = readGateway(db)?.kind ?? 'registry'
  const opId = sendEntry(context, { ...row, mobile, gateway }, row.version, row.tries + 1)
  // Whoever may have got it already must be able to tell that this is the same one.
  const sendKey = row.note === 'outcome_unknown' && row.sendKey !== null ? row.sendKey : opId
  changeMessage(db, row, {
    state: 'queued', mobile, gateway, tries: row.tries + 1, opId, sendKey, sendingSince: null, note: null, noteText: '', handedOverAt: null, endedAt: null, gatewayRef: null, askAfter: null,
  })
}

const mayRetry = (row: MessageRow): boolean => row.state === 'failed' || (row.state === 'withheld' && row.note === 'mobile_missing')

/**
 * M04 by a person: a failed message, or one withheld for want of a mobile that is known by now, goes out again.
 * @throws Fault NOT_FOUND, MESSAGE_STATE; RowStale.
 */
export const retryMessage = (context: Context, input: { id: string; version: number }): MessageView => {
  const { db } = context
  const row = transact(db, () => {
    const found = findMessage(db, input.id)
    if (!found) throw new Fault('NOT_FOUND')
    if (found.version !== input.version) throw new RowStale(input.id)
    const mobile = parseMobile(mobileOfDossier(db, found.dossierId) ?? found.mobile)
    if (!mayRetry(found) || !('value' in mobile)) throw new Fault('MESSAGE_STATE', { state: found.state, command: 'messages.retry' })
    queueAgain(context, found, mobile.value)
    return findMessage(db, input.id)!
  })
  context.emit('dossier.changed', { dossierId: row.dossierId })
  return viewOf(db, row)
}
