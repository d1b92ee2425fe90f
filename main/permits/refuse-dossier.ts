import { Fault } from '#main/app/fault'
import type { Context } from '#main/app/ports'
import { moveDossier } from '#main/dossiers/index'
import { requireHand } from '#main/signing/index'
import { assertMay } from '#main/workflow/index'
import { RowStale } from '#db/faults'
import { findDossier, latestReview } from '#db/dossiers/dossier-repo'
import { transact } from '#db/transact'
import { deedOfDossier } from './acting-hand'

/**
 * T18: the Director refuses what the expert proposed to refuse; the applicant is told why (S0-12).
 * @throws Fault NOT_FOUND, DOSSIER_STATE, PROPOSAL_NOT_REFUSAL, SAME_PERSON, DELEGATION_REFUSED; RowStale.
 */
export const refuseDossier = (context: Context, change: { dossierId: string; version: number; note: string }): { version: number } => {
  const { db, actor } = context
  const version = transact(db, () => {
    const dossier = findDossier(db, change.dossierId)
    if (!dossier) throw new Fault('NOT_FOUND')
    assertMay(dossier.state, 'permits.refuse')
    if (dossier.version !== change.version) throw new RowStale(dossier.id)
    const review = latestReview(db, dossier.id)
    if (review?.proposal !== 'refuse') throw new Fault('PROPOSAL_NOT_REFUSAL')
    if (review.expert === actor.username) throw new Fault('SAME_PERSON')
    requireHand(context, deedOfDossier(dossier))
    return moveDossier(context, dossier, 'permits.refuse', {
      kind: 'dossier.refuse', payload: { reasons: review.reasons, note: change.note, proposed_by: review.expert }, vars: { why: review.reasons.join('، ') },
    }).version
  })
  context.emit('dossier.changed', { dossierId: change.dossierId })
  return { version }
}
