import { runSync } from '../index'
import { dyingDb } from '#db/testing/dying-db'
import { calmPorts, contextOf, openOffice } from './office'

/** One run in a process of its own, killed by the system's own hand at statement N: `sync-child.ts FILE N`. */
const [file, at] = process.argv.slice(2)
const kill = (): never => {
  process.kill(process.pid, 'SIGKILL')
  for (;;) { /* the signal ends it here */ }
}
const { db } = dyingDb(openOffice(file!), Number(at), kill)
const report = await runSync(contextOf(db), calmPorts([], { timeoutMs: 5_000, appliers: { note: () => {} } }))
process.stdout.write(JSON.stringify(report))
