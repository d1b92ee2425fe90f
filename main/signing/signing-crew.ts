import { sign, type KeyObject } from 'node:crypto'
import { availableParallelism } from 'node:os'
import { Worker } from 'node:worker_threads'
import { ps256 } from './compact-jws'

/** Signs a long list on threads of its own, and on the caller's thread whenever that has nothing to store. */
export type SigningCrew = {
  /** What is asked for in one turn of the event loop is one list to the crew. @returns RSASSA-PSS, SHA-256, salt 32. */
  sign(bytes: Uint8Array): Promise<Uint8Array>
  /** Ends the threads, and the key's copies with them. Nothing may be waiting any more. */
  close(): void
}

type Asked = { bytes: Uint8Array; resolve: (made: Uint8Array) => void; reject: (error: unknown) => void }
/** `claims[i]` is 0 until a thread takes item i for itself, then that thread's number. */
type List = { id: number; asked: (Asked | null)[]; claims: Int32Array; left: number; end: number }
type Made = { id: number; made: [at: number, signature: Uint8Array][] }

const here = -1
const mostThreads = 3

/** As text: this file is bundled into three programs and run as TypeScript by the tests; a thread's own file would be a fourth way. */
const program = `
  const { sign } = require('node:crypto')
  const { parentPort, workerData: { me, key, options } } = require('node:worker_threads')
  parentPort.on('message', ({ id, parts, claims }) => {
    const made = []
    parts.forEach((bytes, at) => { if (Atomics.compareExchange(claims, at, 0, me) === 0) made.push([at, sign('sha256', bytes, { key, ...options })]) })
    parentPort.postMessage({ id, made })
  })`

/**
 * The threads go through a list from its beginning, this thread from its end, one signature in a turn: whatever the number of
 * processors, none of them waits while something is left to sign, and a thread that dies only leaves more to the others.
 * @throws whatever keeps a thread from being started; the caller then has other ways to sign.
 */
export const startCrew = (key: KeyObject, threadProgram = program): SigningCrew => {
  const lists = new Map<number, List>()
  let last = 0
  let gathering: Asked[] = []
  let turn: NodeJS.Immediate | undefined

  const settle = (list: List, at: number, how: (asked: Asked) => void): void => {
    const asked = list.asked[at]
    if (!asked) return
    list.asked[at] = null
    list.left -= 1
    if (list.left === 0) lists.delete(list.id)
    how(asked)
  }
  const signHere = (): void => {
    turn = undefined
    for (const list of lists.values()) {
      while (list.end > 0) {
        const at = (list.end -= 1)
        if (Atomics.compareExchange(list.claims, at, 0, here) !== 0) continue
        settle(list, at, ({ bytes, resolve, reject }) => {
          try {
            resolve(sign('sha256', bytes, { key, ...ps256 }))
          } catch (error) {
            reject(error)
          }
        })
        turn = setImmediate(signHere)
        return
      }
    }
  }
  const threads: Worker[] = []
  const end = (): void => { for (const thread of threads) void thread.terminate() }
  const start = (me: number): Worker => {
    const thread = new Worker(threadProgram, { eval: true, workerData: { me, key, options: ps256 } })
    thread.on('message', ({ id, made }: Made) => {
      const list = lists.get(id)
      if (list) for (const [at, signature] of made) settle(list, at, ({ resolve }) => { resolve(signature) })
    })
    // What a dead thread had taken is free again. Its error needs no other word: nothing is lost by it.
    thread.on('error', () => undefined)
    thread.on('exit', () => {
      for (const list of lists.values()) {
        list.claims.forEach((owner, at) => { if (owner === me) list.claims[at] = 0 })
        list.end = list.asked.length
      }
      turn ??= setImmediate(signHere)
    })
    return thread
  }
  try {
    const count = Math.max(1, Math.min(mostThreads, availableParallelism() - 1))
    for (let me = 1; me <= count; me += 1) threads.push(start(me))
  } catch (error) {
    end()
    throw error
  }
  const hand = (): void => {
    const asked = gathering
    gathering = []
    const list: List = { id: (last += 1), asked, claims: new Int32Array(new SharedArrayBuffer(4 * asked.length)), left: asked.length, end: asked.length }
    lists.set(list.id, list)
    const message = { id: list.id, parts: asked.map(({ bytes }) => bytes), claims: list.claims }
    for (const thread of threads) thread.postMessage(message)
    turn ??= setImmediate(signHere)
  }
  return {
    sign: (bytes) => new Promise((resolve, reject) => {
      if (gathering.push({ bytes, resolve, reject }) === 1) queueMicrotask(hand)
    }),
    close: () => {
      clearImmediate(turn)
      end()
    },
  }
}
