import type { BatchState, SignOutcome } from '#contract/batches'

/** A shape, a word and only then a colour for what became of a permit of a list. */
export const outcomeLooks = {
  signed: { tone: 'seal', icon: 'seal' }, failed: { tone: 'danger', icon: 'octagon' }, untouched: { tone: 'neutral', icon: 'minus' },
} as const satisfies Record<SignOutcome['outcome'], object>

/** The same for a whole list. */
export const stateLooks = {
  running: { tone: 'accent', icon: 'clock' }, done: { tone: 'seal', icon: 'seal' }, stopped: { tone: 'warn', icon: 'pause' },
  storage: { tone: 'danger', icon: 'octagon' }, token: { tone: 'danger', icon: 'key' }, broken_off: { tone: 'danger', icon: 'octagon' },
} as const satisfies Record<BatchState, object>
