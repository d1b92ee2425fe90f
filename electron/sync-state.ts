import type { EventName, Events, Result } from '#contract'
import { longWork, words } from './words'

/** What the tray says of the way to the registry. */
export type SyncState = { text: string; running: boolean }

type Counts = Readonly<Record<string, number>>
type Status = { enrolled: unknown; running: boolean; counts: Counts }

const isStatus = (value: unknown): value is Status => typeof value === 'object' && value !== null && 'counts' in value && 'running' in value

/** The registry's status, or its refusal, in the tray's words. */
export const syncStateOf = (answer: Result<unknown>): SyncState => {
  if (!answer.ok) return { text: answer.error.code === 'ROLE_REFUSED' ? words.trayOpen : words.trayLocked, running: false }
  if (!isStatus(answer.value)) return { text: words.trayOpen, running: false }
  const { enrolled, running, counts } = answer.value
  if (!enrolled) return { text: words.trayNotEnrolled, running: false }
  if (running) return { text: words.traySyncing, running: true }
  const waiting = (counts['queued'] ?? 0) + (counts['in_flight'] ?? 0) + (counts['deferred'] ?? 0)
  return { text: waiting > 0 ? words.trayWaiting(waiting) : words.trayClear, running: false }
}

/** Events after which the tray's line may be another. */
export const changesSyncState = (event: EventName): boolean =>
  ['office.changed', 'office.locked', 'sync.finished', 'dossier.changed'].includes(event)

/** What a person away from the window is told when the registry has been spoken with; null for every other event. */
export const noticeOf = (event: EventName, payload: Events[EventName]): string | null => {
  if (event !== 'sync.finished') return null
  const { exitCode } = payload as Events['sync.finished']
  if (exitCode === null) return null
  return exitCode === 0 ? words.syncDone : exitCode === 10 ? words.syncWaits : words.syncFailed
}

/** The same of long work that they began in the window, whatever came of it; null for what is answered at once. */
export const noticeOfEnd = (name: string, { ok }: Result<unknown>): string | null => {
  const work = Object.entries(longWork).find(([operation]) => operation === name)?.[1]
  return work === undefined ? null : ok ? words.ended(work) : words.endedBadly(work)
}
