import { appendFileSync, renameSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { makeFolder } from '#db/make-folder'
import type { Log } from '#main/app/ports'

const mostBytes = 4 * 1024 * 1024

/**
 * Diagnostics in `log.ndjson` of the data folder, one JSON object a line; the file before it is kept, older ones are not.
 * A log that can't be written must never stop the office: such errors are dropped.
 */
export const fileLog = (home: string): Log => {
  const file = join(home, 'log.ndjson')
  let size = -1
  const sizeNow = (): number => statSync(file, { throwIfNoEntry: false })?.size ?? 0
  return {
    write: (level, event, facts = {}) => {
      const line = `${JSON.stringify({ at: new Date().toISOString(), level, event, ...facts })}\n`
      try {
        if (size < 0) makeFolder(home)
        if (size < 0) size = sizeNow()
        if (size > mostBytes) {
          renameSync(file, `${file}.1`)
          size = 0
        }
        appendFileSync(file, line, { mode: 0o600 })
        size += line.length
      } catch {
        size = -1
      }
    },
  }
}
