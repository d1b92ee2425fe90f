import { readFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { startRegistry } from './server/start-registry'

/**
 * The reference registry as a process:
 * `--db FILE [--port N] [--control-port N] [--tls-cert PEM --tls-key PEM] [--training] [--verbose]`.
 * Prints one JSON line `{"listening":url,"control":url}`; ends with its parent's stdin when `--with-parent` is given.
 */
const { values } = parseArgs({
  options: {
    db: { type: 'string' },
    port: { type: 'string', default: '0' },
    'control-port': { type: 'string', default: '0' },
    'tls-cert': { type: 'string' },
    'tls-key': { type: 'string' },
    training: { type: 'boolean', default: false },
    verbose: { type: 'boolean', default: false },
    'with-parent': { type: 'boolean', default: false },
  },
})
if (!values.db) {
  console.error('--db FILE is missing')
  process.exit(2)
}
/** A port, file or certificate that can't be had is the caller's to mend: its message, no stack. */
const refuse = (error: unknown): never => {
  console.error(`the registry did not start: ${error instanceof Error ? error.message : String(error)}`)
  process.exit(1)
}
const start = async (db: string) => startRegistry({
  db,
  port: Number(values.port),
  controlPort: Number(values['control-port']),
  ...(values['tls-cert'] && values['tls-key']
    ? { tls: { cert: readFileSync(values['tls-cert'], 'utf8'), key: readFileSync(values['tls-key'], 'utf8') } }
    : {}),
  training: values.training,
  log: values.verbose ? (line) => console.error(JSON.stringify(line)) : () => {},
})
const running = await start(values.db).catch(refuse)
console.log(JSON.stringify({ listening: running.url, control: running.control }))

const stop = () => void running.close().then(() => process.exit(0))
process.once('SIGTERM', stop)
process.once('SIGINT', stop)
// A host that dies takes its training registry along: the pipe closes with it.
if (values['with-parent']) process.stdin.resume().once('end', stop)
