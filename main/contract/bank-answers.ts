import { z } from 'zod'
import { operation, shape } from './define'
import type { Referral } from './referrals'
import { jalaliDay, line, optional, rial, uuid } from './values/fields'

/** S0-08, S4-11: who sent the plan to the bank; the gates are the same. */
export const senders = ['office', 'agency'] as const
export type Sender = (typeof senders)[number]
/** S0-03: at which level of the bank it was answered. */
export const bankLevels = ['bank_supervision', 'bank_branch'] as const
export const bankAnswers = ['more_needed', 'approved', 'paid', 'refused'] as const
export type BankAnswer = (typeof bankAnswers)[number]

/** One answer of a bank, as its letter says (R07, R09, R10, R12). */
export type BankOutcome = {
  answer: BankAnswer
  actor: (typeof bankLevels)[number]
  amountRial: number | null
  on: string
  reason: string
  letterNo: string
  letterOn: string
}

/** What a holder asks anew: S1-A4, S1-A6, S1-A7. Without one the wish in the dossier is the request. */
export type LoanRequest = {
  round: number
  requestedOn: string
  /** The activity is to grow. */
  expansion: boolean
  commitmentsFulfilled: boolean
  commitmentsEvidence: string
}

const target = { id: uuid, version: z.number().int() }
const referral = shape<Referral>()
const letter = { letterNo: line(40), letterOn: jalaliDay }
const permitNo = z.string().max(40)

export const bankOperations = {
  /** Round n, or what was said of the running round written again. */
  requestLoan: operation({
    kind: 'write', access: ['expert'],
    input: z.object({
      permitNo, requestedOn: jalaliDay, expansion: z.boolean(), commitmentsFulfilled: z.boolean().default(false), commitmentsEvidence: line(300, 0).default(''),
    }),
    output: shape<LoanRequest>(), errors: ['PERMIT_STATE', 'REFERRAL_STATE', 'REQUEST_DATE'],
  }),
  /** S1-A9b: an employment check made anew. */
  recordEmploymentCheck: operation({
    kind: 'write', access: ['expert'],
    input: z.object({ permitNo, governmentEmployee: z.boolean(), on: jalaliDay, source: line(120, 3) }),
    output: shape<{ governmentEmployee: boolean; on: string }>(), errors: ['CHECK_DATE'],
  }),
  /** R06. */
  recordHandover: operation({
    kind: 'write', access: ['expert'], input: z.object({ ...target, sender: z.enum(senders, 'UNKNOWN_VALUE'), ...letter }), output: referral,
    errors: ['REFERRAL_STATE', 'BANK_DATE'],
  }),
  /** R07, R09, R10, R12. */
  recordBankAnswer: operation({
    kind: 'write', access: ['expert'],
    input: z.object({
      ...target, answer: z.enum(bankAnswers, 'UNKNOWN_VALUE'), actor: z.enum(bankLevels, 'UNKNOWN_VALUE').default('bank_branch'),
      /** Approved or paid; at most the referral's amount. */
      amountRial: optional(rial), on: jalaliDay, reason: line(300, 0).default(''), ...letter,
    }),
    output: referral, errors: ['REFERRAL_STATE', 'BANK_DATE', 'BANK_AMOUNT', 'BANK_REASON'],
  }),
  /** R08: what the bank asked for was sent. */
  resend: operation({ kind: 'write', access: ['expert'], input: z.object(target), output: referral, errors: ['REFERRAL_STATE'] }),
} as const
