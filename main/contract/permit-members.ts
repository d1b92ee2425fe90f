/** Members of a signed permit or confirmation (domain model §6); absent members are left out of the bytes. */
export type PermitPayload = {
  v: 1
  k: 'permit' | 'confirmation'
  no: string
  iss: string
  on: string
  at: string
  till?: string
  skl?: string
  /** `acting`: signed under a delegation, which `del` names by the digest of its payload. */
  post: 'director' | 'acting' | 'seal'
  del?: string
  name: string
  id4: string
  act: string
  /** Persons a supporter undertakes to cover. */
  cov?: number
  /** Digest of the permit that this one follows (renewal, correction). */
  prev?: string
  fld: string
  fn: string
  cty: string
  cond: number
  face: string
  st: string
  test?: true
  vis?: string
  loan?: string
}
