import type { MessageState } from '#contract/messages'
import type { Reader } from '../handle'
import { prepared } from '../prepared'

/** Place in a list: rank (0 failed, 1 withheld, 2 others) and id of the last row seen. */
export type MessagePlace = { rank: number; id: string }
export type MessageFilter = { dossierId: string | null; state: MessageState | null; after: MessagePlace | null; limit: number }

type Query = { sql: string; values: (string | number)[] }

/**
 * The statements of a page, one for each index it walks: of a dossier oldest first, of a state newest first, of everything
 * rank by rank. Kept apart so that a test can ask the planner about them.
 */
export const pageSql = ({ dossierId, state, after, limit }: MessageFilter): Query[] => {
  if (dossierId !== null) {
    const inState = state === null ? '' : ' AND state = ?'
    return [{
      sql: `SELECT id, rank FROM messages WHERE dossier_id = ? AND id > ?${inState} ORDER BY id LIMIT ?`,
      values: [dossierId, after?.id ?? '', ...(state === null ? [] : [state]), limit],
    }]
  }
  if (state !== null) {
    return [{ sql: 'SELECT id, rank FROM messages WHERE state = ? AND id < ? ORDER BY id DESC LIMIT ?', values: [state, after?.id ?? '~', limit] }]
  }
  return [0, 1, 2].filter((rank) => rank >= (after?.rank ?? 0)).map((rank) => ({
    sql: 'SELECT id, rank FROM messages WHERE rank = ? AND id < ? ORDER BY id DESC LIMIT ?',
    values: [rank, rank === after?.rank ? after.id : '~', limit],
  }))
}

/** The next page's places, in order. */
export const pageOfMessages = (db: Reader, filter: MessageFilter): MessagePlace[] => {
  const found: MessagePlace[] = []
  for (const { sql, values } of pageSql(filter)) {
    if (found.length < filter.limit) found.push(...db.prepare<unknown[], MessagePlace>(sql).all(...values))
  }
  return found.slice(0, filter.limit)
}

/** How many are in a state; asked only for states that a person empties again. */
export const countInState = (db: Reader, state: MessageState): number =>
  prepared<[string], { n: number }>(db, 'SELECT count(*) AS n FROM messages WHERE state = ?').get(state)!.n

/** Whether the registry holds the operation of a message back: in conflict, or refused. */
export const heldBack = (db: Reader, opId: string): boolean =>
  db.prepare<[string], number>("SELECT 1 FROM deliveries WHERE op_id = ? AND state IN ('conflict', 'rejected')").pluck().get(opId) === 1
