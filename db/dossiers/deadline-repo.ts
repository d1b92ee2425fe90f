import type { DeadlineKind } from '#contract/intake'
import type { IsoDay } from '#contract/values/jalali'
import type { Reader } from '../handle'
import { prepared } from '../prepared'
import { countedAtMost } from './dossier-search'
import { dossierColumns, dossierTables, toDossier, type DossierRow, type StoredDossier } from './dossier-row'

/** A place in a list: the day it is ordered by and the id. */
export type Place = { day: IsoDay; id: string }

const parts: Readonly<Record<DeadlineKind, { day: string; from: string; where: string }>> = {
  late: { day: 'd.due_on', from: '', where: 'd.due_on IS NOT NULL AND d.due_on < @today' },
  due_soon: { day: 'd.due_on', from: '', where: 'd.due_on IS NOT NULL AND d.due_on >= @today AND d.due_on <= @soon' },
  agency_late: { day: 'd.agency_due_on', from: '', where: 'd.agency_due_on IS NOT NULL AND d.agency_due_on < @today' },
  paused: { day: 'w.from_day', from: 'dossier_pauses w CROSS JOIN ', where: 'w.to_day IS NULL AND d.id = w.dossier_id' },
}

/** The two statements of a list, the most urgent first; apart so that a test can ask the planner about them. */
export const deadlineSql = (kind: DeadlineKind): { items: string; count: string } => {
  const { day, from, where } = parts[kind]
  const id = kind === 'paused' ? 'w.dossier_id' : 'd.id'
  const tables = from === '' ? dossierTables : dossierTables.replace('FROM dossiers d', 'FROM dossier_pauses w CROSS JOIN dossiers d')
  return {
    items: `SELECT ${dossierColumns}, ${day} AS placeDay ${tables} WHERE ${where} AND (${day}, ${id}) > (@day, @id) ORDER BY ${day}, ${id} LIMIT @limit`,
    count: kind === 'paused'
      ? `SELECT count(*) FROM (SELECT 1 FROM dossier_pauses w WHERE w.to_day IS NULL LIMIT ${countedAtMost + 1})`
      : `SELECT count(*) FROM (SELECT 1 FROM dossiers d WHERE ${where} LIMIT ${countedAtMost + 1})`,
  }
}

type Bounds = { today: IsoDay; soon: IsoDay }

/** One page below a place, with the place of its last row. */
export const listDeadlines = (db: Reader, kind: DeadlineKind, bounds: Bounds, after: Place, limit: number): { rows: DossierRow[]; last: Place | null } => {
  const stored = prepared<[object], StoredDossier & { placeDay: IsoDay }>(db, deadlineSql(kind).items).all({ ...bounds, ...after, limit })
  const end = stored.at(-1)
  return { rows: stored.map(toDossier), last: end ? { day: end.placeDay, id: end.id } : null }
}

/** How many; one above a thousand stands for any number above it. */
export const countDeadlines = (db: Reader, kind: DeadlineKind, bounds: Bounds): number =>
  prepared<[object], number>(db, deadlineSql(kind).count).pluck().get(bounds) ?? 0

export const overdueSql = `
  SELECT id FROM dossiers WHERE due_on IS NOT NULL AND due_on < ? AND id > ?
    AND NOT EXISTS (SELECT 1 FROM messages m WHERE m.dossier_id = dossiers.id AND m.key = 'dossier.overdue')
  ORDER BY id LIMIT ?`

/** Dossiers past their last day whose applicants have not been told so (D01), by id. */
export const untoldOverdue = (db: Reader, today: IsoDay, after: string, limit: number): string[] =>
  prepared<[string, string, number], string>(db, overdueSql).pluck().all(today, after, limit)

export const unansweredSql = `
  SELECT id FROM dossiers WHERE state = 'awaiting_correction' AND id > @after AND state_since BETWEEN @from AND @to
    AND NOT EXISTS (SELECT 1 FROM messages m WHERE m.dossier_id = dossiers.id AND m.key = 'dossier.correction_due'
      AND m.vars ->> 'date' = date(dossiers.state_since, '+' || @days || ' days'))
  ORDER BY id LIMIT @limit`

/** D11: dossiers whose applicants were asked on one of these days and were not reminded yet of the last day that follows from it. */
export const unremindedCorrections = (db: Reader, asked: { from: IsoDay; to: IsoDay; days: number }, after: string, limit: number): string[] =>
  prepared<[object], string>(db, unansweredSql).pluck().all({ ...asked, after, limit })

export const silentSql = 'SELECT id FROM dossiers WHERE state = ? AND id > ? AND state_since < ? ORDER BY id LIMIT ?'

/** Dossiers that have stood in a state since before a day, by id. */
export const silentSince = (db: Reader, state: 'draft' | 'awaiting_correction', before: IsoDay, after: string, limit: number): string[] =>
  prepared<[string, string, string, number], string>(db, silentSql).pluck().all(state, after, before, limit)
