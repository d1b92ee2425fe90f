import type { Reader } from '#db/handle'

/** Whether a director's own signing key is ready. */
export const hasActiveDirectorKey = (_db: Reader, _username: string): boolean => false
