/** One line of a grid on screen: a group's heading or a row. */
export type GridLine<Row> =
  | { kind: 'group'; key: string; group: string; count: number }
  | { kind: 'row'; key: string; row: Row; index: number }

/** Rows in their given order, with a heading line before each group's first row. */
export const gridLines = <Row>(
  rows: readonly Row[], rowId: (row: Row) => string, groupOf?: (row: Row) => string,
): GridLine<Row>[] => {
  if (!groupOf) return rows.map((row, index) => ({ kind: 'row', key: rowId(row), row, index }))
  const counts = new Map<string, number>()
  for (const row of rows) counts.set(groupOf(row), (counts.get(groupOf(row)) ?? 0) + 1)
  const lines: GridLine<Row>[] = []
  let last: string | undefined
  rows.forEach((row, index) => {
    const group = groupOf(row)
    if (group !== last) lines.push({ kind: 'group', key: `group:${group}`, group, count: counts.get(group) ?? 0 })
    last = group
    lines.push({ kind: 'row', key: rowId(row), row, index })
  })
  return lines
}

/** Where a movement key leads. Letters go by `code`, so that they work on the Persian layout too. */
export const movedIndex = (event: { key: string; code: string }, at: number, count: number, page: number): number | null => {
  const to =
    event.key === 'ArrowDown' || event.code === 'KeyJ' ? at + 1
    : event.key === 'ArrowUp' || event.code === 'KeyK' ? at - 1
    : event.key === 'PageDown' ? at + page
    : event.key === 'PageUp' ? at - page
    : event.key === 'Home' ? 0
    : event.key === 'End' ? count - 1
    : null
  return to === null ? null : Math.max(0, Math.min(count - 1, to))
}
