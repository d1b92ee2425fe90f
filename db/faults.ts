import type { StorageCode } from '#contract/dossiers'

/** The file is an ordinary SQLite file: an office database is never kept in the clear. */
export class DatabasePlain extends Error {
  override name = 'DatabasePlain'
  constructor(file: string) {
    super(`${file} is not encrypted`)
  }
}

/** The key does not fit or a page was altered outside this program. */
export class DatabaseDamaged extends Error {
  override name = 'DatabaseDamaged'
  constructor(file: string, cause: unknown) {
    super(`${file} cannot be read with this key`, { cause })
  }
}

/** The file was written by a later version of the program. */
export class DatabaseNewer extends Error {
  override name = 'DatabaseNewer'
  constructor(
    readonly fileVersion: number,
    readonly programVersion: number,
  ) {
    super(`database version ${fileVersion} is newer than this program's ${programVersion}`)
  }
}

/** A compare-and-set found another version: somebody changed the row meanwhile. */
export class RowStale extends Error {
  override name = 'RowStale'
}

/** How an unexpected error is named at the door: by what the office's file said, never by its message. */
export const storageCode = (error: unknown): StorageCode => {
  const code = error instanceof Error && 'code' in error ? String(error.code) : ''
  // The shared memory of the log can't grow: the disk's end by another name.
  if (code === 'SQLITE_FULL' || code === 'ENOSPC' || code === 'SQLITE_IOERR_SHMSIZE') return 'STORAGE_FULL'
  // A page that fails its authentication is told only when it is read.
  if (code.startsWith('SQLITE_CORRUPT') || code === 'SQLITE_NOTADB') return 'DATABASE_DAMAGED'
  // A file of the office's folder that is a folder, belongs to somebody else, or lies on a disk that fails.
  if (/^E(ISDIR|NOTDIR|ACCES|PERM|ROFS|IO|BUSY|DQUOT|NOTEMPTY|MFILE|NFILE)$/.test(code)) return 'STORAGE_FAILED'
  return /^SQLITE_(IOERR|BUSY|CANTOPEN|READONLY)/.test(code) ? 'STORAGE_FAILED' : 'INTERNAL'
}
