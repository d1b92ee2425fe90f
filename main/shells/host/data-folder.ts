import { homedir } from 'node:os'
import { join, resolve } from 'node:path'

const ofSystem = (): string => {
  if (process.platform === 'win32') return join(process.env['LOCALAPPDATA'] ?? join(homedir(), 'AppData/Local'), 'Mohr')
  if (process.platform === 'darwin') return join(homedir(), 'Library/Application Support/Mohr')
  return join(process.env['XDG_DATA_HOME'] ?? join(homedir(), '.local/share'), 'mohr')
}

/**
 * The office's data folder: the one given, else MOHR_HOME, else where this system keeps a user's data.
 * All three shells ask here, so that the window and the nightly command mean the same office.
 */
export const dataFolder = (given?: string): string => resolve(given ?? (process.env['MOHR_HOME'] || ofSystem()))
