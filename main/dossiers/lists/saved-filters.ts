import type { SavedFilter } from '#contract/intake'
import type { Context } from '#main/app/ports'
import { deleteFilter, listFilters, putFilter } from '#db/dossiers/filter-repo'
import { transact } from '#db/transact'

type Of = { list: string }
type Filters = { items: { name: string; filter: SavedFilter }[] }

/** Filters are each person's own; they are a way of looking, not a change of any dossier, so the ledger is not told. */
export const filters = ({ db, actor }: Context, { list }: Of): Filters => ({ items: listFilters(db, actor.username, list) })

/** Keeps a filter under a name; the same name is written again. @returns all of them. */
export const saveFilter = (context: Context, { list, name, filter }: Of & { name: string; filter: SavedFilter }): Filters =>
  transact(context.db, (db) => {
    putFilter(db, context.actor.username, list, name, filter, context.clock.now().toISOString())
    return filters(context, { list })
  })

/** @returns the filters that are left. */
export const dropFilter = (context: Context, { list, name }: Of & { name: string }): Filters =>
  transact(context.db, (db) => {
    deleteFilter(db, context.actor.username, list, name)
    return filters(context, { list })
  })
