import type { EnquiryService } from '#contract/enquiries'

/** One page of a log: filters left null don't count; `after` is the last row's id of the page before. */
export type LogPage = { state: string | null; service: EnquiryService | null; dossierId: string | null; after: string | null; limit: number }

/** The statement of a page by keyset; kept apart so that a test can ask the planner about it. */
export const pageSql = (alias: string, select: string, page: LogPage, oldestFirst: boolean): { sql: string; values: (string | number)[] } => {
  // A dossier has a handful: its index serves, and the plus keeps the planner from choosing the state's.
  const plus = page.dossierId === null ? '' : '+'
  const filters = [
    ['dossier_id', page.dossierId, ''], ['service', page.service, plus], ['state', page.state, plus],
  ].filter((filter): filter is [string, string, string] => filter[1] !== null)
  const wheres = filters.map(([column, , sign]) => `${sign}${alias}.${column} = ?`)
  const order = oldestFirst ? { than: '>', way: 'ASC', from: '' } : { than: '<', way: 'DESC', from: '~' }
  return {
    sql: `${select} WHERE ${[...wheres, `${alias}.id ${order.than} ?`].join(' AND ')} ORDER BY ${alias}.id ${order.way} LIMIT ?`,
    values: [...filters.map(([, value]) => value), page.after ?? order.from, page.limit],
  }
}
