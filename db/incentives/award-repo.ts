import type { AwardState, PaperSignature } from '#contract/incentives'
import type { IsoDay } from '#contract/values/jalali'
import { RowStale } from '../faults'
import type { Reader, Writer } from '../handle'
import { prepared } from '../prepared'

export type AwardSignature = { signedBy: string; signedAt: string; kid: string; jws: string; digest: string }
export type AwardRow = {
  id: string
  version: number
  no: string
  permitNo: string
  text: string
  state: AwardState
  preparedBy: string
  preparedOn: IsoDay
  director: AwardSignature | null
  deputy: PaperSignature | null
  minister: PaperSignature | null
  givenOn: IsoDay | null
}
type Stored = Omit<AwardRow, 'director' | 'deputy' | 'minister'> & { [K in keyof AwardSignature]: string | null } & { deputy: string | null; minister: string | null }

const columns = `id, version, no, permit_no AS permitNo, text, state, prepared_by AS preparedBy, prepared_on AS preparedOn, signed_by AS signedBy,
  signed_at AS signedAt, kid, jws, digest, deputy, minister, given_on AS givenOn`

const signature = (text: string | null): PaperSignature | null => (text === null ? null : (JSON.parse(text) as PaperSignature))

const toRow = ({ signedBy, signedAt, kid, jws, digest, deputy, minister, ...rest }: Stored): AwardRow => ({
  ...rest, deputy: signature(deputy), minister: signature(minister),
  director: signedBy === null || signedAt === null || kid === null || jws === null || digest === null ? null : { signedBy, signedAt, kid, jws, digest },
})

export const findAward = (db: Reader, id: string): AwardRow | undefined => {
  const stored = prepared<[string], Stored>(db, `SELECT ${columns} FROM awards WHERE id = ?`).get(id)
  return stored && toRow(stored)
}

export const newestAwardsSql = `SELECT ${columns} FROM awards ORDER BY prepared_on DESC, id DESC`

/** Newest first; a province has some dozens. */
export const listAwards = (db: Reader): AwardRow[] => prepared<[], Stored>(db, newestAwardsSql).all().map(toRow)

/** Whether a letter for this permit is still on its way. */
export const hasOpenAward = (db: Reader, permitNo: string): boolean =>
  prepared<[string], number>(db, "SELECT 1 FROM awards WHERE permit_no = ? AND state <> 'given'").pluck().get(permitNo) === 1

export const insertAward = (db: Writer, row: Pick<AwardRow, 'id' | 'no' | 'permitNo' | 'text' | 'preparedBy' | 'preparedOn'>): void => {
  prepared(db, `INSERT INTO awards (id, version, no, permit_no, text, state, prepared_by, prepared_on)
    VALUES (@id, 1, @no, @permitNo, @text, 'draft', @preparedBy, @preparedOn)`).run(row)
}

/** Writes the next step of a letter. @throws RowStale when somebody changed it since `version` was read. */
export const saveAwardStep = (db: Writer, { id, version, state, director, deputy, minister, givenOn }: AwardRow): void => {
  const { changes } = prepared(db, `
    UPDATE awards SET version = version + 1, state = @state, signed_by = @signedBy, signed_at = @signedAt, kid = @kid, jws = @jws, digest = @digest,
      deputy = @deputy, minister = @minister, given_on = @givenOn WHERE id = @id AND version = @version
  `).run({
    id, version, state, givenOn, signedBy: director?.signedBy ?? null, signedAt: director?.signedAt ?? null, kid: director?.kid ?? null,
    jws: director?.jws ?? null, digest: director?.digest ?? null, deputy: deputy && JSON.stringify(deputy), minister: minister && JSON.stringify(minister),
  })
  if (changes === 0) throw new RowStale(id)
}
