import type { Opinion, Review } from '#contract/dossiers'
import type { Reader } from '#db/handle'
import { latestOpinion, latestReview, type DossierRow } from '#db/dossiers/dossier-repo'
import { activePermitOf } from '#db/permits/permit-repo'

export type Readiness =
  | { ready: true; opinion: Opinion; review: Review }
  | { ready: false; reason: 'not_ready' | 'agency_signature_missing' }

/**
 * T17's guards, read from the rows every time, whatever was checked before: waiting for the Director, the agency's top
 * official approved (S0-06), the office re-examined it (S0-17), no permit of this person in this field (S0-07).
 */
export const readyToSign = (db: Reader, dossier: DossierRow): Readiness => {
  if (dossier.state !== 'awaiting_signature' || !dossier.fieldCode || !dossier.plan) return { ready: false, reason: 'not_ready' }
  const opinion = latestOpinion(db, dossier.id)
  if (!opinion || !isSigned(opinion) || opinion.agencyCode !== dossier.agencyCode) return { ready: false, reason: 'agency_signature_missing' }
  const review = latestReview(db, dossier.id)
  if (!review || activePermitOf(db, dossier.person.nationalId, dossier.fieldCode)) return { ready: false, reason: 'not_ready' }
  return { ready: true, opinion, review }
}

const isSigned = (o: Opinion): boolean =>
  o.decision === 'approve' && o.personalCompetence && o.technicalCompetence && o.conditionsMet && o.isTopOfficial
