import { randomUUID } from 'node:crypto'
import type { z } from 'zod'
import type { Problem } from '#contract/wire/problem'
import type { Clock } from '#main/app/ports'
import { waitMs, type Pace } from './back-off'
import { SyncStop } from './sync-stop'
import type { Call, Credentials, Outcome, Transport } from './transport'

export type Answered<T> = { kind: 'answer'; value: T } | Exclude<Outcome, { kind: 'answer' }>
export type RegistryApi = {
  /** One try. Only a wrong clock is corrected and tried again: it says nothing about the request. */
  once<T>(call: Omit<Call, 'idempotencyKey'>, schema: z.ZodType<T>): Promise<Answered<T>>
  /** Tries a request that changes nothing until it is answered. @throws SyncStop when it can't be. */
  ask<T>(call: Omit<Call, 'idempotencyKey'>, schema: z.ZodType<T>): Promise<T | Problem>
  /** Waits before the next try. @throws SyncStop 21 when the run's patience is used up. */
  pause(attempt: number, retryAfterS: number | null): Promise<void>
}

export const isProblem = (value: unknown): value is Problem =>
  typeof value === 'object' && value !== null && 'code' in value && 'retry' in value && 'scope' in value

const tries = 5

/** Outcomes after which the same request may be sent again. */
export const worthRetrying = (outcome: Answered<unknown>): boolean =>
  outcome.kind === 'unreached' || outcome.kind === 'lost' ||
  (outcome.kind === 'problem' && (outcome.problem.status >= 500 || outcome.problem.status === 429 || outcome.problem.code === 'digest_mismatch'))

/** Why a run can't go on after this outcome (sync design §3.4). */
export const stopFor = (outcome: Exclude<Answered<unknown>, { kind: 'answer' }>): SyncStop => {
  if (outcome.kind === 'tls') return new SyncStop(31, 'REGISTRY_TLS_FAILED')
  if (outcome.kind === 'unreached') return new SyncStop(20, 'NETWORK_ABSENT')
  if (outcome.kind === 'portal') return new SyncStop(20, 'NETWORK_PORTAL')
  if (outcome.kind === 'lost') return new SyncStop(21, 'CONNECTION_UNSTABLE')
  const { status, code } = outcome.problem
  if (status === 401 || status === 403) return new SyncStop(30, 'DEVICE_REFUSED', code)
  if (status === 426) return new SyncStop(40, 'UPGRADE_REQUIRED')
  return new SyncStop(21, 'REGISTRY_BUSY', code)
}

/** The registry as the steps of a run see it: signed, parsed, retried. */
export const registryApi = (
  transport: Transport, credentials: Credentials, ports: { clock: Clock; pace: Pace; patienceMs: number },
): RegistryApi => {
  let offsetMs = 0
  let patience = ports.patienceMs
  const send = async (call: Omit<Call, 'idempotencyKey'>): Promise<Outcome> =>
    await transport.send({ ...call, idempotencyKey: randomUUID() }, credentials, Math.floor((ports.clock.now().getTime() + offsetMs) / 1000))

  const once: RegistryApi['once'] = async (call, schema) => {
    let outcome = await send(call)
    if (outcome.kind === 'problem' && outcome.problem.code === 'clock_skew' && outcome.problem.server_time) {
      offsetMs = Date.parse(outcome.problem.server_time) - ports.clock.now().getTime()
      outcome = await send(call)
    }
    if (outcome.kind !== 'answer') return outcome
    const parsed = schema.safeParse(outcome.body)
    if (!parsed.success) throw new SyncStop(40, 'ANSWER_UNREADABLE', call.path)
    return { kind: 'answer', value: parsed.data }
  }
  const pause: RegistryApi['pause'] = async (attempt, retryAfterS) => {
    const ms = waitMs(attempt, retryAfterS, ports.pace.random)
    if (ms > patience) throw new SyncStop(21, 'PATIENCE_SPENT', retryAfterS === null ? null : String(retryAfterS))
    patience -= ms
    await ports.pace.sleep(ms)
  }
  return {
    once,
    pause,
    ask: async (call, schema) => {
      for (let attempt = 0; ; attempt += 1) {
        const outcome = await once(call, schema)
        if (outcome.kind === 'answer') return outcome.value
        if (worthRetrying(outcome) && attempt < tries - 1) {
          await pause(attempt, outcome.kind === 'problem' ? outcome.retryAfterS : null)
        } else if (outcome.kind === 'problem' && outcome.problem.status === 410) {
          return outcome.problem
        } else {
          throw stopFor(outcome)
        }
      }
    },
  }
}
