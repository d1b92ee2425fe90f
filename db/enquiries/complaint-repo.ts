import type { Complaint, EnquiryService } from '#contract/enquiries'
import { RowStale } from '../faults'
import type { Reader, Writer } from '../handle'
import { prepared } from '../prepared'
import { pageSql, type LogPage } from './log-page'

const columns = `
  c.id, c.version, c.service, c.dossier_id AS dossierId, d.tracking_code AS trackingCode, c.number, c.on_day AS "on", c.subject, c.state,
  c.result, c.result_on AS resultOn, c.evidence, c.recorded_by AS recordedBy`
const from = 'FROM complaints c LEFT JOIN dossiers d ON d.id = c.dossier_id'

export const findComplaint = (db: Reader, id: string): Complaint | undefined =>
  prepared<[string], Complaint>(db, `SELECT ${columns} ${from} WHERE c.id = ?`).get(id)

/** The portal's number is its own: one complaint, one row. */
export const complaintNumbered = (db: Reader, number: string): string | undefined =>
  prepared<[string], string>(db, 'SELECT id FROM complaints WHERE number = ?').pluck().get(number)

export type NewComplaint = Pick<Complaint, 'id' | 'service' | 'dossierId' | 'number' | 'on' | 'subject' | 'evidence' | 'recordedBy'>

export const insertComplaint = (db: Writer, row: NewComplaint): void => {
  db.prepare(`
    INSERT INTO complaints (id, version, service, dossier_id, number, on_day, subject, state, evidence, recorded_by)
    VALUES (@id, 1, @service, @dossierId, @number, @on, @subject, 'open', @evidence, @recordedBy)
  `).run(row)
}

/** @throws RowStale when somebody changed it since `version` was read. */
export const answerComplaint = (db: Writer, id: string, version: number, row: { result: string; resultOn: string }): void => {
  const { changes } = db.prepare(`
    UPDATE complaints SET version = version + 1, state = 'answered', result = @result, result_on = @resultOn WHERE id = @id AND version = @version
  `).run({ ...row, id, version })
  if (changes === 0) throw new RowStale(id)
}

export const complaintsSql = (page: LogPage) => pageSql('c', `SELECT ${columns} ${from}`, page, page.state === 'open')

export const listComplaints = (db: Reader, page: LogPage): Complaint[] => {
  const { sql, values } = complaintsSql(page)
  return db.prepare<unknown[], Complaint>(sql).all(...values)
}

export const countOpenComplaints = (db: Reader, service: EnquiryService | null): number => service === null
  ? prepared<[], number>(db, "SELECT count(*) FROM complaints WHERE state = 'open'").pluck().get() ?? 0
  : prepared<[string], number>(db, "SELECT count(*) FROM complaints WHERE service = ? AND state = 'open'").pluck().get(service) ?? 0
