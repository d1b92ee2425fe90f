import { spawn, type ChildProcess } from 'node:child_process'
import { createInterface } from 'node:readline'
import { join } from 'node:path'

const root = join(import.meta.dirname, '../../..')

/** Runs one of our TypeScript programs in a process of its own, straight from the tree. */
export const startProgram = (program: string, ...args: string[]): ChildProcess =>
  spawn(process.execPath, [
    '--experimental-transform-types', '--no-warnings', '--import', join(root, 'registry/testing/run-ts.mjs'), join(root, program), ...args,
  ], { cwd: root, stdio: ['ignore', 'pipe', 'inherit'] })

export const firstLine = (child: ChildProcess): Promise<string> =>
  new Promise((done, fail) => {
    createInterface({ input: child.stdout! }).once('line', done)
    child.once('exit', (code, signal) => fail(new Error(`ended with ${code ?? signal} before it spoke`)))
  })

export const ending = (child: ChildProcess): Promise<NodeJS.Signals | number | null> =>
  new Promise((done) => void child.once('exit', (code, signal) => done(signal ?? code)))
