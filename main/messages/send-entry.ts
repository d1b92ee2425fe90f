import type { Context } from '#main/app/ports'
import { appendEntry } from '#main/ledger/index'
import type { MessageRow } from '#db/messages/message-repo'

/** What the registry and the ledger are told of one sending. `sms_by` says who sends: the registry must not if the office does. */
type Sending = Pick<MessageRow,
  'id' | 'dossierId' | 'trackingCode' | 'mobile' | 'key' | 'templateVersion' | 'kind' | 'sms' | 'text' | 'gateway' | 'sameAs'>

/** message.send: the operation by which the registry gets the message. Joins the caller's transaction. @returns its id. */
export const sendEntry = (context: Pick<Context, 'db' | 'clock' | 'actor'>, row: Sending, baseVersion: number, attempt: number): string =>
  appendEntry(context, {
    kind: 'message.send', aggregate: { type: 'Message', id: row.id }, baseVersion,
    payload: {
      message_id: row.id, dossier_id: row.dossierId, tracking_code: row.trackingCode || null, key: row.key, template_version: row.templateVersion, kind: row.kind,
      mobile: row.mobile, sms: row.sms, text: row.text, sms_by: row.gateway === 'registry' ? 'registry' : 'office', attempt, same_as: row.sameAs,
    },
  })
