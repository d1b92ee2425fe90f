import { z } from 'zod'

// zod would otherwise probe for eval, which the strict CSP reports as a violation.
z.config({ jitless: true })

/** S0-03: everybody's own inbox; `inspector` visits, `auditor` reads and changes nothing. */
export const roles = ['director', 'expert', 'clerk', 'inspector', 'system_manager', 'it', 'auditor'] as const
export type Role = (typeof roles)[number]

/** `anyone`: before sign-in too. `signed_in`: every role. Otherwise exactly the roles listed (deny by default). */
export type Access = 'anyone' | 'signed_in' | readonly Role[]

declare const outputOf: unique symbol
/** Names an output type without a run-time check: outputs come from our own code. */
export type Shape<T> = { readonly [outputOf]?: T }
export const shape = <T>(): Shape<T> => ({})

export type Operation = {
  kind: 'read' | 'write'
  access: Access
  input: z.ZodType
  output: Shape<unknown>
  errors: readonly string[]
}

/**
 * Declares one operation: what it may be called by, what goes in, what comes out, and which codes it may answer
 * beside the shared ones. A code without Persian words in renderer/locale does not compile.
 */
export const operation = <I extends z.ZodType, O, const E extends readonly string[]>(definition: {
  kind: 'read' | 'write'
  access: Access
  input: I
  output: Shape<O>
  errors: E
}): { kind: 'read' | 'write'; access: Access; input: I; output: Shape<O>; errors: E } => definition

export const noInput = z.object({}).default({})
