import { z } from 'zod'
import { noInput, operation, shape } from './define'
import { signingFaults } from './tokens'
import { jalaliDay, line, passphrase, plain, uuid } from './values/fields'

/** S1-D2: three signatures in this order, then the letter is handed over. */
export const awardStates = ['draft', 'signed_director', 'signed_deputy', 'signed_minister', 'given'] as const
export type AwardState = (typeof awardStates)[number]

/** What the Director signs: `typ` commendation+jws (docs/formats/permit.md). */
export type AwardPayload = {
  v: 1
  k: 'commendation'
  no: string
  iss: string
  on: string
  at: string
  name: string
  id4: string
  /** Digest of the supporter's permit. */
  doc: string
  /** SHA-256 of the printed text. */
  txt: string
  test?: true
}

/** A signature given on paper, outside this office, as the office recorded it. */
export type PaperSignature = { signerName: string; letterNo: string; signedOn: string; recordedBy: string }

export type Award = {
  id: string
  version: number
  no: string
  permitNo: string
  name: string
  fieldTitle: string
  countyTitle: string
  /** Persons covered and at work when the award was prepared (S1-B5). */
  text: string
  state: AwardState
  preparedBy: string
  preparedOn: string
  /** The Director's own signature: made here. */
  director: { by: string; at: string; kid: string; jws: string; digest: string } | null
  deputy: PaperSignature | null
  minister: PaperSignature | null
  givenOn: string | null
}

const target = { id: uuid, version: z.number().int() }

export const incentives = {
  awards: operation({ kind: 'read', access: ['director', 'expert', 'clerk', 'auditor'], input: noInput, output: shape<{ items: Award[] }>(), errors: [] }),
  /** For a supporter whose permit is in force; one letter that is not yet given at a time. */
  prepareAward: operation({
    kind: 'write', access: ['expert'], input: z.object({ permitNo: plain(40), text: line(600, 10) }), output: shape<Award>(),
    errors: ['AWARD_NOT_SUPPORTER', 'AWARD_OPEN', 'PERMIT_STATE'],
  }),
  /** The Director signs what the expert prepared. */
  signAward: operation({
    kind: 'write', access: ['director'], input: z.object({ ...target, passphrase }), output: shape<Award>(),
    errors: ['AWARD_STATE', 'PERMIT_STATE', 'SAME_PERSON', 'PRINCIPAL_ONLY', ...signingFaults],
  }),
  /** The deputy's or the minister's signature came back on the paper. */
  recordSignature: operation({
    kind: 'write', access: ['expert'],
    input: z.object({ ...target, level: z.enum(['deputy', 'minister']), signerName: line(80), letterNo: line(40), signedOn: jalaliDay }),
    output: shape<Award>(), errors: ['AWARD_STATE', 'AWARD_DATE'],
  }),
  /** Handed to the supporter. */
  giveAward: operation({
    kind: 'write', access: ['expert'], input: z.object({ ...target, givenOn: jalaliDay }), output: shape<Award>(), errors: ['AWARD_STATE', 'AWARD_DATE'],
  }),
} as const
