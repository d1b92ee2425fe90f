import type { DossierState, Review } from '#contract/dossiers'
import { Fault } from '#main/app/fault'
import type { Context } from '#main/app/ports'
import { insertReview } from '#db/dossiers/decision-repo'
import { latestReview, type DossierRow } from '#db/dossiers/dossier-repo'
import { transact } from '#db/transact'
import { missingPapers } from './good-papers'
import { assertIssuable } from './issue-guards'
import { loadFor } from './load-dossier'
import { moveDossier } from './move-dossier'
import { assertRepresented } from './who-lives'

const command = 'dossiers.submitForSignature'

export type ReviewInput = {
  id: string
  version: number
  readiness: Review['readiness']
  documentsSeen: boolean
  note: string
  proposal: Review['proposal']
  reasons: string[]
}

/**
 * T15: the office's re-examination (S0-17). Readiness is recorded whichever way it falls: it gates the loan, not the permit (S1-A8).
 * A proposal to refuse needs its reasons instead of the guards.
 * @throws Fault DOSSIER_STATE, REVIEW_DOCUMENTS, REVIEW_REASONS, AGENCY_SIGNATURE_MISSING (S0-06), CONFIRMATION_MISSING {missing}
 * (S0-18), PRE_PERMIT_CHECK_MISSING (S1-B2), PERMIT_ACTIVE {permitNo}, REPRESENTATIVE_DEAD (S0-16),
 * PAPERS_MISSING {missing} (S4-12…S4-18).
 */
export const submitForSignature = (context: Context, input: ReviewInput): { version: number; state: DossierState } => {
  const { db, clock, actor } = context
  const done = transact(db, () => {
    const dossier = loadFor(context, command, input.id, input.version)
    assertSubmittable(context, dossier, input)
    const review: Review = {
      round: (latestReview(db, dossier.id)?.round ?? 0) + 1, expert: actor.username, proposal: input.proposal,
      reasons: input.proposal === 'refuse' ? input.reasons : [], readiness: input.readiness, note: input.note, at: clock.now().toISOString(),
    }
    insertReview(db, dossier.id, review)
    const { version, to } = moveDossier(context, dossier, command, {
      kind: 'review.submit', set: { returnReason: null, proposal: input.proposal },
      payload: {
        round: review.round, readiness: review.readiness, documents_seen: true, proposal: review.proposal, reasons: review.reasons, note: review.note,
      },
    })
    return { version, state: to }
  })
  context.emit('dossier.changed', { dossierId: input.id })
  return done
}

const assertSubmittable = ({ db }: Context, dossier: DossierRow, input: ReviewInput): void => {
  if (!input.documentsSeen) throw new Fault('REVIEW_DOCUMENTS')
  if (input.proposal === 'refuse') {
    if (input.reasons.length === 0) throw new Fault('REVIEW_REASONS')
    return
  }
  // The Director signs permits; a confirmation is sealed (T05, confirmAfterCheck).
  if (dossier.path === 'registration_based') throw new Fault('DOSSIER_STATE', { from: dossier.state, command, path: dossier.path })
  assertRepresented(db, dossier)
  assertIssuable(db, dossier)
  const missing = missingPapers(db, dossier)
  if (missing.length > 0) throw new Fault('PAPERS_MISSING', { missing })
}
