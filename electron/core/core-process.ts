import type { UtilityProcess } from 'electron'
import { findOperation, type EventName, type Events, type Result } from '#contract'
import type { LockReason } from '#contract/events'
import type { PageConnection } from '../ipc'
import type { Errand, FromCore, ToCore } from './messages'

type Hear = (event: EventName, payload: Events[EventName]) => void

export type CoreProcess = {
  /** A connection for one page. After the core's process was lost it goes on with the next one, where nobody is signed in yet. */
  connect(): PageConnection
  onAny(hear: Hear): () => void
  lock(reason: LockReason): void
  /** Calls that change something and whose answer is still out. */
  pending(): number
  /** Resolves when none is. */
  settled(): Promise<void>
  /** Locks the office, stops its registry and waits for the process to end. */
  stop(): Promise<void>
}

export type CoreParts = {
  /** Starts the core's process. */
  fork: () => UtilityProcess
  start: Omit<Extract<ToCore, { t: 'start' }>, 't'>
  /** Does what the core can't do itself; what a started program prints goes through `tell`. */
  runErrand: (errand: Errand, tell: (message: ToCore) => void) => Promise<unknown>
  /** The process ended by itself. @returns whether to start another */
  onLost: (code: number) => boolean
}

export type CoreStart = { ok: true; core: CoreProcess } | { ok: false; unusable: boolean; holder: number | null }

/** A transaction is whole or not there; a core that hangs is not waited for. */
const longestStop = 10_000

const lost: Result<never> = { ok: false, error: { code: 'CONNECTION_LOST', ref: 'core' } }

/** Starts the core beside the window's program, and starts it again when it is lost. */
export const startCore = async ({ fork, start, runErrand, onLost }: CoreParts): Promise<CoreStart> => {
  const hearers = new Set<Hear>()
  const waiting = new Map<number, (result: Result<unknown>) => void>()
  const changing = new Set<number>()
  const watchers = new Set<() => void>()
  const pages = new Set<number>()
  let child = fork()
  let next = 1
  let stopping: (() => void) | null = null

  const tell = (message: ToCore): void => { child.postMessage(message) }

  const errand = async (asked: Errand): Promise<void> => {
    try {
      tell({ t: 'errandDone', id: asked.id, answer: await runErrand(asked, tell) })
    } catch (error) {
      tell({ t: 'errandFailed', id: asked.id, message: error instanceof Error ? error.name : 'unknown' })
    }
  }
  const hear = (message: FromCore): void => {
    switch (message.t) {
      case 'answer':
        waiting.get(message.id)?.(message.result)
        waiting.delete(message.id)
        return noteDone(message.id)
      case 'push':
        for (const one of hearers) one(message.event, message.payload)
        return
      case 'errand': return void errand(message)
      default:
    }
  }
  const noteDone = (id: number): void => {
    changing.delete(id)
    if (changing.size > 0) return
    for (const tellIt of watchers) tellIt()
    watchers.clear()
  }
  const answerAll = (): void => {
    for (const [id, answer] of waiting) {
      answer(lost)
      noteDone(id)
    }
    waiting.clear()
  }

  const begin = (): Promise<CoreStart> => new Promise((resolve) => {
    child.on('message', (message: FromCore) => {
      if (message.t === 'ready') resolve({ ok: true, core })
      else if (message.t === 'inUse') resolve({ ok: false, unusable: false, holder: message.holder })
      else if (message.t === 'unusable') resolve({ ok: false, unusable: true, holder: null })
      else if (message.t === 'stopped') child.kill()
      else hear(message)
    })
    child.once('exit', (code: number) => {
      answerAll()
      if (stopping) return stopping()
      if (!onLost(code)) return
      child = fork()
      void begin().then(() => {
        for (const page of pages) tell({ t: 'open', page })
        for (const one of hearers) one('office.changed', {})
        for (const one of hearers) one('office.locked', { reason: 'lost' })
      })
    })
    tell({ t: 'start', ...start })
  })

  const core: CoreProcess = {
    connect: () => {
      const page = next++
      pages.add(page)
      tell({ t: 'open', page })
      return {
        call: (name, input) => new Promise((resolve) => {
          const id = next++
          waiting.set(id, resolve)
          if (findOperation(name)?.kind === 'write') changing.add(id)
          tell({ t: 'call', page, id, name, input })
        }),
        onAny: (one) => {
          hearers.add(one)
          return () => void hearers.delete(one)
        },
        close: () => {
          pages.delete(page)
          tell({ t: 'close', page })
        },
      }
    },
    onAny: (one) => {
      hearers.add(one)
      return () => void hearers.delete(one)
    },
    lock: (reason) => { tell({ t: 'lock', reason }) },
    pending: () => changing.size,
    settled: () => (changing.size === 0 ? Promise.resolve() : new Promise((resolve) => { watchers.add(resolve) })),
    stop: () => new Promise((resolve) => {
      const tooLong = setTimeout(() => { child.kill() }, longestStop)
      stopping = () => {
        clearTimeout(tooLong)
        resolve()
      }
      tell({ t: 'stop' })
    }),
  }
  return begin()
}
