import type { EventName, Events } from '#contract'

/** One way to the core. The screens never know which. */
export type Transport = {
  /** Always answers: a lost core is a Result too, with code CONNECTION_LOST. */
  call: (name: string, input: unknown) => Promise<unknown>
  /** @returns how to stop listening. */
  on: <E extends EventName>(event: E, hear: (payload: Events[E]) => void) => () => void
}

export const connectionLost = (ref: string): unknown => ({ ok: false, error: { code: 'CONNECTION_LOST', ref } })
