/*
 * What runs inside a page: in the main world the far end of contextBridge, in Chromium's isolated world the preload with
 * the renderer half of Electron. The two worlds share no object: values cross encoded, in synchronous DOM events whose
 * names hold a secret of this document.
 */
import type { Wire } from './wire'
import { makeWire } from './wire'

type Message =
  | { t: 'expose'; key: string; value: Crossing }
  | { t: 'call'; f: number; args: Crossing[] }
  | { t: 'kept'; id: number; value: Crossing }
  | { t: 'broken'; id: number; message: string }
  | { t: 'reply'; reply: Reply }
type Reply = { error: string } | { value?: Crossing }
type Crossing = { f: number } | { p: number } | { a: Crossing[] } | { o: Record<string, Crossing> } | { v: unknown }
type Bus = { post(message: Message): Reply | undefined; outward(value: unknown): Crossing }

/** One side of the bridge; the same text serves both worlds. */
const bridgeSide = (secret: string, { encode, decode }: Wire, isMain: boolean): Bus => {
  const functions = new Map<number, (...args: unknown[]) => unknown>()
  const waiting = new Map<number, { keep(value: unknown): void; drop(error: Error): void }>()
  const [mine, theirs] = isMain ? ['m', 'i'] : ['i', 'm']
  // Taken before the page can put its own in their place.
  const fire = document.dispatchEvent.bind(document)
  const NewEvent = CustomEvent
  let next = 1
  let reply: Reply | undefined

  const tell = (message: Message): void => { fire(new NewEvent(secret + theirs, { detail: JSON.stringify(message) })) }
  const post = (message: Message): Reply | undefined => {
    reply = undefined
    tell(message)
    const got = reply
    reply = undefined
    return got
  }
  const textOf = (error: unknown): string => (error instanceof Error ? error.message : String(error))
  const outward = (value: unknown): Crossing => {
    if (typeof value === 'function') {
      functions.set(next, value as (...args: unknown[]) => unknown)
      return { f: next++ }
    }
    if (value instanceof Promise) {
      const id = next++
      value.then((kept: unknown) => post({ t: 'kept', id, value: outward(kept) }), (error: unknown) => post({ t: 'broken', id, message: textOf(error) }))
      return { p: id }
    }
    if (Array.isArray(value)) return { a: value.map(outward) }
    if (typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype) {
      return { o: Object.fromEntries(Object.entries(value).map(([key, one]) => [key, outward(one)])) }
    }
    return { v: encode(value) }
  }
  const inward = (crossing: Crossing): unknown => {
    if ('f' in crossing) {
      return (...args: unknown[]) => {
        const got = post({ t: 'call', f: crossing.f, args: args.map(outward) })
        if (!got || 'error' in got) throw new Error(got?.error ?? 'The other world is gone.')
        return got.value && inward(got.value)
      }
    }
    if ('p' in crossing) return new Promise((keep, drop) => waiting.set(crossing.p, { keep, drop }))
    if ('a' in crossing) return crossing.a.map(inward)
    if (!('o' in crossing)) return decode(crossing.v)
    const made = Object.fromEntries(Object.entries(crossing.o).map(([key, one]) => [key, inward(one)]))
    return isMain ? Object.freeze(made) : made
  }
  const answer = (message: Message): Reply => {
    try {
      if (message.t === 'call') return { value: outward(functions.get(message.f)?.(...message.args.map(inward))) }
      if (message.t !== 'expose' || !isMain) return {}
      if (Object.hasOwn(window, message.key)) return { error: 'Cannot bind an API on top of an existing property on the window object' }
      Object.defineProperty(window, message.key, { value: inward(message.value), enumerable: true, writable: false, configurable: false })
      return {}
    } catch (error) {
      return { error: textOf(error) }
    }
  }
  document.addEventListener(secret + mine, (event) => {
    const message = JSON.parse((event as CustomEvent<string>).detail) as Message
    if (message.t === 'reply') {
      reply = message.reply
      return
    }
    if (message.t === 'kept') waiting.get(message.id)?.keep(inward(message.value))
    else if (message.t === 'broken') waiting.get(message.id)?.drop(new Error(message.message))
    else tell({ t: 'reply', reply: answer(message) })
  })
  return { post, outward }
}

/** The renderer half of Electron, as a sandboxed preload sees it. Returns what the preload's wrapper gets. */
const rendererHalf = (bus: Bus, { encode, decode }: Wire, bindingName: string) => {
  type Hear = (...args: unknown[]) => void
  const globals = globalThis as unknown as Record<string, (text: string) => void>
  const up = globals[bindingName]!
  Reflect.deleteProperty(globals, bindingName)
  const tell = (message: object): void => { up(JSON.stringify(message)) }
  const hearers = new Map<string, Hear[]>()
  const calls = new Map<number, { channel: string; keep(value: unknown): void; drop(error: Error): void }>()
  let next = 1

  const off = (channel: string, hear: Hear): void => { hearers.set(channel, (hearers.get(channel) ?? []).filter((one) => one !== hear)) }
  const ipcRenderer = {
    invoke: (channel: string, ...args: unknown[]) => new Promise((keep, drop) => {
      const id = next++
      const encoded = encode(args)
      calls.set(id, { channel, keep, drop })
      tell({ t: 'invoke', id, channel, args: encoded })
    }),
    send: (channel: string, ...args: unknown[]) => { tell({ t: 'send', channel, args: encode(args) }) },
    sendSync: () => { throw new Error('the stand-in carries no sendSync') },
    on: (channel: string, hear: Hear) => {
      hearers.set(channel, [...(hearers.get(channel) ?? []), hear])
      return ipcRenderer
    },
    off: (channel: string, hear: Hear) => {
      off(channel, hear)
      return ipcRenderer
    },
    removeListener: (channel: string, hear: Hear) => ipcRenderer.off(channel, hear),
  }
  type Down = { t: 'result'; id: number; value?: unknown; error?: string } | { t: 'event'; channel: string; args: unknown }
  globals['electronStandInDown'] = (text) => {
    const message = JSON.parse(text) as Down
    if (message.t === 'event') {
      const args = decode(message.args) as unknown[]
      for (const hear of hearers.get(message.channel) ?? []) hear({ sender: ipcRenderer, ports: [] }, ...args)
      return
    }
    const call = calls.get(message.id)
    calls.delete(message.id)
    if (message.error === undefined) call?.keep(decode(message.value))
    else call?.drop(new Error(`Error invoking remote method '${call.channel}': ${message.error}`))
  }
  const contextBridge = {
    exposeInMainWorld: (key: string, value: unknown) => {
      const reply = bus.post({ t: 'expose', key, value: bus.outward(value) })
      if (!reply || 'error' in reply) throw new Error(reply?.error ?? 'no main world')
    },
  }
  const electron = { contextBridge, ipcRenderer }
  return {
    require: (name: string): unknown => {
      if (name === 'electron' || name === 'electron/renderer') return electron
      throw new Error(`module not found: ${name}`)
    },
    fail: (error: unknown): void => { tell({ t: 'preload-error', message: error instanceof Error ? error.message : String(error) }) },
  }
}

const inTopFrame = (body: string): string => `if (window === window.top) {\n${body}\n}`

/** Script of the main world: it waits for what the preload exposes. */
export const mainWorldScript = (secret: string): string => inTopFrame(`(${bridgeSide.toString()})(${JSON.stringify(secret)}, (${makeWire.toString()})(), true)`)

export type PreloadRun = { secret: string; binding: string; process: object; source: string }

/** Script of the isolated world: the preload's own text, wrapped as Electron wraps it. */
export const isolatedWorldScript = ({ secret, binding, process, source }: PreloadRun): string => inTopFrame(`
const wire = (${makeWire.toString()})()
const half = (${rendererHalf.toString()})((${bridgeSide.toString()})(${JSON.stringify(secret)}, wire, false), wire, ${JSON.stringify(binding)})
try {
  (function (require, process, module, exports) {
${source}
  })(half.require, ${JSON.stringify(process)}, { exports: {} }, {})
} catch (error) {
  half.fail(error)
}`)
