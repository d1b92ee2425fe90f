import type { Person } from '#contract/dossiers'
import type { Reader, Writer } from '../handle'
import { prepared } from '../prepared'

/** Who somebody is: what must be the same in every request of one national ID. */
export type Identity = Pick<Person, 'nationalId' | 'firstName' | 'lastName' | 'fatherName' | 'birthDate' | 'gender'>

export const findIdentity = (db: Reader, nationalId: string): Identity | undefined =>
  prepared<[string], Identity>(db, `
    SELECT national_id AS nationalId, first_name AS firstName, last_name AS lastName, father_name AS fatherName,
      birth_date AS birthDate, gender
    FROM persons WHERE national_id = ?
  `).get(nationalId)

/** Adds a person or writes the identity again. `searchText` is what a name is found by. */
export const saveIdentity = (db: Writer, person: Identity, searchText: string): void => {
  prepared(db, `
    INSERT INTO persons (national_id, first_name, last_name, father_name, birth_date, gender, search_text)
    VALUES (@nationalId, @firstName, @lastName, @fatherName, @birthDate, @gender, @searchText)
    ON CONFLICT (national_id) DO UPDATE SET first_name = excluded.first_name, last_name = excluded.last_name,
      father_name = excluded.father_name, birth_date = excluded.birth_date, gender = excluded.gender, search_text = excluded.search_text
  `).run({
    nationalId: person.nationalId, firstName: person.firstName, lastName: person.lastName, fatherName: person.fatherName,
    birthDate: person.birthDate, gender: person.gender, searchText,
  })
}

/** Whether any dossier but this one stands on the identity. */
export const identityIsShared = (db: Reader, nationalId: string, exceptDossier: string): boolean =>
  prepared<[string, string], number>(db, 'SELECT 1 FROM dossiers WHERE national_id = ? AND id <> ? LIMIT 1').pluck().get(nationalId, exceptDossier) === 1

/** The number a person has in this office: says nothing to anybody outside it. */
export const personNo = (db: Reader, nationalId: string): number =>
  prepared<[string], number>(db, 'SELECT no FROM persons WHERE national_id = ?').pluck().get(nationalId) ?? 0
