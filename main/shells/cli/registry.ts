import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { makeFolder } from '#db/make-folder'
import { builtFile } from '#main/shells/host/built-file'
import { dataFolder } from '#main/shells/host/data-folder'
import { command, exit, text } from './command'

/** `mohr registry`: the reference registry as a process of its own; it shares no code with this one. */
export const registry = command({
  name: 'registry',
  usage: 'mohr registry [--db FILE] [--port N] [--control-port N] [--tls-cert PEM --tls-key PEM] [--training]',
  summary: 'سامانۀ مرکزی نمونه را برای توسعه و آزمون راه می‌اندازد؛ با Ctrl+C می‌ایستد',
  flags: {
    db: { type: 'string' }, port: { type: 'string' }, 'control-port': { type: 'string' },
    'tls-cert': { type: 'string' }, 'tls-key': { type: 'string' }, training: { type: 'boolean' }, verbose: { type: 'boolean' },
  },
  files: { least: 0, most: 0 },
  codes: { 1: 'راه نیفتاد' },
  run: async (given, terminal) => {
    const program = builtFile('registry/registry.mjs')
    if (!existsSync(program)) {
      terminal.err('سامانۀ مرکزی نمونه در این بسته نیست.')
      return exit.failed
    }
    const db = text(given, 'db') ?? join(dataFolder(), 'reference-registry.db')
    makeFolder(dirname(db))
    const passed = Object.entries(given.flags).flatMap(([name, value]) =>
      name === 'db' || name === 'json' || value === undefined ? [] : value === true ? [`--${name}`] : [`--${name}`, String(value)])
    if (terminal.start) {
      const running = terminal.start(program, ['--db', db, ...passed])
      running.stdout.on('data', (bytes: Buffer) => { terminal.out(bytes.toString('utf8').trimEnd()) })
      return (await running.exited) === 0 ? exit.done : exit.failed
    }
    const child = spawn(process.execPath, [program, '--db', db, ...passed], { stdio: 'inherit' })
    const stop = (): void => void child.kill()
    process.once('SIGTERM', stop)
    process.once('SIGINT', stop)
    const [code] = await once(child, 'exit') as [number | null]
    return code === 0 || code === null ? exit.done : exit.failed
  },
})
