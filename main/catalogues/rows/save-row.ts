import type { ReferenceName, ReferenceRow } from '#contract/reference-tables'
import { addDays, type IsoDay } from '#contract/values/jalali'
import { Fault } from '#main/app/fault'
import type { Context } from '#main/app/ports'
import { appendEntry, canonicalText, sha256 } from '#main/ledger/index'
import { listFields } from '#db/catalogues/catalogue-repo'
import { findRow, writeRow } from '#db/catalogues/reference-repo'
import type { Reader } from '#db/handle'
import { transact } from '#db/transact'
import { readRow, rowFacts, type Cells, type Draft } from './read-row'

type Facts = Pick<Context, 'db' | 'clock' | 'actor'>

/** Source of what a person of the office typed. */
const typedHere = 'ثبت در اداره'

/** Canonical digest of a row, for the ledger. */
export const rowDigest = (row: ReferenceRow): string => sha256(canonicalText(row))

/** Agencies that fields in force on a day stand on: ending one would leave those fields without an owner. */
export const agenciesInUse = (db: Reader, day: IsoDay): Set<string> =>
  new Set(listFields(db).filter(({ to }) => to === null || to >= day).flatMap((field) => [field.agencyCode, ...field.secondAgencies]))

/** Writes the next version of a row. Inside the caller's transaction; writes no ledger entry. */
export const storeDraft = ({ db, clock, actor }: Facts, name: ReferenceName, draft: Draft, source: string, before?: ReferenceRow): ReferenceRow => {
  const row: ReferenceRow = { ...draft, source, version: (before?.version ?? 0) + 1 }
  writeRow(db, name, row, { at: clock.now().toISOString(), by: actor.username })
  return row
}

const log = (context: Facts, kind: 'reference.save' | 'reference.end' | 'resolution.save', name: ReferenceName, row: ReferenceRow, before?: ReferenceRow): void => {
  appendEntry(context, {
    kind, aggregate: name === 'resolutions' ? { type: 'Resolution', id: row.code } : { type: 'Reference', id: `${name}:${row.code}` }, baseVersion: before?.version ?? 0,
    payload: { table: name, code: row.code, title: row.title, from: row.from, to: row.to, digest: rowDigest(row), before: before ? rowDigest(before) : null },
  })
}

/**
 * A new row (`version` null) or the next version of one (S1-A11 for resolutions).
 * @throws Fault INPUT_INVALID with a reason for each column, CODE_DUPLICATE among them; NOT_FOUND; VERSION_STALE; REFERENCE_IN_USE.
 */
export const saveRow = (context: Facts, name: ReferenceName, version: number | null, cells: Cells): ReferenceRow =>
  transact(context.db, (db) => {
    const read = readRow(name, cells, rowFacts(db, context.clock.today()))
    if ('faults' in read) throw new Fault('INPUT_INVALID', {}, read.faults)
    const before = findRow(db, name, read.draft.code)
    if (version === null && before) throw new Fault('INPUT_INVALID', {}, [{ field: 'code', reason: 'CODE_DUPLICATE' }])
    if (version !== null && !before) throw new Fault('NOT_FOUND')
    if (version !== null && before?.version !== version) throw new Fault('VERSION_STALE')
    if (name === 'agencies' && read.draft.to !== null) assertFree(db, read.draft.code, addDays(read.draft.to, 1))
    const row = storeDraft(context, name, read.draft, typedHere, before)
    log(context, name === 'resolutions' ? 'resolution.save' : 'reference.save', name, row, before)
    return row
  })

const assertFree = (db: Reader, code: string, day: IsoDay): void => {
  if (agenciesInUse(db, day).has(code)) throw new Fault('REFERENCE_IN_USE', { code })
}

/**
 * Gives a row its last day; it stays readable for ever.
 * @throws Fault NOT_FOUND, VERSION_STALE, REFERENCE_ENDED, REFERENCE_IN_USE, INPUT_INVALID when the day lies before the row's first.
 */
export const endRow = (context: Facts, name: ReferenceName, { code, version, on }: { code: string; version: number; on: IsoDay }): ReferenceRow =>
  transact(context.db, (db) => {
    const before = findRow(db, name, code)
    if (!before) throw new Fault('NOT_FOUND')
    if (before.version !== version) throw new Fault('VERSION_STALE')
    if (before.to !== null && before.to <= on) throw new Fault('REFERENCE_ENDED', { to: before.to })
    if (before.from !== null && on < before.from) throw new Fault('INPUT_INVALID', {}, [{ field: 'on', reason: 'DATE_ORDER' }])
    if (name === 'agencies') assertFree(db, code, addDays(on, 1))
    const { source: _source, version: _version, ...draft } = before
    const row = storeDraft(context, name, { ...draft, to: on }, typedHere, before)
    log(context, 'reference.end', name, row, before)
    return row
  })
