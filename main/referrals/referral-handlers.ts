import type { Handlers } from '#contract'
import type { Referral } from '#contract/referrals'
import type { Context } from '#main/app/ports'
import { findPermit } from '#db/permits/permit-repo'
import { listReferrals } from '#db/referrals/referral-repo'
import { recordBankAnswer, recordHandover, resendReferral } from './bank-answer'
import { describeReferral, readReferral } from './describe-referral'
import { returnReferral, withdrawReferral } from './end-referral'
import { freezeReferrals } from './freeze-referrals'
import { lapseReferral } from './lapse-referral'
import { listCandidates } from './list-candidates'
import { evaluateReferral, prepareReferral } from './prepare-referral'
import { recordEmploymentCheck, requestLoan } from './request-loan'
import { signReferrals, type SignReport } from './sign-referrals'
import { submitReferral } from './submit-referral'

/** Tells open screens, after the commit, whose dossier the referral belongs to. */
const told = ({ db, emit }: Context, referral: Referral): Referral => {
  const permit = findPermit(db, referral.permitNo)
  if (permit) emit('dossier.changed', { dossierId: permit.dossierId })
  return referral
}

const toldOf = <T>({ db, emit }: Context, permitNo: string, done: T): T => {
  const permit = findPermit(db, permitNo)
  if (permit) emit('dossier.changed', { dossierId: permit.dossierId })
  return done
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
  lapse: (context, target) => told(context, lapseReferral(context, target)),
  requestLoan: (context, input) => toldOf(context, input.permitNo, requestLoan(context, input)),
  recordEmploymentCheck: (context, input) => toldOf(context, input.permitNo, recordEmploymentCheck(context, input)),
  recordHandover: (context, input) => told(context, recordHandover(context, input)),
  recordBankAnswer: (context, input) => told(context, recordBankAnswer(context, input)),
  resend: (context, target) => told(context, resendReferral(context, target)),
}
