import { readDevice, saveDevice } from '#db/registry/device-repo'
import type { Writer } from '#db/handle'
import type { Host, Log, TrainingRegistry } from './ports'

/**
 * Keeps a training office's own registry running while the app runs, where the host can start one. Its port changes with
 * every start, so the enrolled device is told the new address.
 */
export class TrainingRegistryKeeper {
  readonly #host: Host
  readonly #home: string
  readonly #log: Log
  #running: Promise<TrainingRegistry | null> | null = null

  constructor(host: Host, home: string, log: Log) {
    this.#host = host
    this.#home = home
    this.#log = log
  }

  /** The running registry, started at the first call; null where the host has none or it would not start. */
  ensure(unit: string): Promise<TrainingRegistry | null> {
    this.#running ??= this.#start(unit)
    return this.#running
  }

  /** Starts it behind the scenes for an office that was enrolled in an earlier run. */
  async resume(db: Writer, unit: string): Promise<void> {
    if (!readDevice(db)) return
    const registry = await this.ensure(unit)
    if (!registry || !db.open) return
    const device = readDevice(db)
    if (device && device.url !== registry.url) saveDevice(db, { ...device, url: registry.url })
  }

  async stop(): Promise<void> {
    const registry = await this.#running
    this.#running = null
    await registry?.stop()
  }

  async #start(unit: string): Promise<TrainingRegistry | null> {
    if (!this.#host.startTrainingRegistry) return null
    try {
      return await this.#host.startTrainingRegistry(this.#home, unit)
    } catch {
      this.#log.write('warn', 'training.registry.absent')
      return null
    }
  }
}
