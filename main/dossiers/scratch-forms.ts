import type { Scratch } from '#contract/intake'
import type { Context } from '#main/app/ports'
import { dropScratchRow, findScratch, listScratches, saveScratchRow } from '#db/dossiers/scratch-repo'
import { transact } from '#db/transact'

/** Forms being typed, of one user each, in the encrypted file: a crash loses a few seconds at most. No change of any dossier. */

export const saveScratch = ({ db, clock, actor }: Context, { form, content }: { form: string; content: string }): { at: string } =>
  transact(db, () => {
    const at = clock.now().toISOString()
    saveScratchRow(db, actor.username, { form, content, at })
    return { at }
  })

export const scratch = ({ db, actor }: Context, { form }: { form: string }): { scratch: Scratch | null } => {
  const row = findScratch(db, actor.username, form)
  return { scratch: row ? { content: row.content, at: row.at } : null }
}

export const scratches = ({ db, actor }: Context): { items: (Scratch & { form: string })[] } => ({ items: listScratches(db, actor.username) })

export const dropScratch = ({ db, actor }: Context, { form }: { form: string }): Record<string, never> =>
  transact(db, () => {
    dropScratchRow(db, actor.username, form)
    return {}
  })
