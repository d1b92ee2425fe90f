import type { PlanInput } from '#contract/dossiers'
import type { FieldFault } from '#contract/values/reasons'
import type { Applicant, DossierRow } from '#db/dossiers/dossier-repo'

/** A dossier whose holder and field stand: filed once, or following a permit (S0-24, S0-13). */
const isFixed = ({ filedOn, predecessorNo }: Pick<DossierRow, 'filedOn' | 'predecessorNo'>): boolean => filedOn !== null || predecessorNo !== null

/**
 * Whether page one still names this dossier's person. Only that one's identity is an expert's to mend; a representative under
 * a national ID typed anew is judged as at the counter, so that a slip renames nobody.
 */
export const isSamePerson = (dossier: Pick<DossierRow, 'person'>, { person }: Pick<Applicant, 'person'>): boolean =>
  person.nationalId === dossier.person.nationalId

/** S0-24: the holder and the type never change after filing; another holder is another case. A company may change who stands for it. */
export const holderFaults = (dossier: DossierRow, { person, activityType, entity }: Applicant): FieldFault[] => {
  if (!isFixed(dossier)) return []
  const holderId = entity?.legalId ?? person.nationalId
  return [
    ...(activityType === dossier.activityType ? [] : [{ field: 'person.activityType', reason: 'TYPE_FIXED' as const }]),
    ...(holderId === dossier.holderId ? [] : [{ field: entity ? 'entity.legalId' : 'person.nationalId', reason: 'HOLDER_FIXED' as const }]),
  ]
}

/** The agency is derived from the field on filing and stands (S0-04): so does the field. */
export const fieldFixedFaults = (dossier: DossierRow, { fieldCode }: PlanInput): FieldFault[] =>
  isFixed(dossier) && dossier.fieldCode !== null && dossier.fieldCode !== fieldCode ? [{ field: 'fieldCode', reason: 'FIELD_FIXED' }] : []
