import type { OutputOf } from '#contract'
import type { Context } from '#main/app/ports'
import { confirmationsUnnoted, noteConfirmation } from '#db/permits/deadline-repo'
import { transact } from '#db/transact'
import { appendPermitEntry, permitOf } from './change-status'
import type { Titles } from './titles'
import { mayFrom } from './status-table'

/** Decision 9: instant confirmations in force that the Director has not seen yet (S1-A10). */
export const confirmationsToNote = ({ db }: Context, titles: Titles): OutputOf<'permits.confirmationsToNote'> => ({
  items: confirmationsUnnoted(db).map(({ countyCode, ...line }) => ({
    no: line.no, dossierId: line.dossierId, name: line.name, fieldTitle: line.fieldTitle, countyTitle: titles.county(countyCode), issuedOn: line.issuedOn,
  })),
})

/**
 * P14: she has seen them. What is no confirmation in force, or was noted before, is passed over.
 * @returns how many were noted now. @throws Fault NOT_FOUND.
 */
export const noteConfirmations = (context: Context, { nos }: { nos: readonly string[] }): { noted: number } =>
  transact(context.db, (db) => {
    const fresh = [...new Set(nos)].filter((no) => {
      const permit = permitOf(context, no)
      return permit.kind === 'confirmation' && mayFrom(permit.status, 'note') && noteConfirmation(db, no, context.clock.now().toISOString(), context.actor.username)
    })
    for (const no of fresh) appendPermitEntry(context, 'permit.note', no, { seen_at: context.clock.now().toISOString() })
    return { noted: fresh.length }
  })
