import type { Opinion } from '#contract/casework'
import type { DossierDetail } from '#contract/dossiers'
import { findAgency, findField } from '#main/catalogues/index'
import { findDossier, listOpinions, type DossierRow } from '#db/dossiers/dossier-repo'
import type { Reader } from '#db/handle'
import { findPermit } from '#db/permits/permit-repo'

type Standing = Pick<DossierRow, 'id' | 'agencyCode' | 'fieldCode' | 'caseType' | 'predecessorNo'>

/** S0-06: all three answers yes, by the agency's top official in the province. */
export const isSignature = (o: Opinion): boolean =>
  o.purpose === 'permit' && o.decision === 'approve' && o.personalCompetence && o.technicalCompetence && o.conditionsMet && o.isTopOfficial

/**
 * The dossiers whose agency opinions, confirmations and checks count for this one: its own, and for the correction of a
 * permit (T30) that of the permit it corrects, because the plan that was approved stays as it was. Its own come last.
 */
export const foundationsOf = (db: Reader, row: Pick<DossierRow, 'id' | 'caseType' | 'predecessorNo'>): string[] => {
  if (row.caseType !== 'correction' || row.predecessorNo === null) return [row.id]
  const corrected = findPermit(db, row.predecessorNo)
  const before = corrected && findDossier(db, corrected.dossierId)
  return before ? [...foundationsOf(db, before), row.id] : [row.id]
}

/** Opinions about the permit that count for a dossier, oldest first. */
export const opinionsFor = (db: Reader, row: Pick<DossierRow, 'id' | 'caseType' | 'predecessorNo'>): Opinion[] =>
  foundationsOf(db, row).flatMap((id) => listOpinions(db, id)).filter((opinion) => opinion.purpose === 'permit')

/** Agencies whose signature a dossier needs: the field's own, fixed on filing, and the second ones of a starred field (S0-04). */
const codesOf = (db: Reader, row: Standing): string[] => {
  const field = row.fieldCode === null ? undefined : findField(db, row.fieldCode)
  const own = row.agencyCode ?? field?.agencyCode
  return [...new Set([...(own === undefined ? [] : [own]), ...(field?.secondAgencies ?? [])])]
}

/** Whether an agency's newest opinion is a signature. */
const hasSigned = (opinions: readonly Opinion[], agencyCode: string): boolean => {
  const newest = opinions.findLast((opinion) => opinion.agencyCode === agencyCode)
  return newest !== undefined && isSignature(newest)
}

/** Every agency that a dossier needs, with its title and whether it has signed. */
export const agenciesOf = (db: Reader, row: Standing): DossierDetail['agencies'] => {
  const opinions = opinionsFor(db, row)
  return codesOf(db, row).map((code) => ({ code, title: findAgency(db, code)?.title ?? code, signed: hasSigned(opinions, code) }))
}

/** S0-06: whether every agency's top official has approved. `opinions`: those of `opinionsFor`, where the caller has read them. */
export const isSignedByAgencies = (db: Reader, row: Standing, opinions: readonly Opinion[] = opinionsFor(db, row)): boolean => {
  const codes = codesOf(db, row)
  return codes.length > 0 && codes.every((code) => hasSigned(opinions, code))
}
