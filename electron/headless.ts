import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { app, utilityProcess } from 'electron'
import { PassThrough } from 'node:stream'
import type { StartProcess } from '#main/shells/host/training-registry'

/** Electron's fuse forbids running its binary as plain Node, so programs of ours start beside it. */
const startBeside: StartProcess = (entry, args) => {
  const child = utilityProcess.fork(entry, args, { stdio: ['ignore', 'pipe', 'inherit'] })
  const stdout = new PassThrough()
  child.stdout?.on('data', (bytes: Uint8Array) => { stdout.write(bytes) })
  const exited = new Promise<number>((resolve) => {
    child.once('exit', (code) => {
      stdout.end()
      resolve(code)
    })
  })
  return { stdout, exited, kill: () => void child.kill() }
}

const flushed = (stream: NodeJS.WriteStream): Promise<void> => new Promise((resolve) => { stream.write('', () => { resolve() }) })

/** Ended from outside: what a shell says of SIGTERM. */
const terminated = 143

/**
 * Runs one `mohr` command in the window's program, without a window: no graphics, no display, no single-instance lock (an open
 * window goes on; commands take turns by a lock of their own), a Chromium profile that is thrown away. Ends the program with
 * the command's exit code.
 */
export const runHeadless = async (args: string[]): Promise<void> => {
  const profile = mkdtempSync(join(tmpdir(), 'mohr-command-'))
  app.setPath('userData', profile)
  app.disableHardwareAcceleration()
  if (process.platform === 'linux') app.commandLine.appendSwitch('ozone-platform', 'headless')
  process.once('exit', () => { rmSync(profile, { recursive: true, force: true }) })
  // Nothing here is a window whose end would end the program; a signal must not look like success.
  app.on('before-quit', (event) => {
    event.preventDefault()
    app.exit(terminated)
  })
  await app.whenReady()
  const { processTerminal, runCommand } = await import('#main/shells/cli/index')
  const code = await runCommand(args, { ...processTerminal, start: startBeside })
  await Promise.all([flushed(process.stdout), flushed(process.stderr)])
  app.exit(code)
}
