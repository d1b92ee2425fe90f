import { fork as forkNode, type ChildProcess } from 'node:child_process'
import { EventEmitter } from 'node:events'
import type { Readable } from 'node:stream'
import { fileURLToPath } from 'node:url'
import { app } from './running-app'

type Options = { stdio?: ('ignore' | 'pipe' | 'inherit')[] | 'ignore' | 'pipe' | 'inherit'; serviceName?: string; env?: NodeJS.ProcessEnv }

const ports = fileURLToPath(new URL('./register-utility.mjs', import.meta.url))

/** A Node process beside the window's program, which ends with it. */
class UtilityProcess extends EventEmitter {
  readonly #child: ChildProcess
  readonly serviceName: string
  readonly stdout: Readable | null
  readonly stderr: Readable | null

  constructor(entry: string, args: string[], { stdio = 'inherit', env, serviceName = '' }: Options) {
    super()
    this.serviceName = serviceName
    const [, out, err] = Array.isArray(stdio) ? stdio : ['ignore', stdio, stdio]
    this.#child = forkNode(entry, args, {
      execArgv: ['--import', ports], serialization: 'advanced', env, stdio: ['ignore', out ?? 'inherit', err ?? 'inherit', 'ipc'],
    })
    this.stdout = this.#child.stdout
    this.stderr = this.#child.stderr
    this.#child.on('message', (message) => { this.emit('message', message) })
    this.#child.once('spawn', () => { this.emit('spawn') })
    this.#child.once('exit', (code, signal) => { this.emit('exit', code ?? (signal ? 1 : 0)) })
  }
  get pid(): number | undefined { return this.#child.exitCode === null ? this.#child.pid : undefined }
  postMessage(message: unknown): void { if (this.#child.connected) this.#child.send(message as object) }
  kill(): boolean { return this.#child.kill() }
}

const running = new Set<UtilityProcess>()

/** As app.getAppMetrics tells of them. */
export const utilityMetrics = (): { pid: number; type: string; serviceName: string; name: string }[] =>
  [...running].map(({ pid, serviceName }) => ({ pid: pid ?? 0, type: 'Utility', serviceName, name: serviceName }))

export const utilityProcess = {
  fork: (entry: string, args: string[] = [], options: Options = {}): UtilityProcess => {
    if (!app.isReady()) throw new Error('utilityProcess cannot be created before app is ready')
    const made = new UtilityProcess(entry, args, options)
    running.add(made)
    made.once('exit', () => { running.delete(made) })
    return made
  },
}
