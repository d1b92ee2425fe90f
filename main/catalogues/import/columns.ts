import { referenceTable, rowColumns, type ReferenceName } from '#contract/reference-tables'
import type { Columns } from './read-file'

/** The columns of a table's file; those that may be empty may be left out. */
export const fileColumns = (name: ReferenceName): Columns => {
  const { columns } = referenceTable(name)
  return {
    known: [...rowColumns, ...columns.map(({ id }) => id)],
    needed: ['code', 'title', ...columns.filter(({ required }) => required).map(({ id }) => id)],
  }
}
