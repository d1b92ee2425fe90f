import { setImmediate } from 'node:timers/promises'
import type { Context } from '#main/app/ports'
import { usedFiles } from '#db/documents/document-repo'
import { openShelf, type ScanShelf } from './scan-shelf'

const isWhole = (shelf: ScanShelf, sha256: string): boolean => {
  try {
    return shelf.take(sha256) !== null
  } catch {
    return false
  }
}

/** Reads every scan that a document stands on and counts its digest anew. Others work in between. */
export const checkShelf = async (context: Pick<Context, 'db' | 'home'>): Promise<{ scans: number; unfit: number }> => {
  const shelf = openShelf(context)
  const used = usedFiles(context.db)
  let unfit = 0
  for (const [at, sha256] of used.entries()) {
    if (!isWhole(shelf, sha256)) unfit += 1
    if (at % 16 === 15) await setImmediate()
  }
  return { scans: used.length, unfit }
}
