import type { DeskFilter, KeptFilter } from '#contract/desk'
import type { Context } from '#main/app/ports'
import { deleteFilter, listFilters, putFilter } from '#db/dossiers/filter-repo'
import { transact } from '#db/transact'

/** The queue's place in the table of kept filters. */
const list = 'desk'
type Kept = { items: KeptFilter[] }

/** The Director's own ways of looking at the queue, by name; no change of any dossier, so the ledger is not told. */
export const deskFilters = ({ db, actor }: Context): Kept => ({ items: listFilters<DeskFilter>(db, actor.username, list) })

/** Keeps a filter; the same name is written again. @returns all of them. */
export const saveDeskFilter = (context: Context, { name, filter }: KeptFilter): Kept =>
  transact(context.db, (db) => {
    putFilter(db, context.actor.username, list, name, filter, context.clock.now().toISOString())
    return deskFilters(context)
  })

/** @returns the filters that are left. */
export const dropDeskFilter = (context: Context, { name }: { name: string }): Kept =>
  transact(context.db, (db) => {
    deleteFilter(db, context.actor.username, list, name)
    return deskFilters(context)
  })
