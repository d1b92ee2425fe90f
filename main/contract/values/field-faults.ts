import type { z } from 'zod'
import { isReasonCode, type FieldFault, type ReasonCode } from './reasons'

const reasonOf = (issue: z.core.$ZodIssue): ReasonCode => {
  if (isReasonCode(issue.message)) return issue.message
  if (issue.code === 'invalid_type') return issue.input === undefined || issue.input === null ? 'REQUIRED' : 'INVALID'
  if (issue.code === 'too_big') return 'TOO_LONG'
  if (issue.code === 'too_small') return 'TOO_SHORT'
  if (issue.code === 'invalid_value') return 'UNKNOWN_VALUE'
  if (issue.code === 'invalid_union') return unionReason(issue)
  return 'INVALID'
}

/** Of a union's branches, the one that says most: a reason of ours before a shape complaint. */
const unionReason = (issue: z.core.$ZodIssueInvalidUnion): ReasonCode => {
  const reasons = issue.errors.flat().map(reasonOf)
  return reasons.find((r) => r !== 'INVALID' && r !== 'UNKNOWN_VALUE') ?? 'INVALID'
}

/** A refused input as the fields a person can mend: first fault of each field, in form order. */
export const fieldFaults = (error: z.ZodError): FieldFault[] => {
  const first = new Map<string, ReasonCode>()
  for (const issue of error.issues) {
    const field = issue.path.map(String).join('.')
    if (!first.has(field)) first.set(field, reasonOf(issue))
  }
  return [...first].map(([field, reason]) => ({ field, reason }))
}
