import { mkdirSync, statSync } from 'node:fs'
import { dirname } from 'node:path'

/**
 * Makes a folder and those above it, readable by this user only unless `mode` says otherwise. One at a time: Node's own recursive form never returns
 * below a folder like /proc, which refuses children with "no such file".
 * @throws the system's error for a place where none can be made, or where a file stands in the way
 */
export const makeFolder = (path: string, mode = 0o700): void => {
  const there = statSync(path, { throwIfNoEntry: false })
  if (there?.isDirectory()) return
  if (!there && dirname(path) !== path) makeFolder(dirname(path), mode)
  try {
    mkdirSync(path, { mode })
  } catch (error) {
    // Another start of ours was quicker.
    if (!statSync(path, { throwIfNoEntry: false })?.isDirectory()) throw error
  }
}
