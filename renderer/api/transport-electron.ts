import { connectionLost, type Transport } from './transport'

type Bridge = {
  call: (name: string, input: unknown) => Promise<unknown>
  on: (event: string, hear: (payload: unknown) => void) => () => void
}

/** What the preload put on the window, if this page runs in Electron. */
export const preloadBridge = (): Bridge | undefined => (window as { mohr?: Bridge }).mohr

/** The preload's two functions, plus an answer when the main process is gone. */
export const electronTransport = (bridge: Bridge): Transport => ({
  call: async (name, input) => {
    try {
      return await bridge.call(name, input)
    } catch {
      return connectionLost('ipc')
    }
  },
  on: (event, hear) => bridge.on(event, (payload) => { hear(payload as Parameters<typeof hear>[0]) }),
})
