import { z } from 'zod'
import { noInput, operation, shape } from './define'
import type { Award } from './incentives'
import type { PermitDetail } from './permits'
import type { PermitStatus } from './permit-life'
import type { ScanType } from './documents'
import type { Referral } from './referrals'
import type { SigningKey } from './signing'
import { plain, uuid } from './values/fields'

/** The head and foot of every paper: the office's settings on the day of the print (S4-01, S0-27). */
export type PaperOffice = {
  name: string
  letterhead: string
  serviceUnit: string
  address: string
  phone: string
  complaintAddress: string
  /** The experts' telephones, as applicants are told them (S3-14). */
  expertPhones: string[]
  legalBasis: string
}

/** Whose signature stands on a paper and what it is worth, never more than is true. */
export type PaperSigner = {
  /** As the office's register of staff has it; the signed bytes hold the post alone. Null for a seal. */
  name: string | null
  post: string
  kid: string
  trust: SigningKey['trust']
}

export type PaperPhoto = { type: Extract<ScanType, `image/${string}`>; base64: string }

/** One permit or instant confirmation, ready to be drawn on A4. Everything it claims stands in `bytes`, or in the face bound by them. */
export type PermitPaper = {
  form: 'permit'
  jws: string
  bytes: string
  digest: string
  face: PermitDetail['face']
  countyTitle: string
  agency: PermitDetail['agency']
  skillPaper: PermitDetail['skillPaper']
  signer: PaperSigner
  /** What the office's register says of it at `asOf`; a paper of one that is no longer in force says so across its face. */
  status: PermitStatus
  statusOn: string
  successorNo: string | null
  asOf: string
  photo: PaperPhoto | null
  /** More conditions of this office, a line each; they follow on sheets of their own. */
  conditions: string[]
  /** 1 for the first print, 2 for the first reprint. */
  copy: number
  office: PaperOffice
}

/** A letter of commendation for a successful supporter (S1-D2). */
export type AwardPaper = {
  form: 'award'
  award: Award
  signer: PaperSigner | null
  asOf: string
  copy: number
  office: PaperOffice
  test: boolean
}

/** The letter that introduces a holder to an agent bank (S0-08, S4-01). What decides stands in `bytes`, the words of the request beside it. */
export type ReferralPaper = {
  form: 'referral'
  jws: string
  bytes: string
  digest: string
  state: Referral['state']
  /** A national ID, or the legal ID of a company: the bank must know whom it serves. */
  nationalId: string
  company: boolean
  permitNo: string
  permitIssuedOn: string
  fieldTitle: string
  countyTitle: string
  bankTitle: string
  branch: string
  need: string
  capacity: string
  signer: PaperSigner
  asOf: string
  copy: number
  office: PaperOffice
}

export type Paper = PermitPaper | AwardPaper | ReferralPaper

/** `sheets`: one PDF, a paper after the other, for the printer; `files`: a ZIP with a PDF each, for the archive; `printer`: the system's own dialog, where the host has one. */
export const printForms = ['sheets', 'files', 'printer'] as const
export type PrintForm = (typeof printForms)[number]

export type Printed = {
  /** Null when the paper went to the printer itself. */
  file: { name: string; type: 'application/pdf' | 'application/zip'; base64: string } | null
  printed: number
  /** Of which were printed before: they are marked as copies. */
  reprints: number
  /** Numbers of those that are no longer in force and say so. */
  marked: string[]
}

/** More in one go is more than a tray of paper holds. */
export const mostPapers = 500

const permitNo = plain(40)
const printErrors = ['PRINTER_ABSENT', 'PRINTER_FAILED', 'PRINTER_SLOW', 'PRINT_CANCELLED', 'PRINT_RUNNING'] as const

export const papers = {
  /** A permit as it would be printed now, for the screen; the holder's photo small. */
  preview: operation({
    kind: 'read', access: ['director', 'expert', 'clerk', 'inspector', 'system_manager', 'auditor'], input: z.object({ no: permitNo }), output: shape<PermitPaper>(), errors: [],
  }),
  /** Prints permits in the order given. Every print is counted and logged, and a second one is marked as a copy. Emits print.progress. */
  print: operation({
    kind: 'write', access: ['director', 'expert', 'clerk'],
    input: z.object({ nos: z.array(permitNo).min(1, 'REQUIRED').max(mostPapers, 'TOO_LONG'), as: z.enum(printForms).default('sheets') }),
    output: shape<Printed>(), errors: [...printErrors, 'PERMIT_DAMAGED'],
  }),
  printAward: operation({
    kind: 'write', access: ['director', 'expert'], input: z.object({ id: uuid, as: z.enum(['sheets', 'printer']).default('sheets') }),
    output: shape<Printed>(), errors: printErrors,
  }),
  /** The letter to the bank, of a referral that was signed; one that is no longer in force says so across its face. */
  printReferral: operation({
    kind: 'write', access: ['director', 'expert'], input: z.object({ id: uuid, as: z.enum(['sheets', 'printer']).default('sheets') }),
    output: shape<Printed>(), errors: [...printErrors, 'REFERRAL_STATE', 'REFERRAL_DAMAGED'],
  }),
  /** Stops this person's print that is under way; nothing of it is logged as printed. */
  cancel: operation({ kind: 'write', access: ['director', 'expert', 'clerk'], input: noInput, output: shape<{ stopped: boolean }>(), errors: [] }),
  /** The page with which a bank checks permits by itself, and its digest to compare by ten words. */
  bankPage: operation({
    kind: 'write', access: ['director', 'expert', 'clerk', 'system_manager', 'it'], input: noInput,
    output: shape<{ fileName: string; content: string; digest: string }>(), errors: ['BANK_PAGE_ABSENT'],
  }),
} as const
