import type { DossierState } from '#contract/dossiers'
import { Fault } from '#main/app/fault'
import { openStates, transitions, type Transition } from './transitions'

/** The rows that lead out of a state by a command: none, one, or one for each outcome. */
export const movesOf = (from: DossierState | null, command: string): Transition[] =>
  transitions.filter((row) => row.from === from && row.command === command)

/**
 * The move that a command makes from a state.
 * @param to needed only where the command has several outcomes (recordOpinion: T07, T10, T11 or T12).
 * @throws Fault DOSSIER_STATE {from, command} when the table has no such row.
 */
export const moveOf = (from: DossierState | null, command: string, to?: DossierState): Transition => {
  const rows = movesOf(from, command).filter((row) => to === undefined || row.to === to)
  const [row, other] = rows
  if (!row) throw new Fault('DOSSIER_STATE', { from, command })
  if (other) throw new Error(`${command} has several outcomes: say which`)
  return row
}

/** @throws Fault DOSSIER_STATE unless the command may be given in this state at all. */
export const assertMay = (from: DossierState | null, command: string): void => {
  if (movesOf(from, command).length === 0) throw new Fault('DOSSIER_STATE', { from, command })
}

/** The fourteen days have ended (S0-10): decided, closed, or on the way of the covered, which has its own waiting time (T23). */
export const isDecided = (state: DossierState): boolean => clockless.has(state)

const clockless: ReadonlySet<DossierState> = new Set<DossierState>([
  'in_pool', 'introduced', 'linked', 'issued', 'refused', 'withdrawn', 'lapsed', 'handed_over', 'closed_by_death',
])

/** Still waiting for somebody. */
export const isOpen = (state: DossierState): boolean => (openStates as readonly DossierState[]).includes(state)
