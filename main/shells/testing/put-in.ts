import { writeFileSync } from 'node:fs'
import { join } from 'node:path'

/** Writes files of a test into its folder. @returns the way: name and content in, the file's path out. */
export const putIn = (folder: string) => (name: string, content: string): string => {
  const path = join(folder, name)
  writeFileSync(path, content)
  return path
}
