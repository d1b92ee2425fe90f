import { closeSync, fsyncSync, openSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import type { z } from 'zod'

/**
 * Replaces a file so that after a power cut either the old or the new one is there, whole. What could not be written leaves nothing.
 * @param mode for this user's eyes, unless it is made to be read by others
 */
export const writeDurably = (file: string, content: string | Uint8Array, mode = 0o600): void => {
  const next = `${file}.next`
  const handle = openSync(next, 'w', mode)
  try {
    // Not writeSync: on a disk that fills up that one writes a part and calls it done.
    writeFileSync(handle, content)
    fsyncSync(handle)
  } catch (error) {
    rmSync(next, { force: true })
    throw error
  } finally {
    closeSync(handle)
  }
  renameSync(next, file)
  syncFolder(dirname(file))
}

/** Makes the names in a folder (a rename, a new file) outlive a power cut. */
export const syncFolder = (folder: string): void => {
  // Windows can't open a folder; its rename is journalled.
  if (process.platform === 'win32') return
  const handle = openSync(folder, 'r')
  try {
    fsyncSync(handle)
  } finally {
    closeSync(handle)
  }
}

export const readIfThere = (file: string): string | null => {
  try {
    return readFileSync(file, 'utf8')
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null
    throw error
  }
}

/** What a stored JSON text says, or undefined when it is not what we write there. */
export const readStored = <T>(form: z.ZodType<T>, text: string): T | undefined => {
  try {
    return form.parse(JSON.parse(text))
  } catch {
    return undefined
  }
}
