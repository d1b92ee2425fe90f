import type { Handlers } from '#contract'
import type { Referral } from '#contract/referrals'
import type { Context } from '#main/app/ports'
import { findPermit } from '#db/permits/permit-repo'
import { listReferrals } from '#db/referrals/referral-repo'
import { describeReferral, readReferral } from './describe-referral'
import { returnReferral, withdrawReferral } from './end-referral'
import { freezeReferrals } from './freeze-referrals'
import { listCandidates } from './list-candidates'
import { evaluateReferral, prepareReferral } from './prepare-referral'
import { signReferrals, type SignReport } from './sign-referrals'
import { submitReferral } from './submit-referral'

/** Tells open screens, after the commit, whose dossier the referral belongs to. */
const told = ({ db, emit }: Context, referral: Referral): Referral => {
  const permit = findPermit(db, referral.permitNo)
  if (permit) emit('dossier.changed', { dossierId: permit.dossierId })
  return referral
}

const toldAll = (context: Context, report: SignReport): SignReport => {
  for (const { dossierId: id, outcome } of report.outcomes) if (outcome === 'signed') told(context, readReferral(context, id))
  return report
}

export const referralHandlers: Handlers<'referrals', Context> = {
  candidates: ({ db, clock }) => ({ items: listCandidates(db, clock.today()) }),
  list: (context, { states }) => ({ items: listReferrals(context.db, states).map((row) => describeReferral(context, row)) }),
  read: (context, { id }) => readReferral(context, id),
  prepare: (context, { permitNo, readiness = null, ...request }) => told(context, prepareReferral(context, permitNo, { ...request, readiness })),
  evaluate: (context, { id, version, ...request }) => told(context, evaluateReferral(context, { id, version }, request)),
  submit: (context, target) => told(context, submitReferral(context, target)),
  returnToExpert: (context, target) => told(context, returnReferral(context, target)),
  freeze: (context, { ids }) => freezeReferrals(context, ids),
  sign: async (context, { items, passphrase }) => {
    const report = await signReferrals(context, items, passphrase)
    return context.db.open ? toldAll(context, report) : report
  },
  withdraw: (context, target) => told(context, withdrawReferral(context, target)),
}
