import { spawn, type ChildProcess } from 'node:child_process'
import { existsSync, mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import axios from 'axios'
import { z } from 'zod'
import type { TrainingRegistry } from '#main/app/ports'

const announcement = z.object({ listening: z.url(), control: z.url() })
const startsWithin = 20_000

/**
 * Starts the reference registry as a process of its own, with its own database under `home/registry`.
 * @param program the built `registry.js` beside the running program.
 * @throws Error when the program is missing or does not say within 20 s where it listens.
 */
export const startTrainingRegistry = async (program: string, home: string, unit: string): Promise<TrainingRegistry> => {
  if (!existsSync(program)) throw new Error('the reference registry is not part of this build')
  const folder = join(home, 'registry')
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  const child = spawn(process.execPath, [program, '--db', join(folder, 'registry.db'), '--port', '0', '--control-port', '0', '--training', '--with-parent'], {
    stdio: ['pipe', 'pipe', 'ignore'],
  })
  const { listening, control } = await announced(child)
  return {
    url: listening,
    controlUrl: control,
    enrolCode: async () => {
      const { data } = await axios.post<unknown>(`${control}/control/enrol-codes`, { unit }, { proxy: false, timeout: 5_000 })
      return z.object({ code: z.string() }).parse(data).code
    },
    stop: () => stopped(child),
  }
}

const announced = (child: ChildProcess): Promise<z.output<typeof announcement>> =>
  new Promise((resolve, reject) => {
    const timer = setTimeout(() => {
      child.kill()
      reject(new Error('the reference registry did not start in time'))
    }, startsWithin)
    child.once('exit', (code) => {
      clearTimeout(timer)
      reject(new Error(`the reference registry left with code ${code}`))
    })
    if (!child.stdout) return
    createInterface({ input: child.stdout }).once('line', (line) => {
      clearTimeout(timer)
      resolve(announcement.parse(JSON.parse(line)))
    })
  })

const stopped = (child: ChildProcess): Promise<void> =>
  new Promise((resolve) => {
    if (child.exitCode !== null || child.signalCode !== null) return resolve()
    child.once('exit', () => resolve())
    child.kill('SIGTERM')
  })
