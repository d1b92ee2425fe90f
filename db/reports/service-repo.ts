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
  /** When its clock stood still, as `from/to` with a space between two; an open pause lasts to `today`. */
  pauses: string | null
}

/** Requests by their filing day, both ends in. A correction of a permit is none (T30). */
export const filedBetweenSql = `
  SELECT d.state, d.path, d.county_code AS countyCode, d.field_code AS fieldCode, d.filed_on AS filedOn, d.state_since AS stateSince,
    d.due_on AS dueOn,
    (SELECT group_concat(p.from_day || '/' || coalesce(p.to_day, @today), ' ') FROM dossier_pauses p WHERE p.dossier_id = d.id) AS pauses
  FROM dossiers d WHERE d.filed_on BETWEEN @from AND @to AND d.case_type <> 'correction'`

export const filedBetween = (db: Reader, from: IsoDay, to: IsoDay, today: IsoDay): Iterable<FiledRequest> =>
  db.prepare<[{ from: string; to: string; today: string }], FiledRequest>(filedBetweenSql).all({ from, to, today })
