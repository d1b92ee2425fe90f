import type { Reader, Writer } from '../handle'
import { prepared } from '../prepared'
import { dossierColumns, dossierTables, toDossier, type DossierRow, type StoredDossier } from './dossier-row'

export type Decision = 'same' | 'different'


/**
 * The likenesses that are looked for, each by its own index; kept apart so that a test can ask the planner about them. A mobile
 * written on thousands of dossiers says no more than on fifty.
 */
export const resemblingSql: Readonly<Record<'holder' | 'entity' | 'mobile' | 'sheba' | 'postalCode' | 'birthDate', string>> = {
  holder: 'SELECT d.id FROM dossiers d WHERE d.national_id = ? ORDER BY d.id DESC LIMIT 50',
  entity: 'SELECT d.id FROM dossiers d WHERE d.legal_id = ? ORDER BY d.id DESC LIMIT 50',
  mobile: 'SELECT d.id FROM dossiers d WHERE d.mobile = ? ORDER BY d.id DESC LIMIT 50',
  sheba: 'SELECT d.id FROM dossiers d WHERE d.sheba = ? ORDER BY d.id DESC LIMIT 50',
  postalCode: 'SELECT d.id FROM dossiers d WHERE d.postal_code = ? ORDER BY d.id DESC LIMIT 50',
  birthDate: `SELECT d.id, p.first_name || ' ' || p.last_name AS name FROM persons p JOIN dossiers d ON d.national_id = p.national_id WHERE p.birth_date = ?`,
}

/** Other dossiers that share anything with this one; how much they do, and which names are alike, is for the caller to say. */
export const resembling = (db: Reader, mine: DossierRow, alikeName: (name: string) => boolean): DossierRow[] => {
  const by = (what: Exclude<keyof typeof resemblingSql, 'birthDate'>, value: string | null | undefined): string[] =>
    (value ? prepared<[string], string>(db, resemblingSql[what]).pluck().all(value) : [])
  const ids = new Set([
    ...by('holder', mine.person.nationalId), ...by('entity', mine.entity?.legalId), ...by('mobile', mine.person.mobile), ...by('sheba', mine.plan?.sheba),
    ...by('postalCode', mine.person.postalCode),
    ...prepared<[string], { id: string; name: string }>(db, resemblingSql.birthDate).all(mine.person.birthDate).filter(({ name }) => alikeName(name)).map(({ id }) => id),
  ])
  ids.delete(mine.id)
  const read = prepared<[string], StoredDossier>(db, `SELECT ${dossierColumns} ${dossierTables} WHERE d.id = ?`)
  return [...ids].flatMap((id) => {
    const stored = read.get(id)
    return stored ? [toDossier(stored)] : []
  })
}

/** What was decided of each dossier beside this one, whichever of the two was looked at. */
export const decisionsOn = (db: Reader, dossierId: string): Map<string, Decision> =>
  new Map(prepared<[string, string, string], { other: string; decision: Decision }>(db, `
    SELECT iif(dossier_id = ?, other_id, dossier_id) AS other, decision FROM duplicate_decisions WHERE dossier_id = ? OR other_id = ? ORDER BY at
  `).all(dossierId, dossierId, dossierId).map(({ other, decision }) => [other, decision]))

export const insertDuplicateDecision = (
  db: Writer, row: { id: string; otherId: string; decision: Decision; note: string; at: string; by: string },
): void => {
  prepared(db, `
    INSERT INTO duplicate_decisions (dossier_id, other_id, decision, note, at, by_user) VALUES (@id, @otherId, @decision, @note, @at, @by)
    ON CONFLICT (dossier_id, other_id) DO UPDATE SET decision = excluded.decision, note = excluded.note, at = excluded.at, by_user = excluded.by_user
  `).run(row)
}
