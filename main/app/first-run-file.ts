import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { firstRunDraft, type FirstRunDraft } from '#contract/first-run'
import { readIfThere, readStored, writeDurably } from '#main/staff/index'

const stored = z.strictObject({ draft: firstRunDraft.nullable(), joiningCode: z.string().nullable() })
type Stored = z.output<typeof stored>

const fileIn = (home: string): string => join(home, 'first-run.json')

/** What the first run keeps beside the office-to-be; one that can't be read counts as nothing typed yet. */
export const readFirstRun = (home: string): Stored => {
  const text = readIfThere(fileIn(home))
  return (text === null ? undefined : readStored(stored, text)) ?? { draft: null, joiningCode: null }
}

export const keepDraft = (home: string, draft: FirstRunDraft): void => { write(home, { ...readFirstRun(home), draft }) }
export const keepJoiningCode = (home: string, joiningCode: string): void => { write(home, { ...readFirstRun(home), joiningCode }) }

/** There is an office now. */
export const endFirstRun = (home: string): void => { rmSync(fileIn(home), { force: true }) }

const write = (home: string, next: Stored): void => { writeDurably(fileIn(home), `${JSON.stringify(next)}\n`) }
