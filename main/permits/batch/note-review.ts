import type { ReviewRecord } from '#contract/batches'
import { Fault } from '#main/app/fault'
import type { Context } from '#main/app/ports'
import { findDraft } from '#db/permits/draft-repo'
import { findReview, growReview, putReview } from '#db/permits/review-repo'
import { transact } from '#db/transact'

/** What stands in the record of these bytes for this Director. */
export const reviewOf = ({ db, actor }: Context, digest: string): ReviewRecord => {
  const row = findReview(db, digest, actor.username)
  return row ? { opened: true, seconds: row.seconds, toEnd: row.toEnd } : { opened: false, seconds: 0, toEnd: false }
}

/** The Director has these bytes before her from now on. Inside the caller's transaction. */
export const openReview = ({ db, actor, clock }: Context, { digest, dossierId }: { dossierId: string; digest: string }): void => {
  putReview(db, { digest, byUser: actor.username, dossierId }, clock.now().toISOString())
}

export type ReviewNote = { dossierId: string; digest: string; seconds: number; toEnd: boolean }

/**
 * Adds what the screen counted, as far as the core's own clock allows it: a second of rounding, never more.
 * @throws Fault REVIEW_ABSENT when these bytes were not opened by this Director, or are not the permit's any more.
 */
export const noteReview = (context: Context, { dossierId, digest, seconds, toEnd }: ReviewNote): { review: ReviewRecord } =>
  transact(context.db, (db) => {
    const { username } = context.actor
    const known = findReview(db, digest, username)
    if (!known || known.dossierId !== dossierId || findDraft(db, dossierId)?.digest !== digest) throw new Fault('REVIEW_ABSENT')
    const now = context.clock.now()
    const passed = Math.max(0, Math.ceil((now.getTime() - Date.parse(known.lastAt)) / 1000))
    growReview(db, digest, username, { seconds: Math.min(seconds, passed), toEnd, at: now.toISOString() })
    return { review: reviewOf(context, digest) }
  })
