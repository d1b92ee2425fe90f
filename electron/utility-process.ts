import { Readable } from 'node:stream'
import type { UtilityProcess } from 'electron'
import type { StartProcess } from '#main/shells/host/training-registry'

type Utilities = { fork(entry: string, args: string[], options: { stdio: ('ignore' | 'pipe')[] }): UtilityProcess }

/**
 * Starts a Node program inside Electron, whose fuse forbids running its binary as plain Node. A utility process ends with
 * the app, so it needs no pipe to notice that.
 */
export const startByUtility = (utilities: Utilities): StartProcess => (entry, args) => {
  const child = utilities.fork(entry, args, { stdio: ['ignore', 'pipe', 'ignore'] })
  return {
    stdout: new Readable().wrap(child.stdout!),
    exited: new Promise((resolve) => child.once('exit', resolve)),
    kill: () => void child.kill(),
  }
}
