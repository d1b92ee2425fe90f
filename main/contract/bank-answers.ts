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
