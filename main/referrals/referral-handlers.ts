import type { Handlers } from '#contract'
import type { Context } from '#main/app/ports'
import { listReferrals } from '#db/referrals/referral-repo'
import { describeReferral, readReferral } from './describe-referral'
import { returnReferral, withdrawReferral } from './end-referral'
import { freezeReferrals } from './freeze-referrals'
import { listCandidates } from './list-candidates'
import { evaluateReferral, prepareReferral } from './prepare-referral'
import { signReferrals } from './sign-referrals'
import { submitReferral } from './submit-referral'

export const referralHandlers: Handlers<'referrals', Context> = {
  candidates: ({ db, clock }) => ({ items: listCandidates(db, clock.today()) }),
  list: (context, { states }) => ({ items: listReferrals(context.db, states).map((row) => describeReferral(context, row)) }),
  read: (context, { id }) => readReferral(context, id),
  prepare: (context, { permitNo, readiness = null, ...request }) => prepareReferral(context, permitNo, { ...request, readiness }),
  evaluate: (context, { id, version, ...request }) => evaluateReferral(context, { id, version }, request),
  submit: (context, target) => submitReferral(context, target),
  returnToExpert: (context, target) => returnReferral(context, target),
  freeze: (context, { ids }) => freezeReferrals(context, ids),
  sign: (context, { items, passphrase }) => signReferrals(context, items, passphrase),
  withdraw: (context, target) => withdrawReferral(context, target),
}
