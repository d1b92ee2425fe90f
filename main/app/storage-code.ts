import type { StorageCode } from '#contract/dossiers'

/** How an unexpected error is named at the door: by what the office's file said, never by its message. */
export const storageCode = (error: unknown): StorageCode => {
  const code = error instanceof Error && 'code' in error ? String(error.code) : ''
  // The shared memory of the log can't grow: the disk's end by another name.
  if (code === 'SQLITE_FULL' || code === 'ENOSPC' || code === 'SQLITE_IOERR_SHMSIZE') return 'STORAGE_FULL'
  // A page that fails its authentication is told only when it is read.
  if (code.startsWith('SQLITE_CORRUPT') || code === 'SQLITE_NOTADB') return 'DATABASE_DAMAGED'
  return /^SQLITE_(IOERR|BUSY|CANTOPEN|READONLY)/.test(code) ? 'STORAGE_FAILED' : 'INTERNAL'
}
