import type { DelegationRefusal } from '#contract/delegations'
import type { PermitPayload } from '#contract/permits'
import { Fault } from '#main/app/fault'
import type { Context } from '#main/app/ports'
import { handMembers, handOf, refusalOf, type Deed, type Hand } from '#main/signing/index'
import type { DossierRow } from '#db/dossiers/dossier-repo'
import type { PermitRow } from '#db/permits/permit-repo'

/** Deciding on a dossier, whether its permit is signed, refused or sent back. */
export const deedOfDossier = ({ countyCode, fieldCode, plan }: DossierRow): Deed =>
  ({ kind: 'permit', cty: countyCode, fld: fieldCode ?? '', loan: plan?.loanWanted ?? false })

/** Taking a permit out of force, for a time or for good, or putting it back. */
export const deedOfPermit = ({ countyCode, fieldCode, loanWanted }: PermitRow): Deed =>
  ({ kind: 'revocation', cty: countyCode, fld: fieldCode, loan: loanWanted })

/** Why the signed-in director may not decide this dossier today; null when she may. */
export const refusalFor = (context: Context, dossier: DossierRow): DelegationRefusal | null =>
  refusalOf(context.db, handOf(context), deedOfDossier(dossier))

/** The right under which new bytes are fixed. @throws Fault DELEGATION_REFUSED when there is none today. */
export const presentHand = (context: Context): Hand => {
  const hand = handOf(context)
  if ('refusal' in hand) throw new Fault('DELEGATION_REFUSED', { why: hand.refusal })
  return hand
}

/** Whether bytes name the post and the delegation under which the signed-in director signs today. */
export const isOfHand = (context: Context, payload: Pick<PermitPayload, 'post' | 'del'>): boolean => {
  const hand = handOf(context)
  if ('refusal' in hand) return false
  const members: { post: string; del?: string } = handMembers(hand)
  return payload.post === members.post && payload.del === members.del
}
