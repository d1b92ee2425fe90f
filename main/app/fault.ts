import type { Details } from '#contract/result'
import type { FieldFault } from '#contract/values/reasons'

/** The only error thrown on purpose: a code of the operation's contract, and what its sentence needs. */
export class Fault extends Error {
  override name = 'Fault'
  constructor(
    readonly code: string,
    readonly details: Details = {},
    readonly fields: FieldFault[] = [],
  ) {
    super(code)
  }
}
