import { settingsOf } from '#main/catalogues/index'
import { findOperation } from '#contract'
import type { LockReason } from '#contract/events'
import type { GateParts, Session } from './gate-context'

export type Lock = {
  /** Wraps the calls of one session: they count as work under way, and what a person does as activity. */
  keepOpen(session: Session): (name: string, work: () => unknown) => unknown
  /** Signs everybody out; the file is closed once no work is under way. */
  now(reason: LockReason): void
  /** Signs one session out; so it is with a page that is closed: the file stays open for work under way. */
  leave(session: Session): void
  stop(): void
}

const lookEvery = 10_000

/**
 * Closes an office that nobody sits at (security.md row 1): at once when the machine sleeps, and a page that nobody has
 * touched for the office's `lockAfterMinutes`, or for the machine's ceiling where that is lower. A batch or a synchronisation under way is never cut off: its page stays signed
 * in until it has ended, and the minutes are counted from then.
 */
export const createLock = ({ vault, clock, emit, host }: GateParts, sessions: Set<Session>): Lock => {
  const settle = (): void => {
    for (const session of sessions) if (session.closed && session.running === 0) sessions.delete(session)
    if (![...sessions].some((session) => session.user ?? session.running > 0)) vault.close()
  }

  const keepOpen: Lock['keepOpen'] = (session) => (name, work) => {
    const touch = (): void => {
      if (findOperation(name)?.kind === 'write') session.activeAt = clock.now().getTime()
    }
    const end = (): void => {
      session.running -= 1
      touch()
      if (!session.user) settle()
    }
    touch()
    session.running += 1
    let value: unknown
    try {
      value = work()
    } catch (error) {
      end()
      throw error
    }
    if (value instanceof Promise) return value.finally(end)
    end()
    return value
  }

  const leave = (session: Session): void => {
    session.user = null
    settle()
  }

  const signOut = (left: readonly Session[], reason: LockReason): void => {
    if (left.length === 0) return
    for (const session of left) session.user = null
    settle()
    emit('office.locked', { reason })
    emit('office.changed', {})
  }

  const look = (): void => {
    const opened = vault.opened
    if (!opened) return
    const minutes = Math.min(settingsOf(opened.db).lockAfterMinutes, host.config?.lockMinutesAtMost ?? Infinity)
    const longest = minutes * 60_000
    const now = clock.now().getTime()
    signOut([...sessions].filter((session) => session.user && session.running === 0 && now - session.activeAt >= longest), 'idle')
  }
  // A command in a terminal ends by itself.
  const timer = host.kind === 'cli' ? undefined : setInterval(look, lookEvery)
  timer?.unref()

  return {
    keepOpen,
    leave,
    now: (reason) => signOut([...sessions].filter((session) => session.user), reason),
    stop: () => clearInterval(timer),
  }
}
