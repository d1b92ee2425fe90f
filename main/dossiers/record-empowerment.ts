import { empowermentItems, type Empowerment, type EmpowermentItem } from '#contract/casework'
import type { DossierState } from '#contract/dossiers'
import { Fault } from '#main/app/fault'
import type { Context } from '#main/app/ports'
import { listEmpowerment, saveEmpowerment } from '#db/dossiers/casework-repo'
import { transact } from '#db/transact'
import { loadFor } from './load-dossier'
import { moveDossier } from './move-dossier'

type Target = { id: string; version: number }

/**
 * T13: one of the five parts, done on a day or waived with a reason; written again, the newer word counts (S3-10).
 * @throws Fault DOSSIER_STATE, EMPOWERMENT_EITHER, EMPOWERMENT_DATE.
 */
export const recordEmpowerment = (context: Context, input: Target & Empowerment): { version: number; state: DossierState } => {
  const { db, clock, actor } = context
  const { item, doneOn, waivedReason, note } = input
  const done = transact(db, () => {
    const dossier = loadFor(context, 'dossiers.recordEmpowerment', input.id, input.version)
    if ((doneOn === null) === (waivedReason === null)) throw new Fault('EMPOWERMENT_EITHER')
    if (doneOn !== null && (doneOn > clock.today() || doneOn < (dossier.filedOn ?? doneOn))) throw new Fault('EMPOWERMENT_DATE', { filedOn: dossier.filedOn })
    saveEmpowerment(db, dossier.id, { item, doneOn, waivedReason, note }, clock.now().toISOString(), actor.username)
    const { version, to } = moveDossier(context, dossier, 'dossiers.recordEmpowerment', {
      kind: 'empowerment.record', payload: { item, done_on: doneOn, waived_reason: waivedReason, note },
    })
    return { version, state: to }
  })
  context.emit('dossier.changed', { dossierId: input.id })
  return done
}

/** The parts that are neither done nor waived. */
export const openParts = (parts: readonly Empowerment[]): EmpowermentItem[] => empowermentItems.filter((item) => !parts.some((part) => part.item === item))

/** T14: on to the office's own review once all five are done or waived. @throws Fault DOSSIER_STATE, EMPOWERMENT_UNFINISHED {open}. */
export const finishEmpowerment = (context: Context, input: Target): { version: number; state: DossierState } => {
  const { db } = context
  const done = transact(db, () => {
    const dossier = loadFor(context, 'dossiers.finishEmpowerment', input.id, input.version)
    const parts = listEmpowerment(db, dossier.id)
    const open = openParts(parts)
    if (open.length > 0) throw new Fault('EMPOWERMENT_UNFINISHED', { open })
    const { version, to } = moveDossier(context, dossier, 'dossiers.finishEmpowerment', {
      kind: 'empowerment.finish', payload: { parts: parts.map(({ item, doneOn }) => ({ item, done_on: doneOn })) },
    })
    return { version, state: to }
  })
  context.emit('dossier.changed', { dossierId: input.id })
  return done
}
