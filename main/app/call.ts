import { randomBytes } from 'node:crypto'
import { findOperation, type Failure, type Result } from '#contract'
import type { Operation, Role } from '#contract/define'
import { fieldFaults } from '#contract/values/field-faults'
import { RowStale, storageCode } from '#db/faults'
import { Fault } from './fault'
import type { Log } from './ports'

/** What the door asks of whoever stands behind it. */
export type Behind = {
  /** Roles of the signed-in user, or null before sign-in. */
  roles: () => readonly Role[] | null
  /** The handler of an operation that exists. */
  run: (name: string, input: unknown, role: Role | null) => unknown
  /** A signed-in user asked for what the role may not do. */
  refused: (name: string) => void
  log: Log
}

/**
 * The one door: every shell's every call comes through here.
 * Finds the operation, checks the role, parses the input, runs the handler, and turns whatever happens into a Result.
 * Never throws, never lets a stack or a message of an unexpected error out.
 */
export const callThrough = async (behind: Behind, name: string, input: unknown): Promise<Result<unknown>> => {
  const operation = findOperation(name)
  if (!operation) return failed('OPERATION_UNKNOWN')
  const entry = admit(operation, behind.roles())
  if ('code' in entry) {
    if (entry.code === 'ROLE_REFUSED') behind.refused(name)
    return failed(entry.code)
  }
  const parsed = operation.input.safeParse(input ?? {}, { reportInput: true })
  if (!parsed.success) return failed('INPUT_INVALID', { fields: fieldFaults(parsed.error) })
  try {
    return { ok: true, value: await behind.run(name, parsed.data, entry.role) }
  } catch (error) {
    return answerTo(error, name, behind.log)
  }
}

/** Under which of the user's roles the call is made, or why it is not. */
const admit = (operation: Operation, roles: readonly Role[] | null): { role: Role | null } | { code: 'NOT_SIGNED_IN' | 'ROLE_REFUSED' } => {
  if (operation.access === 'anyone') return { role: null }
  if (!roles) return { code: 'NOT_SIGNED_IN' }
  const allowed = operation.access
  const role = allowed === 'signed_in' ? roles[0] : roles.find((r) => allowed.includes(r))
  return role ? { role } : { code: 'ROLE_REFUSED' }
}

const failed = (code: string, more: Omit<Failure, 'code' | 'ref'> = {}): Result<never> =>
  ({ ok: false, error: { code, ...more, ref: newRef() } })

/** Six characters that a person can read out on the phone. */
const newRef = (): string => randomBytes(4).toString('hex').slice(0, 6)

const answerTo = (error: unknown, name: string, log: Log): Result<never> => {
  if (error instanceof Fault) return failed(error.code, { details: error.details, fields: error.fields.length > 0 ? error.fields : undefined })
  if (error instanceof RowStale) return failed('VERSION_STALE')
  const code = storageCode(error)
  const answer = failed(code)
  if (!answer.ok) {
    log.write('error', 'call.failed', { name, ref: answer.error.ref, kind: errorKind(error), where: firstFrame(error) })
  }
  return answer
}

/** Error class and code, never its message: a message may hold a citizen's data. */
const errorKind = (error: unknown): string =>
  error instanceof Error ? `${error.name}${'code' in error ? `:${String(error.code)}` : ''}` : typeof error

const firstFrame = (error: unknown): string =>
  (error instanceof Error ? error.stack?.split('\n').find((l) => l.trim().startsWith('at '))?.trim().slice(0, 160) : undefined) ?? ''
