import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Role } from '#contract/define'
import { fixedClock } from '#main/app/clock'
import type { Context } from '#main/app/ports'
import { appendEntry } from '#main/ledger/index'
import type { Writer } from '#db/handle'
import { migrations } from '#db/migrations/index'
import { migrate } from '#db/migrate'
import { openDatabase } from '#db/open'
import { transact } from '#db/transact'

export const ledgerKey = Buffer.alloc(32, 7)

export type LedgerOffice = {
  db: Writer
  home: string
  clock: ReturnType<typeof fixedClock>
  said: string[]
  as: (role?: Role) => Context
  /** Writes so many entries of invented office work. */
  write: (count: number, mark?: string) => void
}

/** An office in a real encrypted file that has nothing but a ledger. */
export const openLedgerOffice = (home = mkdtempSync(join(tmpdir(), 'mohr-ledger-')), training = false): LedgerOffice => {
  const db = openDatabase(join(home, 'office.db'), ledgerKey)
  migrate(db, migrations)
  const clock = fixedClock('2026-11-21T06:00:00Z')
  const said: string[] = []
  const as = (role: Role = 'system_manager'): Context => ({
    db, clock, home, office: { name: 'اداره‌کل خوزستان', unit: '0600', training }, actor: { username: role, displayName: role, role },
    vault: { openUserKey: () => Buffer.alloc(32) }, emit: () => undefined, log: { write: (_, event) => void said.push(event) },
  })
  const write = (count: number, mark = 'a'): void => transact(db, () => {
    for (let i = 0; i < count; i += 1) {
      appendEntry(as(), { kind: 'setting.change', aggregate: { type: 'Setting', id: `${mark}-${i}` }, baseVersion: 0, payload: { mark, i, title: 'تنظیم نمونه' } })
    }
  })
  return { db, home, clock, said, as, write }
}

type Answer<T> = Exclude<T, Promise<unknown>>
/** An answer of a handler that works at once. */
export const now = <T>(answer: T): Answer<T> => {
  if (answer instanceof Promise) throw new TypeError('not synchronous')
  return answer as Answer<T>
}
