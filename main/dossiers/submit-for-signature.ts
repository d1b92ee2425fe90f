import type { DossierState, Review } from '#contract/dossiers'
import { Fault } from '#main/app/fault'
import type { Context } from '#main/app/ports'
import { insertReview } from '#db/dossiers/decision-repo'
import { latestReview, type DossierRow } from '#db/dossiers/dossier-repo'
import type { Reader } from '#db/handle'
import { activePermitOf } from '#db/permits/permit-repo'
import { transact } from '#db/transact'
import { isSignedByAgencies } from './agencies'
import { loadFor } from './load-dossier'
import { moveDossier } from './move-dossier'

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
 * @throws Fault DOSSIER_STATE, REVIEW_DOCUMENTS, AGENCY_SIGNATURE_MISSING (S0-06), PERMIT_ACTIVE {permitNo}.
 */
export const submitForSignature = (context: Context, input: ReviewInput): { version: number; state: DossierState } => {
  const { db, clock, actor } = context
  const done = transact(db, () => {
    const dossier = loadFor(context, command, input.id, input.version)
    if (!input.documentsSeen) throw new Fault('REVIEW_DOCUMENTS')
    if (input.proposal === 'refuse') checkReasons(input)
    else checkIssue(db, dossier)
    const review: Review = {
      round: (latestReview(db, dossier.id)?.round ?? 0) + 1, expert: actor.username, proposal: input.proposal, reasons: input.reasons,
      readiness: input.readiness, note: input.note, at: clock.now().toISOString(),
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

const checkReasons = ({ reasons }: ReviewInput): void => {
  if (reasons.length === 0) throw new Fault('REVIEW_REASONS')
}

/** What must hold before the Director is asked to issue (T15). */
const checkIssue = (db: Reader, dossier: DossierRow): void => {
  if (!isSignedByAgencies(db, dossier)) throw new Fault('AGENCY_SIGNATURE_MISSING')
  const active = activePermitOf(db, dossier.holderId, dossier.fieldCode ?? '')
  if (active && active.no !== dossier.predecessorNo) throw new Fault('PERMIT_ACTIVE', { permitNo: active.no })
}
