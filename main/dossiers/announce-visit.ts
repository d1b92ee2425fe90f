import type { DossierState } from '#contract/dossiers'
import type { IsoDay } from '#contract/values/jalali'
import { Fault } from '#main/app/fault'
import type { Context } from '#main/app/ports'
import { insertVisit } from '#db/dossiers/casework-repo'
import { transact } from '#db/transact'
import { loadFor } from './load-dossier'
import { moveDossier } from './move-dossier'

const command = 'dossiers.announceVisit'

/**
 * T27: the applicant must come, where, when and why. The notice and its message are written together or not at all: a visit
 * is never asked for in silence (S0-23, S3-02).
 * @throws Fault DOSSIER_STATE, VISIT_DAY.
 */
export const announceVisit = (
  context: Context, input: { id: string; version: number; reason: string; place: string; on: IsoDay },
): { version: number; state: DossierState } => {
  const { db, clock, actor } = context
  const { reason, place, on } = input
  const { version, to } = transact(db, () => {
    const dossier = loadFor(context, command, input.id, input.version)
    if (on < clock.today()) throw new Fault('VISIT_DAY')
    insertVisit(db, dossier.id, { on, place, reason, notifiedAt: clock.now().toISOString() }, actor.username)
    return moveDossier(context, dossier, command, { kind: 'dossier.announceVisit', payload: { on, place, reason }, vars: { place, date: on, why: reason } })
  })
  context.emit('dossier.changed', { dossierId: input.id })
  return { version, state: to }
}
