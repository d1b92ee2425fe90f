import type { Opinion, Review } from '#contract/dossiers'
import { Fault } from '#main/app/fault'
import { assertIssuable, isSignature, opinionsFor } from '#main/dossiers/index'
import type { Reader } from '#db/handle'
import { latestReview, type DossierRow } from '#db/dossiers/dossier-repo'
import { mayFollow } from './predecessor'

export type Readiness =
  | { ready: true; opinion: Opinion; review: Review }
  | { ready: false; reason: 'not_ready' | 'refusal_proposed' | 'agency_signature_missing' }

/**
 * T17's guards, read from the rows every time, whatever was checked before: waiting for the Director, the office re-examined
 * it and proposes to issue (S0-17), the agencies' top officials approved (S0-06), confirmations and a supporter's check are
 * there (S0-18, S1-B2), the holder lives (S0-25) and has no other permit in this field (S0-07) than the one that this renews
 * or corrects.
 */
export const readyToSign = (db: Reader, dossier: DossierRow): Readiness => {
  if (dossier.state !== 'awaiting_signature' || !dossier.fieldCode || !dossier.plan) return { ready: false, reason: 'not_ready' }
  const review = latestReview(db, dossier.id)
  if (review?.proposal === 'refuse') return { ready: false, reason: 'refusal_proposed' }
  const opinions = opinionsFor(db, dossier)
  const missing = issueFault(db, dossier, opinions)
  if (missing === 'AGENCY_SIGNATURE_MISSING') return { ready: false, reason: 'agency_signature_missing' }
  const opinion = opinions.findLast((one) => isSignature(one) && one.agencyCode === dossier.agencyCode)
  if (!opinion) return { ready: false, reason: 'agency_signature_missing' }
  if (missing !== null || !review || !mayFollow(db, dossier)) return { ready: false, reason: 'not_ready' }
  return { ready: true, opinion, review }
}

/** Why T15's guards would refuse it today; null when they would not. */
const issueFault = (db: Reader, dossier: DossierRow, opinions: readonly Opinion[]): string | null => {
  try {
    assertIssuable(db, dossier, opinions)
    return null
  } catch (error) {
    if (error instanceof Fault) return error.code
    throw error
  }
}
