import type { UtilityProcess } from 'electron'
import type { Errand, ToCore } from './core/messages'

type Fork = (entry: string, args: string[], options: { stdio: ('ignore' | 'pipe')[] }) => UtilityProcess

/** What the window's program does for the core: start a training office's registry as a process of its own. */
export const hostErrands = (fork: Fork): ((errand: Errand, tell: (message: ToCore) => void) => Promise<unknown>) => {
  const processes = new Map<number, UtilityProcess>()
  return async ({ name, input }, tell) => {
    if (name === 'killProcess') return void processes.get(input.process)?.kill()
    const { process, entry, args } = input
    const child = fork(entry, args, { stdio: ['ignore', 'pipe', 'ignore'] })
    processes.set(process, child)
    child.stdout?.on('data', (bytes: Uint8Array) => { tell({ t: 'printed', process, bytes }) })
    child.once('exit', () => {
      processes.delete(process)
      tell({ t: 'ended', process })
    })
    return Promise.resolve(null)
  }
}
