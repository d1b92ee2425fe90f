import type { EventName, Events, InputOf, OperationName, ResultOf } from '#contract'
import { electronTransport, preloadBridge } from './transport-electron'
import { httpTransport, takeTicket } from './transport-http'
import { connectionLost, type Transport } from './transport'

let transport: Transport | null = null

const ownTransport = (): Transport => {
  const bridge = preloadBridge()
  return bridge ? electronTransport(bridge) : httpTransport(takeTicket())
}

/** Chosen once, before the router starts: the loopback's ticket sits where routes will. */
export const connect = (chosen?: Transport): void => {
  transport = chosen ?? ownTransport()
}

const signedOutHearers = new Set<() => void>()

/** Told whenever the core answers that nobody is signed in (any more). */
export const onSignedOut = (hear: () => void): void => { signedOutHearers.add(hear) }

const isResult = (answer: unknown): boolean => typeof answer === 'object' && answer !== null && 'ok' in answer

/** The screens' only door to the core. Never throws: failures are values. */
export const call = async <N extends OperationName>(
  name: N, ...[input]: Record<string, never> extends InputOf<N> ? [InputOf<N>?] : [InputOf<N>]
): Promise<ResultOf<N>> => {
  const answer = await (transport?.call(name, input ?? {}) ?? connectionLost('none'))
  const result = (isResult(answer) ? answer : connectionLost('form')) as ResultOf<N>
  if (!result.ok && (result.error.code === 'NOT_SIGNED_IN' || result.error.code === 'OFFICE_LOCKED')) {
    signedOutHearers.forEach((hear) => { hear() })
  }
  return result
}

/** Hears a push of the core. @returns how to stop. */
export const on = <E extends EventName>(event: E, hear: (payload: Events[E]) => void): (() => void) =>
  transport?.on(event, hear) ?? (() => undefined)
