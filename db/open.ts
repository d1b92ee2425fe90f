import { existsSync } from 'node:fs'
import Database from 'better-sqlite3'
import { DatabaseDamaged, DatabasePlain } from './faults'
import type { Writer } from './handle'

/**
 * Opens (or creates) an office database with its 32-byte key.
 * Every connection is set the same way: authenticated page cipher, FULL durability (an existing WAL file would
 * otherwise reopen as NORMAL), foreign keys, and SQLite's hardening switches.
 * @throws DatabasePlain when the file is not encrypted, DatabaseDamaged when the key does not fit or pages were altered;
 *   what SQLite says when the disk is full or the file is locked.
 */
export const openDatabase = (file: string, key: Buffer): Writer => {
  if (key.length !== 32) throw new RangeError('a database key has 32 bytes')
  const existed = existsSync(file)
  if (existed && isPlain(file)) throw new DatabasePlain(file)
  const db = new Database(file, { timeout: 5_000 })
  try {
    db.pragma("cipher='aegis'")
    db.pragma(`key='raw:${key.toString('hex')}'`)
    db.pragma('journal_mode=WAL')
    db.pragma('synchronous=FULL')
    db.pragma('foreign_keys=ON')
    db.pragma('trusted_schema=OFF')
    db.pragma('cell_size_check=ON')
    db.pragma('secure_delete=ON')
    db.pragma('temp_store=MEMORY')
    db.pragma('cache_size=-65536')
    db.prepare('SELECT count(*) FROM sqlite_schema').get()
  } catch (cause) {
    db.close()
    throw isDamage(cause) ? new DatabaseDamaged(file, cause) : cause
  }
  return db as Writer
}

/** A full or locked disk is no damage: nobody may be sent to the backup for it. */
const isDamage = (error: unknown): boolean => error instanceof Error && 'code' in error && /^SQLITE_(NOTADB|CORRUPT)/.test(String(error.code))

/** A file that opens without any key holds its pages in the clear. */
const isPlain = (file: string): boolean => {
  const probe = new Database(file, { readonly: true })
  try {
    probe.prepare('SELECT count(*) FROM sqlite_schema').get()
    return true
  } catch {
    return false
  } finally {
    probe.close()
  }
}
