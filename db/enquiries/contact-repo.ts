import type { ExpertContact } from '#contract/enquiries'
import { RowStale } from '../faults'
import type { Reader, Writer } from '../handle'
import { prepared } from '../prepared'

const select = `
  SELECT c.id, c.version, c.county_code AS countyCode, n.title AS countyTitle, c.name, c.post, c.phone, c.hours
  FROM expert_contacts c LEFT JOIN counties n ON n.code = c.county_code`

/** Whom a citizen of this county may call: the county's own experts, then the provincial ones (S0-26, S3-14). */
export const contactsOfCounty = (db: Reader, countyCode: string): ExpertContact[] =>
  prepared<[string], ExpertContact>(db, `
    ${select} WHERE c.active = 1 AND (c.county_code = ? OR c.county_code IS NULL) ORDER BY c.county_code IS NULL, c.name, c.id
  `).all(countyCode)

/** Everybody on the list, the provincial office first, then by county. */
export const listContacts = (db: Reader): ExpertContact[] =>
  prepared<[], ExpertContact>(db, `${select} WHERE c.active = 1 ORDER BY c.county_code, c.name, c.id`).all()

export const findContact = (db: Reader, id: string): ExpertContact | undefined =>
  prepared<[string], ExpertContact>(db, `${select} WHERE c.id = ? AND c.active = 1`).get(id)

/** Id of the living contact with this phone in this county (null: the province). */
export const contactWithPhone = (db: Reader, countyCode: string | null, phone: string): string | undefined =>
  prepared<[string, string], string>(db, "SELECT id FROM expert_contacts WHERE ifnull(county_code, '') = ? AND phone = ? AND active = 1").pluck().get(countyCode ?? '', phone)

export type ContactRow = Pick<ExpertContact, 'countyCode' | 'name' | 'post' | 'phone' | 'hours'>

export const insertContact = (db: Writer, id: string, row: ContactRow): void => {
  db.prepare('INSERT INTO expert_contacts VALUES (@id, 1, @countyCode, @name, @post, @phone, @hours, 1)').run({ ...row, id })
}

/** @throws RowStale when somebody changed or removed it since `version` was read. */
export const updateContact = (db: Writer, id: string, version: number, row: ContactRow): void => {
  const { changes } = db.prepare(`
    UPDATE expert_contacts SET version = version + 1, county_code = @countyCode, name = @name, post = @post, phone = @phone, hours = @hours
    WHERE id = @id AND version = @version AND active = 1
  `).run({ ...row, id, version })
  if (changes === 0) throw new RowStale(id)
}

/** The contact is shown no more. @throws RowStale. */
export const endContact = (db: Writer, id: string, version: number): void => {
  const { changes } = db.prepare('UPDATE expert_contacts SET version = version + 1, active = 0 WHERE id = ? AND version = ? AND active = 1').run(id, version)
  if (changes === 0) throw new RowStale(id)
}
