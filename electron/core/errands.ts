import { PassThrough } from 'node:stream'
import type { StartProcess } from '#main/shells/host/training-registry'
import type { ErrandName, Errands, FromCore, ToCore } from './messages'

export type ErrandDesk = {
  ask<N extends ErrandName>(name: N, input: Errands[N]['input']): Promise<Errands[N]['answer']>
  /** How the core starts programs: Electron's fuse forbids running its binary as plain Node, so the window's program does it. */
  startProcess: StartProcess
  /** Takes the window's program's answers. @returns false for a message that is none */
  hear(message: ToCore): boolean
}

type Started = { stdout: PassThrough; end: () => void }

/** The core's side of what it can't do itself. */
export const createErrandDesk = (tell: (message: FromCore) => void): ErrandDesk => {
  const waiting = new Map<number, { keep(answer: unknown): void; drop(error: Error): void }>()
  const started = new Map<number, Started>()
  let next = 1

  const ask: ErrandDesk['ask'] = (name, input) => new Promise((keep, drop) => {
    const id = next++
    waiting.set(id, { keep: keep as (answer: unknown) => void, drop })
    tell({ t: 'errand', id, name, input } as FromCore)
  })

  const startProcess: StartProcess = (entry, args) => {
    const process = next++
    const stdout = new PassThrough()
    const exited = new Promise<void>((resolve) => { started.set(process, { stdout, end: resolve }) })
    // A program that did not start has ended.
    ask('startProcess', { process, entry, args }).catch(() => { end(process) })
    return { stdout, exited, kill: () => { void ask('killProcess', { process }).catch(() => undefined) } }
  }
  const end = (process: number): void => {
    started.get(process)?.stdout.end()
    started.get(process)?.end()
    started.delete(process)
  }

  const hear = (message: ToCore): boolean => {
    switch (message.t) {
      case 'errandDone': waiting.get(message.id)?.keep(message.answer); break
      case 'errandFailed': waiting.get(message.id)?.drop(new Error(message.message)); break
      case 'printed': started.get(message.process)?.stdout.write(message.bytes); return true
      case 'ended': end(message.process); return true
      default: return false
    }
    waiting.delete(message.id)
    return true
  }
  return { ask, startProcess, hear }
}
