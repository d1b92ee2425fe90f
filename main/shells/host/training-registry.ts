import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import type { Readable } from 'node:stream'
import type { Host, TrainingRegistry } from '#main/app/ports'

/** A started registry process, whichever way its host starts programs. */
export type RegistryProcess = { stdout: Readable; exited: Promise<unknown>; kill(): void }
export type StartProcess = (entry: string, args: string[]) => RegistryProcess

/** Plain Node: the registry ends with our pipe to its stdin, so a killed host leaves none behind. */
export const startByNode: StartProcess = (entry, args) => {
  const child = spawn(process.execPath, [entry, ...args, '--with-parent'], { stdio: ['pipe', 'pipe', 'inherit'] })
  return { stdout: child.stdout, exited: once(child, 'exit'), kill: () => void child.kill() }
}

const startTimeout = 15_000

const addressesOf = async ({ stdout, exited, kill }: RegistryProcess): Promise<{ listening: string; control: string }> => {
  const lines = createInterface({ input: stdout })
  const late = AbortSignal.timeout(startTimeout)
  try {
    const ended = exited.then(() => { throw new Error('the registry ended at once') })
    const [line] = await Promise.race([once(lines, 'line', { signal: late }), ended]) as [string]
    return JSON.parse(line) as { listening: string; control: string }
  } catch (error) {
    kill()
    throw error
  } finally {
    stdout.resume()
  }
}

const newEnrolCode = async (control: string, unit: string): Promise<string> => {
  const answer = await fetch(`${control}/control/enrol-codes`, {
    method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ unit }),
  })
  if (!answer.ok) throw new Error(`no enrol code: ${answer.status}`)
  return ((await answer.json()) as { code: string }).code
}

/**
 * How a host starts a training office's registry: its own program and database, in the data folder.
 * @param entry the registry's built program; undefined is returned where it does not lie
 * @throws (later) when it does not say within fifteen seconds where it listens
 */
export const trainingRegistryStarter = (entry: string, start: StartProcess = startByNode): Host['startTrainingRegistry'] => {
  if (!existsSync(entry)) return undefined
  return async (home, unit): Promise<TrainingRegistry> => {
    const running = start(entry, ['--db', join(home, 'training-registry.db'), '--training'])
    const { listening, control } = await addressesOf(running)
    return {
      url: listening,
      controlUrl: control,
      enrolCode: () => newEnrolCode(control, unit),
      stop: async () => {
        running.kill()
        await running.exited
      },
    }
  }
}
