import type { ReferralPayload } from '#contract/referrals'
import { handMembers, type Deed, type Hand } from '#main/signing/index'
import type { PermitRow } from '#db/permits/permit-repo'

/** Deciding on a referral of this permit; a referral is about a loan by its nature, so the limit on permits says nothing of it. */
export const deedOfReferral = ({ countyCode, fieldCode }: PermitRow): Deed => ({ kind: 'referral', cty: countyCode, fld: fieldCode, loan: false })

/** Whether frozen bytes name the post and the delegation of this hand. */
export const isOfHand = (hand: Hand, bytes: string): boolean => {
  const { post, del } = JSON.parse(bytes) as Pick<ReferralPayload, 'post' | 'del'>
  const members: { post: string; del?: string } = handMembers(hand)
  return post === members.post && del === members.del
}
