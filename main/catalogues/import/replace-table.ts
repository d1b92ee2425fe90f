import type { ReferenceName, ReferenceRow } from '#contract/reference-tables'
import { addDays, toJalali } from '#contract/values/jalali'
import type { Context } from '#main/app/ports'
import { appendEntry, canonicalText, sha256 } from '#main/ledger/index'
import { findSet, listRows, writeSet } from '#db/catalogues/reference-repo'
import type { Draft } from '../rows/read-row'
import { agenciesInUse, storeDraft } from '../rows/save-row'

type Facts = Pick<Context, 'db' | 'clock' | 'actor'>

export type Absent = { ending: ReferenceRow[]; kept: string[] }

/**
 * Rows in force that a whole table no longer names: they end, but agencies that fields in force stand on stay. A calendar is
 * whole for the years it names: another year's holidays are no business of its.
 */
export const absentRows = ({ db, clock }: Facts, name: ReferenceName, named: ReadonlySet<string>): Absent => {
  const today = clock.today()
  const years = new Set([...named].filter((code) => name === 'holidays' && isDay(code)).map(yearOf))
  const absent = listRows(db, name).filter((row) => !named.has(row.code) && (row.to === null || row.to >= today) && (name !== 'holidays' || years.has(yearOf(row.code))))
  const needed = name === 'agencies' ? agenciesInUse(db, today) : new Set<string>()
  return { ending: absent.filter(({ code }) => !needed.has(code)), kept: absent.filter(({ code }) => needed.has(code)).map(({ code }) => code) }
}

/** A refused row's code may be anything. */
const isDay = (code: string): boolean => /^\d{4}-\d{2}-\d{2}$/.test(code) && !Number.isNaN(Date.parse(code))
const yearOf = (day: string): number => toJalali(day).year

/**
 * Writes rows of a table as their next versions and ends those that are gone; says so in the ledger. Nothing is deleted.
 * Must run inside the caller's transaction.
 */
export const writeTable = (
  context: Facts, name: ReferenceName, { drafts, ending, whole, source }: { drafts: readonly Draft[]; ending: readonly ReferenceRow[]; whole: boolean; source: string },
): void => {
  const { db, clock } = context
  const stored = new Map(listRows(db, name).map((row) => [row.code, row]))
  const written = drafts.map((draft) => storeDraft(context, name, draft, source, stored.get(draft.code)))
  const lastDay = addDays(clock.today(), -1)
  for (const { source: _source, version: _version, ...row } of ending) storeDraft(context, name, { ...row, to: lastDay }, source, stored.get(row.code))
  const before = findSet(db, name)
  const set = { name, sample: whole ? false : before?.sample ?? false, source: whole || !before ? source : before.source, at: clock.now().toISOString() }
  writeSet(db, set)
  appendEntry(context, {
    kind: 'reference.import', aggregate: { type: 'Reference', id: name }, baseVersion: 0,
    payload: { sets: [{ name, sample: set.sample, source, rows: written.length, ended: ending.length, digest: sha256(canonicalText(written)) }] },
  })
}
