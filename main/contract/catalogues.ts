import { noInput, operation, shape } from './define'

export type Field = {
  code: string
  title: string
  group: string
  agencyCode: string
  /** `approval`: the agency decides. `registration`: an instant confirmation, sealed by the office. */
  path: 'approval' | 'registration'
  hygiene: boolean
  loanAllowed: boolean
  from: string | null
  to: string | null
}
export type Agency = { code: string; title: string }
export type County = { code: string; title: string }
export type Bank = { code: string; title: string }

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
