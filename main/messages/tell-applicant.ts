import { uuidv7 } from 'uuidv7'
import type { MessageKey, MessageNote, MessageVars } from '#contract/messages'
import { parseMobile } from '#contract/values/mobile'
import type { Context } from '#main/app/ports'
import { appendEntry } from '#main/ledger/index'
import { readGateway } from '#db/messages/gateway-repo'
import { applicantDied, insertMessage, sameMessage, type MessageRow } from '#db/messages/message-repo'
import { compose } from './compose'
import { kindOf } from './kind-of'
import { sendEntry } from './send-entry'

export type Recipient = {
  dossierId: string
  trackingCode: string
  /** As stored, `09…`; empty when none is known. */
  mobile: string
}

/**
 * M01: writes what the applicant is to be told, as frozen text, and its message.send, inside the caller's transaction: there
 * is no state change without its message (S0-12) and no "visit needed" without being told (S0-23, S2-11). Without a usable
 * mobile, or to the dead, the message is kept as `withheld`, where a person sees it.
 */
export const tellApplicant = (context: Context, to: Recipient, key: MessageKey, vars: MessageVars = {}): void => {
  const { db, clock } = context
  if (!db.inTransaction) throw new Error('a message is written with the change it tells of')
  const composed = compose(db, key, to.trackingCode, vars)
  const mobile = parseMobile(to.mobile)
  const note: MessageNote | null = applicantDied(db, to.dossierId) ? 'person_dead' : 'reason' in mobile ? 'mobile_missing' : null
  const row: MessageRow = {
    id: uuidv7(), version: 1, dossierId: to.dossierId, trackingCode: to.trackingCode, mobile: 'value' in mobile ? mobile.value : '', key,
    templateVersion: composed.templateVersion, kind: kindOf(key), vars, sms: composed.sms, text: composed.text, parts: composed.parts,
    state: note ? 'withheld' : 'queued', gateway: readGateway(db)?.kind ?? 'registry', tries: note ? 0 : 1, opId: null, sendKey: null, sendingSince: null,
    sameAs: sameMessage(db, to.dossierId, composed.text) ?? null, note, noteText: '', createdAt: clock.now().toISOString(), handedOverAt: null, endedAt: null,
    gatewayRef: null, askAfter: null,
  }
  if (note) {
    appendEntry(context, {
      kind: 'message.withhold', aggregate: { type: 'Message', id: row.id }, baseVersion: 0,
      payload: { message_id: row.id, dossier_id: row.dossierId, tracking_code: row.trackingCode || null, key, why: note },
    })
    insertMessage(db, row)
    return
  }
  const opId = sendEntry(context, row, 0, 1)
  insertMessage(db, { ...row, opId, sendKey: opId })
}
