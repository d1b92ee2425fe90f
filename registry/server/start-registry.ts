import { once } from 'node:events'
import { createServer, type Server } from 'node:http'
import { createServer as createTlsServer } from 'node:https'
import type { AddressInfo } from 'node:net'
import { openSqliteStore } from '#registry/store/sqlite-store'
import type { Store } from '#registry/store/store'
import { serveControl } from './control/serve-control'
import { faultSchedule, type PlannedFault } from './fault-plan'
import { serveRequest } from './serve-request'

export type RegistryOptions = {
  db: string
  /** 0 lets the system choose. */
  port: number
  controlPort: number
  tls?: { cert: string; key: string }
  training: boolean
  now?: () => Date
  log?: (line: Record<string, string | number>) => void
}
export type RunningRegistry = {
  url: string
  control: string
  store: Store
  setFaults: (plan: readonly PlannedFault[]) => void
  close: () => Promise<void>
}

/** Starts the reference registry on loopback, with its control port beside it. */
export const startRegistry = async (options: RegistryOptions): Promise<RunningRegistry> => {
  const store = openSqliteStore(options.db, { training: options.training })
  const faults = faultSchedule()
  const ports = { store, now: options.now ?? (() => new Date()), nextFault: faults.next, log: options.log ?? (() => {}) }
  const listener: Parameters<typeof createServer>[1] = (request, response) => void serveRequest(ports, request, response)
  const api = options.tls ? createTlsServer({ ...options.tls, minVersion: 'TLSv1.2' }, listener) : createServer(listener)
  const control = createServer((request, response) => void serveControl({ store, setFaults: faults.set }, request, response))
  const port = await listen(api, options.port)
  const controlPort = await listen(control, options.controlPort)
  return {
    url: `${options.tls ? 'https' : 'http'}://127.0.0.1:${port}`,
    control: `http://127.0.0.1:${controlPort}`,
    store,
    setFaults: faults.set,
    close: async () => {
      await Promise.all([shut(api), shut(control)])
      await store.close()
    },
  }
}

const listen = async (server: Server | ReturnType<typeof createTlsServer>, port: number): Promise<number> => {
  server.listen(port, '127.0.0.1')
  await once(server, 'listening')
  return (server.address() as AddressInfo).port
}

const shut = async (server: Server | ReturnType<typeof createTlsServer>): Promise<void> => {
  const closed = once(server, 'close')
  server.close()
  server.closeAllConnections()
  await closed
}
