import type { FieldFault } from './values/reasons'

/** What a screen may need to word an error: plain values only, never a stack. */
export type Details = { readonly [name: string]: string | number | boolean | null | readonly string[] }

export type Failure<Code extends string = string> = {
  code: Code
  /** Refused fields, in form order (INPUT_INVALID and intake refusals). */
  fields?: FieldFault[]
  details?: Details
  /** Short id of this failure in the log, for a person to quote. */
  ref: string
}

export type Result<Value, Code extends string = string> =
  | { ok: true; value: Value }
  | { ok: false; error: Failure<Code> }

/** Codes that the door itself answers, on every operation. */
export const sharedCodes = [
  'INPUT_INVALID',
  'OPERATION_UNKNOWN',
  'OFFICE_ABSENT',
  'OFFICE_LOCKED',
  'NOT_SIGNED_IN',
  'ROLE_REFUSED',
  'VERSION_STALE',
  'NOT_FOUND',
  'STORAGE_FULL',
  'STORAGE_FAILED',
  'DATABASE_DAMAGED',
  'KEYRING_DAMAGED',
  'CONNECTION_LOST',
  'INTERNAL',
] as const

export type SharedCode = (typeof sharedCodes)[number]
