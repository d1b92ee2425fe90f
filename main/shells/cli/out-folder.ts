import { basename, join } from 'node:path'
import { makeFolder } from '#db/make-folder'
import { writeDurably } from '#main/staff/index'

/**
 * Writes a file into the folder of `--out`: whole or not there, for this account's eyes, for it may name persons.
 * @returns its path. @throws the system's error for a folder that takes nothing
 */
export const writeOut = (folder: string, name: string, content: string | Uint8Array): string => save(folder, name, content, 0o700, 0o600)

/** The same for what is made to be handed out, as the account's umask has it. */
export const writePublic = (folder: string, name: string, content: string | Uint8Array): string => save(folder, name, content, 0o777, 0o666)

const save = (folder: string, name: string, content: string | Uint8Array, folderMode: number, mode: number): string => {
  makeFolder(folder, folderMode)
  const file = join(folder, basename(name))
  writeDurably(file, content, mode)
  return file
}
