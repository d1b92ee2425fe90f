import type { LegalEntity } from '#contract/applicants'
import type { Reader } from '../handle'
import { prepared } from '../prepared'

/** A company as one knows it, whoever stands for it. */
export type Company = Omit<LegalEntity, 'representativePost'>

export const findEntity = (db: Reader, legalId: string): Company | undefined =>
  prepared<[string], Company>(db, `
    SELECT legal_id AS legalId, name, registration_no AS registrationNo, registered_on AS registeredOn, kind FROM legal_entities WHERE legal_id = ?
  `).get(legalId)

/** Whether any dossier but this one stands on the company. */
export const entityIsShared = (db: Reader, legalId: string, exceptDossier: string): boolean =>
  prepared<[string, string], number>(db, 'SELECT 1 FROM dossiers WHERE legal_id = ? AND id <> ? LIMIT 1').pluck().get(legalId, exceptDossier) === 1
