import { homedir } from 'node:os'
import { join } from 'node:path'

/** Where this system keeps a user's data of this program. */
export const userFolder = (): string => {
  if (process.platform === 'win32') return join(process.env['LOCALAPPDATA'] ?? join(homedir(), 'AppData/Local'), 'Mohr')
  if (process.platform === 'darwin') return join(homedir(), 'Library/Application Support/Mohr')
  return join(process.env['XDG_DATA_HOME'] ?? join(homedir(), '.local/share'), 'mohr')
}
