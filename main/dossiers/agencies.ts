import type { Opinion } from '#contract/casework'
import type { DossierDetail } from '#contract/dossiers'
import { findAgency, findField } from '#main/catalogues/index'
import { listOpinions, type DossierRow } from '#db/dossiers/dossier-repo'
import type { Reader } from '#db/handle'

/** S0-06: all three answers yes, by the agency's top official in the province. */
export const isSignature = (o: Opinion): boolean =>
  o.purpose === 'permit' && o.decision === 'approve' && o.personalCompetence && o.technicalCompetence && o.conditionsMet && o.isTopOfficial

/**
 * Every agency whose signature a dossier needs: the field's own, fixed on filing, and the second ones of a starred field
 * (S0-04), each with whether its newest opinion is a signature.
 */
export const agenciesOf = (db: Reader, row: Pick<DossierRow, 'id' | 'agencyCode' | 'fieldCode'>): DossierDetail['agencies'] => {
  const field = row.fieldCode === null ? undefined : findField(db, row.fieldCode)
  const own = row.agencyCode ?? field?.agencyCode
  const codes = [...new Set([...(own === undefined ? [] : [own]), ...(field?.secondAgencies ?? [])])]
  const opinions = listOpinions(db, row.id).filter((opinion) => opinion.purpose === 'permit')
  return codes.map((code) => {
    const newest = opinions.filter((opinion) => opinion.agencyCode === code).at(-1)
    return { code, title: findAgency(db, code)?.title ?? code, signed: newest !== undefined && isSignature(newest) }
  })
}

/** S0-06: whether every agency's top official has approved. */
export const isSignedByAgencies = (db: Reader, row: Pick<DossierRow, 'id' | 'agencyCode' | 'fieldCode'>): boolean => {
  const agencies = agenciesOf(db, row)
  return agencies.length > 0 && agencies.every((agency) => agency.signed)
}
