import type { Handlers } from '#contract'
import { searchKey } from '#contract/values/text'
import type { Context } from '#main/app/ports'
import { Fault } from '#main/app/fault'
import { findDossier } from '#db/dossiers/dossier-repo'
import { listPool } from '#db/supporters/pool-repo'
import { listSupporters, matchingSupporters } from '#db/supporters/supporter-repo'
import { describeLinks, describePoolPerson, describeSupporter, fitOf, supporterFor } from './describe'
import { decline, release } from './end-support'
import { accept, introduce } from './introduce'

/** `since|id` of the last row of a page; whatever else is sent begins at the first. */
const placeOf = (after: string | null): readonly [string, string] | null => {
  const [since, id] = (after ?? '').split('|')
  return since && id ? [since, id] : null
}

export const supporterHandlers: Handlers<'supporters', Context> = {
  listPool: (context, { after, limit, ...filter }) => {
    const { rows, total } = listPool(context.db, filter, placeOf(after), limit)
    const last = rows.length === limit ? rows.at(-1) : undefined
    return { items: rows.map((row) => describePoolPerson(context, row, context.clock.today())), next: last ? `${last.since}|${last.id}` : null, total }
  },
  list: ({ db }, { text, after, limit, ...filter }) => {
    const { rows, total } = listSupporters(db, { ...filter, key: searchKey(text) }, after, limit)
    return { items: rows.map(describeSupporter), next: rows.length === limit ? rows.at(-1)!.dossierId : null, total }
  },
  read: ({ db }, { permitNo }) => ({ supporter: supporterFor(db, permitNo), links: describeLinks(db, permitNo) }),
  matches: ({ db }, { dossierId, limit }) => {
    const covered = findDossier(db, dossierId)
    if (!covered?.fieldCode) throw new Fault('NOT_FOUND')
    const rows = matchingSupporters(db, covered.fieldCode, covered.countyCode, limit)
    return { items: rows.map((row) => ({ ...describeSupporter(row), fit: fitOf(row, covered) })) }
  },
  introduce,
  accept,
  decline,
  release,
}
