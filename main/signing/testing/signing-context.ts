import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fixedClock } from '#main/app/clock'
import type { Actor, Context } from '#main/app/ports'
import { Attempts, checkPassphrase, KeyRing, minimumCost } from '#main/staff/index'
import { migrations } from '#db/migrations/index'
import { migrate } from '#db/migrate'
import { openDatabase } from '#db/open'

export const passphrase = 'a director of long words'

/** An open office in a fresh folder with one director, as the gate would hand it to a handler. */
export const signingContext = ({ training = false, role = 'director' as Actor['role'] } = {}): Context & { clock: ReturnType<typeof fixedClock> } => {
  const home = mkdtempSync(join(tmpdir(), 'mohr-signing-'))
  const clock = fixedClock('2026-11-21T06:12:09Z')
  const office = { name: 'اداره‌کل خوزستان', unit: '0600', training }
  const secrets = { ring: new KeyRing(home, minimumCost), attempts: new Attempts(home, clock) }
  const draft = secrets.ring.draft(office, 'director', passphrase)
  draft.commit()
  const db = openDatabase(join(home, 'office.db'), draft.databaseKey)
  migrate(db, migrations)
  return {
    db, home, clock, office, actor: { username: 'director', displayName: 'علیرضا نیک‌سرشت', role },
    vault: { openUserKey: (username, typed) => checkPassphrase(secrets, username, typed).userKey },
    emit: () => undefined, log: { write: () => undefined },
  }
}
