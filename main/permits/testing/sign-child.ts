import { dyingDb } from '#db/testing/dying-db'
import { permitHandlers } from '../permit-handlers'
import { openPermitOffice, passphrase } from './permit-office'

/** Signs everything frozen, in a process of its own that the system kills at statement N: `sign-child.ts HOME KEY N`. */
const [home, key, at] = process.argv.slice(2)
const office = openPermitOffice(home!, Buffer.from(key!, 'hex'), { inPlace: true })
const items = office.db.prepare<[], { dossierId: string; digest: string }>('SELECT dossier_id AS dossierId, digest FROM permit_drafts ORDER BY no').all()
const { db } = dyingDb(office.db, Number(at), () => {
  process.kill(process.pid, 'SIGKILL')
  for (;;) { /* the signal ends it here */ }
})
process.stdout.write(JSON.stringify(await permitHandlers.sign({ ...office.as('director'), db }, { items, passphrase })))
