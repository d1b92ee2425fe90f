import { noInput, operation, shape } from './define'

export type Field = {
  code: string
  title: string
  group: string
  agencyCode: string
  /** Starred fields (S0-04): these agencies must approve too. */
  secondAgencies: string[]
  /** `approval`: the agency decides. `registration`: an instant confirmation, sealed by the office. */
  path: 'approval' | 'registration'
  hygiene: boolean
  /** Titles of the agency confirmations without which nothing of this field is signed (S0-18). */
  confirmations: string[]
  loanAllowed: boolean
  /** S3-09: the development model; after the agency the applicant goes to empowerment. */
  model: boolean
  from: string | null
  to: string | null
}
export type Agency = { code: string; title: string; kind: 'executive' | 'supportive'; level: 'county' | 'province' | 'headquarters'; from: string | null; to: string | null }
export type County = { code: string; title: string; from: string | null; to: string | null }
/** `shortTitle`: what an SMS calls the bank, at most eleven letters. */
export type Bank = { code: string; title: string; shortTitle: string; from: string | null; to: string | null }

/** The services an office gives (S0, S2); a closed one takes no new dossier. */
export const services = ['home_business', 'aid'] as const
export type Service = (typeof services)[number]

/** One version of a service's agreement (S0-14, S0-29, S2-17); `closesOn` by a new law ends the service (S0-30, S2-18). */
export type Agreement = {
  service: Service
  version: number
  text: string
  from: string
  /** First day on which no new dossier is opened. */
  closesOn: string | null
  closingLaw: string
  publishedAt: string
  publishedBy: string
}

export type Catalogues = {
  /** True while the shipped sample is in use; screens say so. */
  sample: boolean
  fields: Field[]
  agencies: Agency[]
  counties: County[]
  banks: Bank[]
}

export const catalogues = {
  list: operation({ kind: 'read', access: 'signed_in', input: noInput, output: shape<Catalogues>(), errors: [] }),
}
