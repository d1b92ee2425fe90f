import { onScopeDispose, watch } from 'vue'
import { call } from '../api'
import { useScreenTime } from './use-screen-time'

/** After so many seconds on screen the record is told, so that a crash loses few. */
const tellEvery = 10_000

/**
 * Keeps the honest review record of the bytes on screen: seconds truly before her and whether their end was in sight
 * (`permits.noteReview`; opened is noted by the core as it gives the bytes). What could not be told is told with the next.
 * @param shown the bytes that stand on screen, checked; null while none do.
 * @param end the last line of the sheet.
 */
export const useReviewFacts = (shown: () => { dossierId: string; digest: string } | null, end: () => HTMLElement | null): { flush: () => Promise<void> } => {
  let subject = shown()
  let waiting = 0
  let toEnd = false
  let toldEnd = false
  let sending: Promise<void> = Promise.resolve()

  const flush = (): Promise<void> => {
    const seconds = Math.floor(waiting / 1000)
    if (!subject || (seconds === 0 && toEnd === toldEnd)) return sending
    const note = { ...subject, seconds, toEnd }
    waiting -= seconds * 1000
    toldEnd = toEnd
    sending = sending.then(async () => { await call('permits.noteReview', note) })
    return sending
  }
  const key = (): string | null => {
    const now = shown()
    return now && `${now.dossierId} ${now.digest}`
  }
  useScreenTime(key, (_, milliseconds) => {
    waiting += milliseconds
    if (waiting >= tellEvery) void flush()
  })
  watch(key, () => {
    void flush()
    subject = shown()
    waiting = 0
    toEnd = toldEnd = false
  }, { flush: 'sync' })

  const observer = new IntersectionObserver((entries) => {
    if (!subject || document.visibilityState !== 'visible' || !entries.some((entry) => entry.isIntersecting)) return
    toEnd = true
    void flush()
  }, { threshold: 1 })
  watch(() => [key(), end()] as const, ([now, element]) => {
    observer.disconnect()
    if (now && element) observer.observe(element)
  }, { immediate: true, flush: 'post' })
  const hidden = (): void => { if (document.visibilityState === 'hidden') void flush() }
  document.addEventListener('visibilitychange', hidden)
  onScopeDispose(() => {
    void flush()
    observer.disconnect()
    document.removeEventListener('visibilitychange', hidden)
  })
  return { flush }
}
