import type { GatewayKind, MessageKey, MessageKind, MessageNote, MessageState, MessageVars } from '#contract/messages'
import { RowStale } from '../faults'
import type { Reader, Writer } from '../handle'
import { prepared } from '../prepared'

export type MessageRow = {
  id: string; version: number; dossierId: string; trackingCode: string; mobile: string; key: MessageKey; templateVersion: number
  kind: MessageKind; vars: MessageVars; sms: string; text: string; parts: number; state: MessageState; gateway: GatewayKind; tries: number
  opId: string | null; sendKey: string | null; sendingSince: string | null; sameAs: string | null; note: MessageNote | null; noteText: string
  createdAt: string; handedOverAt: string | null; endedAt: string | null
  /** The gateway's own number of the message, and when it is asked about it next. */
  gatewayRef: string | null; askAfter: string | null
}
type Stored = Omit<MessageRow, 'vars'> & { vars: string }

const columns = `m.id, m.version, m.dossier_id AS dossierId, m.tracking_code AS trackingCode, m.mobile, m.key, m.template_version AS templateVersion,
  m.kind, m.vars, m.sms, m.text, m.parts, m.state, m.gateway, m.tries, m.op_id AS opId, m.send_key AS sendKey, m.sending_since AS sendingSince,
  m.same_as AS sameAs, m.note, m.note_text AS noteText, m.created_at AS createdAt, m.handed_over_at AS handedOverAt, m.ended_at AS endedAt,
  m.gateway_ref AS gatewayRef, m.ask_after AS askAfter`

const toRow = (stored: Stored): MessageRow => ({ ...stored, vars: JSON.parse(stored.vars) as MessageVars })

export const insertMessage = (db: Writer, row: MessageRow): void => {
  prepared(db, `
    INSERT INTO messages (id, version, dossier_id, tracking_code, mobile, key, template_version, kind, vars, sms, text, parts, state, gateway, tries,
      op_id, send_key, sending_since, same_as, note, note_text, created_at, handed_over_at, ended_at, gateway_ref, ask_after)
    VALUES (@id, @version, @dossierId, @trackingCode, @mobile, @key, @templateVersion, @kind, @vars, @sms, @text, @parts, @state, @gateway, @tries,
      @opId, @sendKey, @sendingSince, @sameAs, @note, @noteText, @createdAt, @handedOverAt, @endedAt, @gatewayRef, @askAfter)`).run({ ...row, vars: JSON.stringify(row.vars) })
}

export const findMessage = (db: Reader, id: string): MessageRow | undefined => {
  const stored = prepared<[string], Stored>(db, `SELECT ${columns} FROM messages m WHERE m.id = ?`).get(id)
  return stored && toRow(stored)
}

/** Of one dossier, or of one aid case, oldest first. */
export const messagesOfDossier = (db: Reader, dossierId: string): MessageRow[] =>
  prepared<[string], Stored>(db, `SELECT ${columns} FROM messages m WHERE m.dossier_id = ? ORDER BY m.id`).all(dossierId).map(toRow)

/** S3-14: the newest message of the same dossier with the same text that went out or is going out. */
export const sameMessage = (db: Reader, dossierId: string, text: string): string | undefined =>
  prepared<[string, string], { id: string }>(db, `
    SELECT id FROM messages WHERE dossier_id = ? AND text = ? AND state NOT IN ('cancelled', 'withheld') ORDER BY id DESC LIMIT 1`).get(dossierId, text)?.id

export type MessageChange = Partial<Pick<MessageRow,
  'state' | 'mobile' | 'gateway' | 'tries' | 'opId' | 'sendKey' | 'sendingSince' | 'note' | 'noteText' | 'handedOverAt' | 'endedAt' | 'gatewayRef' | 'askAfter'>>

/** Compare-and-set. @returns the new version. @throws RowStale when somebody changed it meanwhile. */
export const changeMessage = (db: Writer, row: Pick<MessageRow, 'id' | 'version'>, change: MessageChange): number => {
  const before = findMessage(db, row.id)
  if (before?.version !== row.version) throw new RowStale(row.id)
  const { id, version, state, mobile, gateway, tries, opId, sendKey, sendingSince, note, noteText, handedOverAt, endedAt, gatewayRef, askAfter } = { ...before, ...change }
  prepared(db, `
    UPDATE messages SET version = @version + 1, state = @state, mobile = @mobile, gateway = @gateway, tries = @tries, op_id = @opId, send_key = @sendKey,
      sending_since = @sendingSince, note = @note, note_text = @noteText, handed_over_at = @handedOverAt, ended_at = @endedAt,
      gateway_ref = @gatewayRef, ask_after = @askAfter
    WHERE id = @id`).run({ id, version, state, mobile, gateway, tries, opId, sendKey, sendingSince, note, noteText, handedOverAt, endedAt, gatewayRef, askAfter })
  return version + 1
}

export const countyOfDossier = (db: Reader, dossierId: string): string | undefined =>
  prepared<[string], { county_code: string }>(db, 'SELECT county_code FROM dossiers WHERE id = ?').get(dossierId)?.county_code

/** S0-25: whether a dossier's applicant has died. */
export const applicantDied = (db: Reader, dossierId: string): boolean =>
  prepared<[string], { one: number }>(db, 'SELECT 1 AS one FROM dossiers d JOIN deaths x ON x.national_id = d.national_id WHERE d.id = ?').get(dossierId) !== undefined

/** The mobile under which a dossier's applicant is reached today; it may have been corrected since a message was written. */
export const mobileOfDossier = (db: Reader, dossierId: string): string | undefined =>
  prepared<[string], { mobile: string }>(db, 'SELECT mobile FROM dossiers WHERE id = ?').get(dossierId)?.mobile

/** The oldest message after `after` that waits for the office's own gateway. */
export const nextToSend = (db: Reader, after: string): MessageRow | undefined => {
  const stored = prepared<[string], Stored>(db, `
    SELECT ${columns} FROM messages m WHERE m.state = 'queued' AND m.gateway = 'http' AND m.id > ? ORDER BY m.id LIMIT 1`).get(after)
  return stored && toRow(stored)
}

export const countToSend = (db: Reader): number =>
  prepared<[], { n: number }>(db, "SELECT count(*) AS n FROM messages WHERE state = 'queued' AND gateway = 'http'").get()!.n

/** Of the messages that the office's own gateway took, the one that is longest due to be asked about. */
export const nextToAsk = (db: Reader, now: string): MessageRow | undefined => {
  const stored = prepared<[string], Stored>(db, `
    SELECT ${columns} FROM messages m WHERE m.state = 'handed_over' AND m.ask_after <= ? ORDER BY m.ask_after LIMIT 1`).get(now)
  return stored && toRow(stored)
}

export const countToAsk = (db: Reader, now: string): number =>
  prepared<[string], { n: number }>(db, "SELECT count(*) AS n FROM messages WHERE state = 'handed_over' AND ask_after <= ?").get(now)!.n
