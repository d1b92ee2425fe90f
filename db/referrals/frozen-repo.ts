import type { IsoDay } from '#contract/values/jalali'
import type { Reader, Writer } from '../handle'
import { prepared } from '../prepared'

/** The exact bytes the Director was shown for a referral, and the facts and outcomes that those bytes bind. */
export type FrozenRow = {
  referralId: string
  referralVersion: number
  no: string
  onDay: IsoDay
  bytes: string
  digest: string
  facts: string
  evaluation: string
  frozenBy: string
}

export const findFrozen = (db: Reader, referralId: string): FrozenRow | undefined =>
  prepared<[string], FrozenRow>(db, `
    SELECT referral_id AS referralId, referral_version AS referralVersion, no, on_day AS onDay, bytes, digest, facts, evaluation,
      frozen_by AS frozenBy
    FROM frozen_referrals WHERE referral_id = ?
  `).get(referralId)

/** Replaces what was frozen for the referral before. */
export const putFrozen = (db: Writer, row: FrozenRow): void => {
  prepared(db, `
    INSERT INTO frozen_referrals VALUES (@referralId, @referralVersion, @no, @onDay, @bytes, @digest, @facts, @evaluation, @frozenBy)
    ON CONFLICT DO UPDATE SET referral_version = @referralVersion, no = @no, on_day = @onDay, bytes = @bytes, digest = @digest,
      facts = @facts, evaluation = @evaluation, frozen_by = @frozenBy
  `).run({ ...row })
}

/** What was frozen for referrals that ended unsigned, so many at most. */
export const spoiledFrozen = (db: Reader, most: number): { referralId: string; no: string }[] =>
  prepared<[number], { referralId: string; no: string }>(db, `
    SELECT f.referral_id AS referralId, f.no FROM frozen_referrals f JOIN referrals r ON r.id = f.referral_id
    WHERE r.state IN ('withdrawn', 'lapsed') AND r.no IS NULL ORDER BY f.no LIMIT ?
  `).all(most)

/** The referral is signed or withdrawn: nothing waits for a signature any more. */
export const dropFrozen = (db: Writer, referralId: string): void => {
  prepared(db, 'DELETE FROM frozen_referrals WHERE referral_id = ?').run(referralId)
}
