import type { Failure } from '#contract'
import { fieldErrors } from './failures'

export type FormFault = { field: string; label: string; text: string }

/** Refused fields for the error summary, in form order; a field the form does not name keeps its own name. */
export const formFaults = (failure: Failure | null, labels: Readonly<Record<string, string>>): FormFault[] =>
  Object.entries(fieldErrors(failure)).map(([field, text]) => ({ field, label: labels[field] ?? field, text }))
