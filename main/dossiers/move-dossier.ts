import type { Pause } from '#contract/casework'
import type { DossierState } from '#contract/dossiers'
import type { MessageKey, MessageVars } from '#contract/messages'
import type { IsoDay } from '#contract/values/jalali'
import type { Context } from '#main/app/ports'
import { settingsOf } from '#main/catalogues/index'
import { appendEntry, type LedgerKind, type NewEntry, type Plain } from '#main/ledger/index'
import { tellApplicant } from '#main/messages/index'
import { moveOf, type Transition } from '#main/workflow/index'
import { setDossierState, type DossierRow, type StateChange } from '#db/dossiers/dossier-repo'
import { closePause, listPauses, openPause } from '#db/dossiers/pause-repo'
import type { Reader } from '#db/handle'
import { dueOfAgency, dueOfResuming, startsAnew } from './clock-of'

/** The entry that a move writes: one of the dossier's own kinds, or that of another aggregate (T05, T17: the permit's). */
type Entry = { kind: LedgerKind; entry?: never } | { entry: NewEntry; kind?: never }

export type Move = Entry & {
  /** Needed where the command has several outcomes. */
  to?: DossierState
  /** Members of the ledger payload beyond tracking code, from and to. */
  payload?: Readonly<Record<string, Plain | undefined>>
  /** Columns that change with the state; clock, days and state are this function's. */
  set?: Omit<StateChange, 'state' | 'stateSince' | 'dueOn' | 'agencyDueOn' | 'asked' | 'returnTo'> & { asked?: string | null; returnTo?: DossierState }
  /** Why the clock stands still, for a move that pauses it (S0-11). */
  pause?: Pick<Pause, 'kind' | 'reason'>
  /** Another message than the table's (T08 documents, T17 renewal); null says nothing. */
  say?: MessageKey | null
  /** What the message says; by the last day as it now is, where it says one. */
  vars?: MessageVars | ((dueOn: IsoDay | null) => MessageVars)
}

/**
 * One step of the table in main/workflow: the state, the clock, the ledger entry and the applicant's message, together or
 * not at all, in the caller's transaction (S0-12).
 * @returns the new version and the states. @throws Fault DOSSIER_STATE; RowStale.
 */
export const moveDossier = (context: Context, dossier: DossierRow, command: string, move: Move): { version: number; from: DossierState; to: DossierState } => {
  const { db, clock } = context
  const row = moveOf(dossier.state, command, move.to)
  const change: Partial<StateChange> = {
    ...(row.to === dossier.state ? {} : { stateSince: clock.today() }), ...leaving(dossier, row), ...clockChange(context, dossier, row, move), ...move.set,
  }
  const version = setDossierState(db, dossier.id, dossier.version, { ...change, state: row.to })
  appendEntry(context, move.entry ?? {
    kind: move.kind, aggregate: { type: 'Dossier', id: dossier.id }, baseVersion: dossier.version,
    payload: { tracking_code: dossier.trackingCode, from: dossier.state, to: row.to, ...move.payload },
  })
  const say = move.say === undefined ? row.message : move.say
  if (say) {
    const { trackingCode, person } = dossier
    const vars = typeof move.vars === 'function' ? move.vars(change.dueOn === undefined ? dossier.dueOn : change.dueOn) : move.vars
    tellApplicant(context, { dossierId: dossier.id, trackingCode, mobile: person.mobile }, say, vars)
  }
  return { version, from: dossier.state, to: row.to }
}

/** What was asked of the applicant ends with the answer. */
const leaving = (dossier: DossierRow, row: Transition): Pick<StateChange, 'returnTo' | 'asked'> =>
  dossier.state === 'awaiting_correction' && row.to !== 'awaiting_correction' ? { returnTo: null, asked: null } : {}

/** S0-10, S0-11, S4-06: what the move does to the fourteen days and to the agency's own. */
const clockChange = (context: Context, dossier: DossierRow, row: Transition, move: Move): Pick<StateChange, 'dueOn' | 'agencyDueOn'> => {
  const { db, clock } = context
  const today = clock.today()
  const agency = row.to === 'at_agency'
    ? (dossier.state === 'at_agency' ? {} : { agencyDueOn: dueOfAgency(db, today) })
    : { agencyDueOn: null }
  const effect = effectOf(db, dossier, row)
  if (effect === 'stop') {
    closePause(db, dossier.id, today)
    return { ...agency, dueOn: null }
  }
  // After an objection no fourteen days run that could stand still (T19).
  if (effect === 'pause' && dossier.dueOn !== null) {
    openPause(db, dossier.id, { fromDay: today, ...(move.pause ?? { kind: 'empowerment', reason: '' }) })
    return { ...agency, dueOn: null }
  }
  if (effect === 'resume') return { ...agency, ...resumed(context, dossier) }
  return agency
}

/** The day that is promised once the pause ends; nothing where none is open. */
const resumed = ({ db, clock }: Context, { id, filedOn }: DossierRow): Pick<StateChange, 'dueOn'> => {
  const open = listPauses(db, id).find((pause) => pause.toDay === null)
  if (!open || filedOn === null) return {}
  closePause(db, id, clock.today(), startsAnew(db, open))
  return { dueOn: dueOfResuming(db, filedOn, listPauses(db, id), clock.today()) }
}

/** By setting, the development model's empowerment stands outside the fourteen days (S3-09). */
const effectOf = (db: Reader, dossier: DossierRow, row: Transition): Transition['clock'] => {
  if (row.clock !== 'runs' || row.from === row.to) return row.clock
  if (row.to === 'in_empowerment' && settingsOf(db).empowermentPausesClock) return 'pause'
  // What stood still on the way in goes on, whatever the setting says by now.
  return dossier.state === 'in_empowerment' ? 'resume' : row.clock
}
