import type { Enquiry, EnquiryService, EnquiryState } from '#contract/enquiries'
import { RowStale } from '../faults'
import type { Reader, Writer } from '../handle'
import { prepared } from '../prepared'
import { pageSql, type LogPage } from './log-page'

const columns = `
  e.id, e.version, e.service, e.dossier_id AS dossierId, d.tracking_code AS trackingCode, e.asker, e.contact, e.channel, e.question, e.state,
  e.asked_by AS askedBy, e.asked_at AS askedAt, e.answer, e.answered_by AS answeredBy, e.answered_at AS answeredAt`
const from = 'FROM enquiries e LEFT JOIN dossiers d ON d.id = e.dossier_id'

export const findEnquiry = (db: Reader, id: string): Enquiry | undefined =>
  prepared<[string], Enquiry>(db, `SELECT ${columns} ${from} WHERE e.id = ?`).get(id)

export type NewEnquiry = Pick<Enquiry, 'id' | 'service' | 'dossierId' | 'asker' | 'contact' | 'channel' | 'question' | 'askedBy' | 'askedAt'>

export const insertEnquiry = (db: Writer, row: NewEnquiry): void => {
  db.prepare(`
    INSERT INTO enquiries (id, version, service, dossier_id, asker, contact, channel, question, state, asked_by, asked_at)
    VALUES (@id, 1, @service, @dossierId, @asker, @contact, @channel, @question, 'open', @askedBy, @askedAt)
  `).run(row)
}

/** @throws RowStale when somebody changed it since `version` was read. */
export const answerEnquiry = (db: Writer, id: string, version: number, row: { answer: string; answeredBy: string; answeredAt: string }): void => {
  const { changes } = db.prepare(`
    UPDATE enquiries SET version = version + 1, state = 'answered', answer = @answer, answered_by = @answeredBy, answered_at = @answeredAt
    WHERE id = @id AND version = @version
  `).run({ ...row, id, version })
  if (changes === 0) throw new RowStale(id)
}

/** @throws RowStale. */
export const closeEnquiry = (db: Writer, id: string, version: number): void => {
  const { changes } = db.prepare("UPDATE enquiries SET version = version + 1, state = 'closed' WHERE id = ? AND version = ?").run(id, version)
  if (changes === 0) throw new RowStale(id)
}

export type EnquiryPage = LogPage & { state: EnquiryState | null }

export const enquiriesSql = (page: EnquiryPage) => pageSql('e', `SELECT ${columns} ${from}`, page, page.state === 'open')

/** One page: open ones oldest first, anything else newest first. */
export const listEnquiries = (db: Reader, page: EnquiryPage): Enquiry[] => {
  const { sql, values } = enquiriesSql(page)
  return db.prepare<unknown[], Enquiry>(sql).all(...values)
}

/** How many wait for an answer, in one service or in both. */
export const countOpenEnquiries = (db: Reader, service: EnquiryService | null): number => service === null
  ? prepared<[], number>(db, "SELECT count(*) FROM enquiries WHERE state = 'open'").pluck().get() ?? 0
  : prepared<[string], number>(db, "SELECT count(*) FROM enquiries WHERE service = ? AND state = 'open'").pluck().get(service) ?? 0
