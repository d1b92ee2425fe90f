import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { makeFolder } from './make-folder'

export type FolderLock = { held: true; release(): void } | { held: false; holder: number | null }

const isBusy = (error: unknown): boolean => error instanceof Error && 'code' in error && String(error.code).startsWith('SQLITE_BUSY')

const holderOf = (note: string): number | null => {
  try {
    return Number(readFileSync(note, 'utf8')) || null
  } catch {
    return null
  }
}

/** For the words of whoever comes second; the lock holds without it. */
const noteHolder = (note: string): void => {
  try {
    writeFileSync(note, String(process.pid))
  } catch {
    // A full disk.
  }
}

/**
 * One window program per data folder, and one command at a time beside it. The lock is SQLite's own lock on an empty file, not the file itself: the system
 * lets go of it when its process dies, however it dies, so a stale lock can't exist and no pid can be mistaken for ours.
 * @returns the held lock, or the process id of who holds it (null when it did not say yet)
 */
export const lockFolder = (folder: string, holder: 'window' | 'command' = 'window'): FolderLock => {
  makeFolder(folder)
  const note = join(folder, `${holder}.pid`)
  const file = new Database(join(folder, `${holder}.lock`), { timeout: 0 })
  try {
    // Nothing is ever written into it, so a full disk is no hindrance.
    file.pragma('journal_mode = MEMORY')
    file.exec('BEGIN EXCLUSIVE')
  } catch (error) {
    file.close()
    if (isBusy(error)) return { held: false, holder: holderOf(note) }
    throw error
  }
  noteHolder(note)
  return { held: true, release: () => void file.close() }
}
