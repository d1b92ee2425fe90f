/** A row of a reference table as far as its days go. */
type Dated = { code: string; from: string | null; to: string | null }

/** Whether a row may be chosen on a day: begun, and not ended (`to` is its last day). Without a day everything may. */
export const inForceOn = (row: Dated, day: string): boolean =>
  day === '' || ((row.from === null || row.from <= day) && (row.to === null || day <= row.to))

/** What a pick list offers: rows in force on a day, and what is chosen already, so that an old value stays to be read. */
export const offered = <Row extends Dated>(rows: readonly Row[], day: string, chosen = ''): Row[] =>
  rows.filter((row) => row.code === chosen || inForceOn(row, day))
