import type { BankAnswer, BankOutcome, Sender } from '#contract/bank-answers'
import type { MessageKey, MessageVars } from '#contract/messages'
import type { Referral, ReferralState } from '#contract/referrals'
import type { IsoDay } from '#contract/values/jalali'
import { Fault } from '#main/app/fault'
import type { Context } from '#main/app/ports'
import { appendEntry } from '#main/ledger/index'
import { payQuota, releaseQuota, shrinkHold } from '#main/quotas/index'
import { findBank } from '#db/catalogues/catalogue-repo'
import { insertOutcome, markHandedOver, markState, outcomesOfReferral } from '#db/referrals/bank-repo'
import type { ReferralRow } from '#db/referrals/referral-repo'
import { transact } from '#db/transact'
import { readReferral, referralIn } from './describe-referral'
import { tellHolder } from './tell-holder'

type Target = { id: string; version: number }

/** R06–R12 of the domain model §3.3: from where each answer may come, where it leads, and what the holder is told. */
const answerRows: Readonly<Record<BankAnswer, { from: readonly ReferralState[]; to: ReferralState; say: MessageKey }>> = {
  more_needed: { from: ['at_bank', 'approved'], to: 'more_needed', say: 'referral.more_needed' },
  approved: { from: ['at_bank'], to: 'approved', say: 'referral.approved' },
  paid: { from: ['at_bank', 'approved'], to: 'paid', say: 'referral.paid' },
  refused: { from: ['at_bank', 'more_needed', 'approved'], to: 'refused_by_bank', say: 'referral.refused' },
}

/**
 * R06: the signed referral went to the bank, by letter of the office or the agency (S0-08, S4-11).
 * @throws Fault NOT_FOUND, VERSION_STALE, REFERRAL_STATE, BANK_DATE {since, today}.
 */
export const recordHandover = (context: Context, input: Target & { sender: Sender; letterNo: string; letterOn: IsoDay }): Referral =>
  transact(context.db, (db) => {
    const row = referralIn(db, input, ['issued'])
    checkDay(context, row, input.letterOn)
    markHandedOver(db, row.id, row.version, input)
    appendEntry(context, {
      kind: 'referral.handOver', aggregate: { type: 'BankReferral', id: row.id }, baseVersion: row.version,
      payload: { permit_no: row.permitNo, no: row.no, sender: input.sender, letter_no: input.letterNo, letter_on: input.letterOn },
    })
    return readReferral(context, row.id)
  })

/**
 * R07, R09, R10, R12: what the bank answers by letter. Approved less: the difference of the hold is free again; paid: the hold
 * becomes paid and the rest is free; refused: all of it is. The holder is told in the same transaction (S0-12).
 * @throws Fault NOT_FOUND, VERSION_STALE, REFERRAL_STATE, BANK_DATE, BANK_AMOUNT {mostRial}, BANK_REASON.
 */
export const recordBankAnswer = (context: Context, input: Target & BankOutcome): Referral =>
  transact(context.db, (db) => {
    const { from, to, say } = answerRows[input.answer]
    const row = referralIn(db, input, from)
    checkDay(context, row, input.on)
    checkDay(context, row, input.letterOn)
    const outcome = outcomeFor(context, row, input)
    insertOutcome(db, row.id, outcome, context.clock.now().toISOString(), context.actor.username)
    markState(db, row.id, row.version, to)
    moveQuota(context, row.id, outcome)
    appendEntry(context, {
      kind: 'outcome.record', aggregate: { type: 'BankReferral', id: row.id }, baseVersion: row.version,
      payload: {
        permit_no: row.permitNo, no: row.no, from: row.state, to, answer: outcome.answer, actor: outcome.actor, amount_rial: outcome.amountRial,
        on: outcome.on, reason: outcome.reason, letter_no: outcome.letterNo, letter_on: outcome.letterOn,
      },
    })
    const bank = findBank(db, row.bankCode)?.shortTitle ?? row.bankCode
    tellHolder(context, row.permitNo, say, { bank, ...whyOf(outcome) })
    return readReferral(context, row.id)
  })

/** R08. @throws Fault NOT_FOUND, VERSION_STALE, REFERRAL_STATE. */
export const resendReferral = (context: Context, target: Target): Referral =>
  transact(context.db, (db) => {
    const row = referralIn(db, target, ['more_needed'])
    markState(db, row.id, row.version, 'at_bank')
    appendEntry(context, {
      kind: 'referral.resend', aggregate: { type: 'BankReferral', id: row.id }, baseVersion: row.version, payload: { permit_no: row.permitNo, no: row.no },
    })
    return readReferral(context, row.id)
  })

const whyOf = (outcome: BankOutcome): MessageVars => (outcome.answer === 'more_needed' ? { why: outcome.reason } : {})

/** Nothing of a referral happens before it was signed, or after today. */
const checkDay = ({ clock }: Context, row: ReferralRow, day: IsoDay): void => {
  if (day < (row.issuedOn ?? '') || day > clock.today()) throw new Fault('BANK_DATE', { since: row.issuedOn, today: clock.today() })
}

/** An amount belongs to yes, words to no; no more than was asked, or than was approved. */
const outcomeFor = ({ db }: Context, row: ReferralRow, input: BankOutcome): BankOutcome => {
  const { answer, actor, on, letterNo, letterOn, reason } = input
  const base = { answer, actor, on, letterNo, letterOn, reason }
  if (answer === 'more_needed' || answer === 'refused') {
    if (reason === '') throw new Fault('BANK_REASON', {}, [{ field: 'reason', reason: 'REQUIRED' }])
    return { ...base, amountRial: null }
  }
  const approved = outcomesOfReferral(db, row.id).filter((one) => one.answer === 'approved').at(-1)?.amountRial
  const mostRial = approved ?? row.amountRial
  if (input.amountRial === null || input.amountRial <= 0 || input.amountRial > mostRial) throw new Fault('BANK_AMOUNT', { mostRial })
  return { ...base, amountRial: input.amountRial }
}

const moveQuota = (context: Context, referralId: string, { answer, amountRial }: BankOutcome): void => {
  if (answer === 'refused') releaseQuota(context, referralId, 'refused')
  if (amountRial === null) return
  if (answer === 'approved') shrinkHold(context, referralId, amountRial)
  if (answer === 'paid') payQuota(context, referralId, amountRial)
}
