import { existsSync, renameSync } from 'node:fs'
import { join } from 'node:path'
import { migrations } from '#db/migrations/index'
import { makeFolder } from '#db/make-folder'
import { migrate } from '#db/migrate'
import { readOffice } from '#db/office/office-repo'
import { openDatabase } from '#db/open'
import { DatabaseDamaged, DatabaseNewer, DatabasePlain } from '#db/faults'
import type { Writer } from '#db/handle'
import { Attempts, KeyRing, checkPassphrase, type Secrets } from '#main/staff/index'
import { Fault } from './fault'
import type { Clock, Office, Vault } from './ports'

/** The database's file, still until it is released. */
export type Still = { file: string; release(): void }

export type OpenOffice = { db: Writer; office: Office; databaseKey: Buffer }

/** The folder of one office: the key ring, the counter of tries, and the database while somebody is signed in. */
export class OfficeVault {
  readonly secrets: Secrets
  readonly home: string
  readonly #clock: Clock
  #open: OpenOffice | null = null

  constructor(home: string, clock: Clock, kdfCost?: number) {
    makeFolder(home)
    this.home = home
    this.#clock = clock
    this.secrets = { ring: new KeyRing(home, kdfCost), attempts: new Attempts(home, clock) }
  }

  get opened(): OpenOffice | null {
    return this.#open
  }

  get file(): string {
    return join(this.home, 'office.db')
  }

  /** Handlers' narrow view: a user's own key, for the passphrase just typed. */
  get port(): Vault {
    return { openUserKey: (username, passphrase) => checkPassphrase(this.secrets, username, passphrase).userKey }
  }

  /**
   * Opens the database with its key and brings it to this program's schema.
   * @throws Fault DATABASE_NEWER, DATABASE_DAMAGED.
   */
  open(databaseKey: Buffer): OpenOffice {
    if (this.#open) return this.#open
    if (!existsSync(this.file)) throw new Fault('DATABASE_DAMAGED', { cause: 'missing' })
    this.#open = this.#attach(databaseKey)
    return this.#open
  }

  /** Makes a new office's database. */
  create(databaseKey: Buffer, seed: (db: Writer) => void): OpenOffice {
    this.setAside()
    const db = openDatabase(this.file, databaseKey)
    migrate(db, migrations)
    seed(db)
    db.close()
    return this.open(databaseKey)
  }

  /** Gives a user of the open office a slot, or a new passphrase. */
  addSlot(username: string, passphrase: string): void {
    if (!this.#open) throw new Fault('OFFICE_LOCKED')
    this.secrets.ring.put(username, passphrase, this.#open.databaseKey)
  }

  /**
   * Holds the database's file as it is: until released, whatever is written waits in the log beside it. SQLite's own lock does
   * it: a second connection that reads with an empty log keeps every checkpoint away from the file.
   * @throws Fault OFFICE_LOCKED, BACKUP_RUNNING.
   */
  holdStill(): Still {
    if (!this.#open) throw new Fault('OFFICE_LOCKED')
    const { db, databaseKey } = this.#open
    const [{ busy } = { busy: 1 }] = db.pragma('wal_checkpoint(TRUNCATE)') as { busy: number }[]
    if (busy !== 0) throw new Fault('BACKUP_RUNNING')
    const reader = openDatabase(this.file, databaseKey)
    reader.exec('BEGIN')
    reader.prepare('SELECT count(*) FROM sqlite_schema').get()
    return { file: this.file, release: () => { reader.close() } }
  }

  close(): void {
    this.#open?.db.close()
    this.#open?.databaseKey.fill(0)
    this.#open = null
  }

  /**
   * A database without a key ring is the rest of a founding that was cut off, or an office whose ring was lost and may yet
   * come back from a copy: nobody can tell, so it is renamed and kept.
   */
  setAside(): void {
    if (!existsSync(this.file)) return
    const kept = `${this.file}.${this.#clock.now().toISOString().replaceAll(/\W/g, '')}.kept`
    // The log goes with its file: SQLite finds it by name.
    for (const ending of ['-wal', '-shm', '']) if (existsSync(`${this.file}${ending}`)) renameSync(`${this.file}${ending}`, `${kept}${ending}`)
  }

  #attach(databaseKey: Buffer): OpenOffice {
    let db: Writer | null = null
    try {
      db = openDatabase(this.file, databaseKey)
      migrate(db, migrations)
      const office = readOffice(db)
      if (!office) throw new Fault('DATABASE_DAMAGED', { cause: 'empty' })
      return { db, office, databaseKey: Buffer.from(databaseKey) }
    } catch (error) {
      db?.close()
      throw asFault(error)
    }
  }
}

const asFault = (error: unknown): unknown => {
  if (error instanceof DatabaseNewer) return new Fault('DATABASE_NEWER', { fileVersion: error.fileVersion, programVersion: error.programVersion })
  if (error instanceof DatabaseDamaged) return new Fault('DATABASE_DAMAGED', { cause: 'unreadable' })
  if (error instanceof DatabasePlain) return new Fault('DATABASE_DAMAGED', { cause: 'plain' })
  return error
}
