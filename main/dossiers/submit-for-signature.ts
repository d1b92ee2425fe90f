import type { DossierState, Review } from '#contract/dossiers'
import { Fault } from '#main/app/fault'
import type { Context } from '#main/app/ports'
import { appendEntry } from '#main/ledger/index'
import { moveOf } from '#main/workflow/index'
import { insertReview } from '#db/dossiers/decision-repo'
import { latestOpinion, latestReview, setDossierState } from '#db/dossiers/dossier-repo'
import { activePermitOf } from '#db/permits/permit-repo'
import { transact } from '#db/transact'
import { loadFor } from './load-dossier'

const command = 'dossiers.submitForSignature'

export type ReviewInput = { id: string; version: number; readiness: Review['readiness']; documentsSeen: boolean; note: string }

/**
 * T15: the office's re-examination (S0-17). Readiness is recorded whichever way it falls: it gates the loan, not the permit (S1-A8).
 * @throws Fault DOSSIER_STATE, REVIEW_DOCUMENTS, AGENCY_SIGNATURE_MISSING (S0-06), PERMIT_ACTIVE {permitNo}.
 */
export const submitForSignature = (context: Context, input: ReviewInput): { version: number; state: DossierState } => {
  const { db, clock, actor } = context
  const done = transact(db, () => {
    const dossier = loadFor(context, command, input.id, input.version)
    if (!input.documentsSeen) throw new Fault('REVIEW_DOCUMENTS')
    const opinion = latestOpinion(db, dossier.id)
    if (opinion?.decision !== 'approve' || !opinion.isTopOfficial) throw new Fault('AGENCY_SIGNATURE_MISSING')
    const active = activePermitOf(db, dossier.person.nationalId, dossier.fieldCode ?? '')
    if (active) throw new Fault('PERMIT_ACTIVE', { permitNo: active.no })
    const { from, to } = moveOf(dossier.state, command)
    const review: Review = {
      round: (latestReview(db, dossier.id)?.round ?? 0) + 1, expert: actor.username, readiness: input.readiness, note: input.note,
      at: clock.now().toISOString(),
    }
    insertReview(db, dossier.id, review)
    const version = setDossierState(db, dossier.id, dossier.version, { state: to, returnReason: null })
    appendEntry(context, {
      kind: 'review.submit', aggregate: { type: 'Dossier', id: dossier.id }, baseVersion: dossier.version,
      payload: {
        tracking_code: dossier.trackingCode, from, to, round: review.round, readiness: review.readiness, documents_seen: true,
        proposal: 'issue', note: review.note,
      },
    })
    return { version, state: to }
  })
  context.emit('dossier.changed', { dossierId: input.id })
  return done
}
