import { contextBridge, ipcRenderer } from 'electron'
import { eventNames } from '#contract/events'

const known = new Set<string>(eventNames)

/** All that a page gets of Electron (checklist 20): ask the core, hear its pushes. No event object, no channel name. */
const bridge = Object.freeze({
  call: (name: unknown, input: unknown): Promise<unknown> => ipcRenderer.invoke('call', String(name), input),
  on: (event: unknown, hear: unknown): (() => void) => {
    if (typeof event !== 'string' || !known.has(event) || typeof hear !== 'function') return () => undefined
    const listener = (_event: unknown, pushed: unknown, payload: unknown): void => {
      if (pushed === event) Reflect.apply(hear, undefined, [payload])
    }
    ipcRenderer.on('push', listener)
    return () => void ipcRenderer.off('push', listener)
  },
})

contextBridge.exposeInMainWorld('mohr', bridge)
