import type { Opinion, Review } from '#contract/dossiers'
import { isSignature, isSignedByAgencies, opinionsFor } from '#main/dossiers/index'
import type { Reader } from '#db/handle'
import { latestReview, type DossierRow } from '#db/dossiers/dossier-repo'
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
  const opinion = opinionsFor(db, dossier).filter((one) => isSignature(one) && one.agencyCode === dossier.agencyCode).at(-1)
  if (!opinion || !isSignedByAgencies(db, dossier)) return { ready: false, reason: 'agency_signature_missing' }
  const review = latestReview(db, dossier.id)
  const active = activePermitOf(db, dossier.holderId, dossier.fieldCode)
  if (!review || (active && active.no !== dossier.predecessorNo)) return { ready: false, reason: 'not_ready' }
  return { ready: true, opinion, review }
}
