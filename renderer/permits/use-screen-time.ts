import { onScopeDispose, watch } from 'vue'

const step = 1000
/** Longer than this between two ticks the machine slept; longer than `idle` without a hand nobody reads. */
const longestStep = 1500
const idle = 120_000
const signs = ['keydown', 'pointermove', 'pointerdown', 'wheel', 'scroll'] as const

/**
 * Tells how long a subject truly stood before a person: only while the page is visible, its window in front and somebody
 * moved a hand within two minutes.
 */
export const useScreenTime = (subject: () => string | null, tell: (subject: string, milliseconds: number) => void): void => {
  let since: number | null = null
  let lastSign = performance.now()
  const watched = (): boolean => document.visibilityState === 'visible' && document.hasFocus() && performance.now() - lastSign < idle

  const count = (of: string | null): void => {
    const now = performance.now()
    if (of !== null && since !== null && watched()) tell(of, Math.min(now - since, longestStep))
    since = watched() ? now : null
  }
  const sign = (): void => { lastSign = performance.now() }
  const tick = (): void => { count(subject()) }
  const timer = setInterval(tick, step)
  // What was before her until now is told before the next one begins.
  watch(subject, (_, before) => {
    count(before ?? null)
    since = watched() ? performance.now() : null
  }, { flush: 'sync' })
  for (const one of signs) document.addEventListener(one, sign, { passive: true, capture: true })
  document.addEventListener('visibilitychange', tick)
  window.addEventListener('blur', tick)
  onScopeDispose(() => {
    tick()
    clearInterval(timer)
    for (const one of signs) document.removeEventListener(one, sign, { capture: true })
    document.removeEventListener('visibilitychange', tick)
    window.removeEventListener('blur', tick)
  })
}
