import { onScopeDispose } from 'vue'
import type { EventName } from '#contract'
import { on } from './client'

/** After so long without another change, what changed is read, and in a long row of changes once in `longest` (milliseconds). */
const quiet = 120
const longest = 1000

/**
 * Reads again when the core says that something changed, as long as the caller's scope lives. Many changes at once are one
 * reading, and the next begins only when the last is answered: a list of a thousand permits being signed tells a thousand changes.
 */
export const useChanges = (events: readonly EventName[], read: () => Promise<unknown>): void => {
  let timer: ReturnType<typeof setTimeout> | undefined
  let first = 0
  let reading = false
  let again = false
  let over = false

  const soon = (): void => {
    if (over) return
    const now = performance.now()
    if (timer === undefined) first = now
    clearTimeout(timer)
    timer = setTimeout(() => { void begin() }, Math.min(quiet, first + longest - now))
  }
  const begin = async (): Promise<void> => {
    timer = undefined
    again = reading
    if (reading) return
    reading = true
    try {
      await read()
    } finally {
      reading = false
      if (again) soon()
      again = false
    }
  }
  const stops = events.map((event) => on(event, soon))
  onScopeDispose(() => {
    over = true
    clearTimeout(timer)
    for (const stop of stops) stop()
  })
}
