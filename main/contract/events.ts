import type { SignOutcome } from './batches'

/** `idle`: nobody touched the page for as long as the office set. `suspend`: the machine sleeps or its screen was locked. `asked`: the menu.
 * `lost`: the process that held the office ended. */
export type LockReason = 'idle' | 'suspend' | 'asked' | 'lost'

/** Pushes from the core to whoever is connected. Payloads are plain data. */
export type Events = {
  'office.changed': Record<string, never>
  /** Somebody was signed out from outside: whoever hears it asks whether it was they. */
  'office.locked': { reason: LockReason }
  /** Null: any of them, perhaps. */
  'dossier.changed': { dossierId: string | null }
  'enquiry.changed': Record<string, never>
  'backup.progress': { done: number; total: number }
  'import.progress': { done: number; total: number }
  /** Of permits: with what became of those that this step finished, and the batch they belong to. */
  'sign.progress': { done: number; total: number; batch?: string; outcomes?: readonly SignOutcome[] }
  /** `by`: whose print it is. */
  'print.progress': { by: string; done: number; total: number }
  'sync.progress': { stage: 'handshake' | 'push' | 'pull' | 'receipts'; done: number; total: number; bytes: number }
  /** Null: perhaps, and nobody knows how. */
  'sync.finished': { exitCode: number | null }
  'timestamps.changed': Record<string, never>
  'update.progress': { name: string; done: number; total: number }
}
export type EventName = keyof Events
export const eventNames = [
  'office.changed', 'office.locked', 'dossier.changed', 'enquiry.changed', 'backup.progress', 'import.progress', 'sign.progress', 'print.progress', 'sync.progress', 'sync.finished',
  'timestamps.changed', 'update.progress',
] as const satisfies readonly EventName[]

/** Steps of work under way: who began it hears of its end by its answer. */
type Steps = Extract<EventName, `${string}.progress`>

/**
 * What a page is told that may have missed pushes, since none is sent twice: everything that screens are read anew on. Only the
 * loopback's pages can miss one, and there nothing locks but idleness.
 */
export const missedPushes: { readonly [E in Exclude<EventName, Steps>]: Events[E] } = {
  'office.changed': {},
  'office.locked': { reason: 'idle' },
  'dossier.changed': { dossierId: null },
  'enquiry.changed': {},
  'sync.finished': { exitCode: null },
  'timestamps.changed': {},
}
