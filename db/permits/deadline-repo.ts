import type { SkillPaper } from '#contract/permits'
import type { IsoDay } from '#contract/values/jalali'
import type { Reader, Writer } from '../handle'
import { prepared } from '../prepared'

/** What reminders and daily rounds need of a permit. */
export type DueLine = { no: string; dossierId: string; name: string; fieldTitle: string; issuedOn: IsoDay; dueOn: IsoDay }

const line = 'p.no, p.dossier_id AS dossierId, p.name, p.field_title AS fieldTitle, p.issued_on AS issuedOn'

/** A deadline that runs goes on while the permit is suspended (D04); an accepted paper ends it. */
export const skillDueSql = `
  SELECT ${line}, p.skill_due AS dueOn FROM permits p INDEXED BY permits_by_skill
  WHERE p.skill_due IS NOT NULL AND p.status IN ('conditional', 'suspended') AND p.skill_due BETWEEN ? AND ?
    AND NOT EXISTS (SELECT 1 FROM skill_papers s WHERE s.permit_no = p.no)
  ORDER BY p.skill_due, p.seq`

/** S1-B7: permits whose evidence of skill is due between two days, both inclusive, the most urgent first. */
export const skillDueBetween = (db: Reader, from: IsoDay, to: IsoDay): DueLine[] => prepared<[string, string], DueLine>(db, skillDueSql).all(from, to)

/** The same, past its day and never yet brought before the Director for it. */
export const skillOverdue = (db: Reader, today: IsoDay): DueLine[] =>
  prepared<[string], DueLine>(db, `
    SELECT ${line}, p.skill_due AS dueOn FROM permits p INDEXED BY permits_by_skill
    WHERE p.skill_due IS NOT NULL AND p.status IN ('conditional', 'suspended') AND p.skill_due < ?
      AND NOT EXISTS (SELECT 1 FROM skill_papers s WHERE s.permit_no = p.no)
      AND NOT EXISTS (SELECT 1 FROM revocation_cases c WHERE c.permit_no = p.no AND (c.decision IS NULL OR c.reason_code = 'skill_expired'))
    ORDER BY p.skill_due, p.seq`).all(today)

export const tillSql = `
  SELECT ${line}, p.till AS dueOn FROM permits p INDEXED BY permits_by_till
  WHERE p.till IS NOT NULL AND p.status IN ('valid', 'conditional') AND p.till BETWEEN ? AND ? ORDER BY p.till, p.seq`

/** D08: permits in force whose last day lies between two days, both inclusive. */
export const endingBetween = (db: Reader, from: IsoDay, to: IsoDay): DueLine[] => prepared<[string, string], DueLine>(db, tillSql).all(from, to)

export type Reminded = 'skill' | 'renewal'

/** Days left at which reminders have gone out, the earliest first. */
export const remindersOf = (db: Reader, permitNo: string, what: Reminded): number[] =>
  prepared<[string, string], { days: number }>(db, 'SELECT days FROM permit_reminders WHERE permit_no = ? AND what = ? ORDER BY days DESC')
    .all(permitNo, what).map((row) => row.days)

export const noteReminder = (db: Writer, permitNo: string, what: Reminded, days: number, at: string): void => {
  prepared(db, 'INSERT INTO permit_reminders (permit_no, what, days, at) VALUES (?, ?, ?, ?)').run(permitNo, what, days, at)
}

export const skillPaperOf = (db: Reader, permitNo: string): SkillPaper | null =>
  prepared<[string], SkillPaper>(
    db, 'SELECT evidence, paper_no AS paperNo, issued_on AS issuedOn, accepted_on AS acceptedOn FROM skill_papers WHERE permit_no = ?',
  ).get(permitNo) ?? null

/** P03: one paper ends the deadline for good. */
export const insertSkillPaper = (db: Writer, permitNo: string, paper: SkillPaper, by: string): void => {
  prepared(db, 'INSERT INTO skill_papers (permit_no, evidence, paper_no, issued_on, accepted_on, by_user) VALUES (@permitNo, @evidence, @paperNo, @issuedOn, @acceptedOn, @by)')
    .run({ ...paper, permitNo, by })
}

export type ConfirmationLine = { no: string; dossierId: string; name: string; fieldTitle: string; countyCode: string; issuedOn: IsoDay }

/** P14: confirmations in force that the Director has not seen yet, oldest first. */
export const confirmationsUnnoted = (db: Reader): ConfirmationLine[] =>
  prepared<[], ConfirmationLine>(db, `
    SELECT ${line}, p.county_code AS countyCode FROM permits p
    WHERE p.kind = 'confirmation' AND p.status IN ('valid', 'conditional')
      AND NOT EXISTS (SELECT 1 FROM confirmations_noted n WHERE n.permit_no = p.no)
    ORDER BY p.seq`).all()

/** @returns false when it was noted before. */
export const noteConfirmation = (db: Writer, permitNo: string, at: string, by: string): boolean =>
  prepared(db, 'INSERT INTO confirmations_noted (permit_no, at, by_user) VALUES (?, ?, ?) ON CONFLICT (permit_no) DO NOTHING').run(permitNo, at, by).changes === 1
