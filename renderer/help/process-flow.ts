import type { ProcessStep } from '#contract/catalogues'
import type { DossierState } from '#contract/dossiers'

/** Where each state stands: column from the right, row from the top. A new state must find its place here. */
export const places: Record<DossierState, { column: number; row: number }> = {
  draft: { column: 0, row: 1 }, filed: { column: 1, row: 1 }, at_agency: { column: 2, row: 1 }, in_expert_review: { column: 3, row: 1 },
  awaiting_signature: { column: 4, row: 1 }, issued: { column: 5, row: 1 }, awaiting_correction: { column: 2, row: 0 }, lapsed: { column: 0, row: 0 },
  in_empowerment: { column: 3, row: 2 }, refused: { column: 5, row: 2 }, handed_over: { column: 0, row: 2 }, in_pool: { column: 1, row: 3 },
  introduced: { column: 2, row: 3 }, linked: { column: 3, row: 3 }, withdrawn: { column: 4, row: 3 }, closed_by_death: { column: 5, row: 3 },
}

export const box = { width: 118, height: 40, gapX: 72, gapY: 54, pad: 12 } as const
const columns = 1 + Math.max(...Object.values(places).map(({ column }) => column))
const rows = 1 + Math.max(...Object.values(places).map(({ row }) => row))
export const size = { width: 2 * box.pad + columns * box.width + (columns - 1) * box.gapX, height: 2 * box.pad + rows * box.height + (rows - 1) * box.gapY }

/** The left upper corner of a state's box; the first column is the rightmost. */
export const cornerOf = (state: DossierState): { x: number; y: number } => {
  const { column, row } = places[state]
  return { x: size.width - box.pad - box.width - column * (box.width + box.gapX), y: box.pad + row * (box.height + box.gapY) }
}

export type Edge = { key: string; from: DossierState; to: DossierState; ids: string[]; both: boolean; path: string; label: { x: number; y: number } }

/** A command that leads from this many states to one end is told in words, not drawn as a fan of lines. */
const fan = 4

export type Ending = { command: string; to: DossierState; id: string; from: number }
export type Flow = { edges: Edge[]; anywhere: Ending[] }

/** The table as a drawing: one line for every pair of states, with arrows at both ends where both ways exist. */
export const flowOf = (steps: readonly ProcessStep[]): Flow => {
  const moves = steps.filter((step): step is ProcessStep & { from: DossierState } => step.from !== null && step.from !== step.to)
  const ends = new Map<string, Ending>()
  for (const { command, to, id } of moves) {
    const key = `${command} ${to}`
    ends.set(key, { command, to, id, from: (ends.get(key)?.from ?? 0) + 1 })
  }
  const isFan = (step: ProcessStep): boolean => (ends.get(`${step.command} ${step.to}`)?.from ?? 0) > fan
  const pairs = new Map<string, { from: DossierState; to: DossierState; ids: Set<string>; both: boolean }>()
  for (const step of moves.filter((move) => !isFan(move))) {
    const back = pairs.get(`${step.to} ${step.from}`)
    const pair = back ?? pairs.get(`${step.from} ${step.to}`) ?? { from: step.from, to: step.to, ids: new Set<string>(), both: false }
    pair.ids.add(step.id)
    if (back) back.both = true
    else pairs.set(`${step.from} ${step.to}`, pair)
  }
  return {
    edges: [...pairs].map(([key, { from, to, ids, both }]) => ({ key, from, to, ids: [...ids], both, ...lineOf(from, to) })),
    anywhere: [...ends.values()].filter(({ from }) => from > fan),
  }
}

/** A line from edge to edge: straight between neighbours, bowed where it would run through a box. */
const lineOf = (from: DossierState, to: DossierState): Pick<Edge, 'path' | 'label'> => {
  const [a, b] = [middleOf(from), middleOf(to)]
  const across = places[to].column - places[from].column
  const down = places[to].row - places[from].row
  if (across === 0) return straight(a.x, a.y + Math.sign(down) * box.height / 2, b.x, b.y - Math.sign(down) * box.height / 2)
  const start = { x: a.x - Math.sign(across) * box.width / 2, y: a.y }
  const end = { x: b.x + Math.sign(across) * box.width / 2, y: b.y }
  if (Math.abs(across) === 1 || (down === 0 && freeBetween(from, to))) return straight(start.x, start.y, end.x, end.y)
  const out = { x: a.x - Math.sign(across) * box.width / 4, y: a.y + (down > 0 ? 1 : -1) * box.height / 2 }
  const into = { x: b.x, y: b.y - (down > 0 ? 1 : down < 0 ? -1 : 1) * box.height / 2 }
  const lift = down > 0 ? Math.max(out.y, into.y) - 6 : out.y - box.gapY * 0.8
  return { path: `M${out.x} ${out.y} C${out.x} ${lift} ${into.x} ${lift} ${into.x} ${into.y}`, label: { x: (out.x + into.x) / 2, y: (out.y + into.y + 6 * lift) / 8 } }
}

/** Whether no other state stands between two of one row. */
const freeBetween = (from: DossierState, to: DossierState): boolean => {
  const [left, right] = [places[from].column, places[to].column].sort((a, b) => a - b)
  return !Object.values(places).some(({ column, row }) => row === places[from].row && column > left! && column < right!)
}

const middleOf = (state: DossierState): { x: number; y: number } => {
  const { x, y } = cornerOf(state)
  return { x: x + box.width / 2, y: y + box.height / 2 }
}
const straight = (x1: number, y1: number, x2: number, y2: number): Pick<Edge, 'path' | 'label'> =>
  ({ path: `M${x1} ${y1} L${x2} ${y2}`, label: { x: (x1 + x2) / 2, y: (y1 + y2) / 2 } })
