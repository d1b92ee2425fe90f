import type { DossierPath, DossierState } from '#contract/dossiers'
import type { IsoDay } from '#contract/values/jalali'
import type { Reader } from '../handle'

export type FiledRequest = {
  state: DossierState
  path: DossierPath
  countyCode: string
  fieldCode: string
  filedOn: IsoDay
  /** Since when it stands in its state: of a decided one, the day of the decision. */
  stateSince: IsoDay
  dueOn: IsoDay | null
  /** Days that its clock stood still; an open pause counts to `today`. */
  pausedDays: number
}

/** Requests by their filing day, both ends in. A correction of a permit is none (T30). */
export const filedBetweenSql = `
  SELECT d.state, d.path, d.county_code AS countyCode, d.field_code AS fieldCode, d.filed_on AS filedOn, d.state_since AS stateSince,
    d.due_on AS dueOn,
    coalesce((SELECT sum(julianday(coalesce(p.to_day, @today)) - julianday(p.from_day)) FROM dossier_pauses p WHERE p.dossier_id = d.id), 0) AS pausedDays
  FROM dossiers d WHERE d.filed_on BETWEEN @from AND @to AND d.case_type <> 'correction'`

export const filedBetween = (db: Reader, from: IsoDay, to: IsoDay, today: IsoDay): Iterable<FiledRequest> =>
  db.prepare<[{ from: string; to: string; today: string }], FiledRequest>(filedBetweenSql).all({ from, to, today })
