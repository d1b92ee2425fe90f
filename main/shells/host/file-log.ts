import { appendFileSync, renameSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { ordinaryConfig, type Config } from '#contract/config'
import { makeFolder } from '#db/make-folder'
import type { Log } from '#main/app/ports'
import { withoutPersons } from './without-persons'

/** `log.ndjson` becomes `.1`, `.1` becomes `.2`; the oldest beyond the number that is kept is written over. */
const rotate = (file: string, kept: number): void => {
  for (let i = kept - 1; i >= 1; i -= 1) {
    const from = i === 1 ? file : `${file}.${i - 1}`
    if (statSync(from, { throwIfNoEntry: false })) renameSync(from, `${file}.${i}`)
  }
}

/**
 * Diagnostics in `log.ndjson` of the data folder, one JSON object a line, in so many files of such a size as IT configured.
 * A log that can't be written must never stop the office: such errors are dropped.
 */
export const fileLog = (home: string, { megabytes, files }: Config['logs'] = ordinaryConfig.logs): Log => {
  const file = join(home, 'log.ndjson')
  let size = -1
  const sizeNow = (): number => statSync(file, { throwIfNoEntry: false })?.size ?? 0
  return {
    write: (level, event, facts = {}) => {
      const line = `${JSON.stringify({ at: new Date().toISOString(), level, event, ...withoutPersons(facts) })}\n`
      try {
        if (size < 0) makeFolder(home)
        if (size < 0) size = sizeNow()
        if (size > megabytes * 1024 * 1024) {
          rotate(file, files)
          size = 0
        }
        appendFileSync(file, line, { mode: 0o600 })
        size += Buffer.byteLength(line)
      } catch {
        size = -1
      }
    },
  }
}
