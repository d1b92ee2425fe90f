import type { DossierState } from '#contract/dossiers'
import { Fault } from '#main/app/fault'
import type { Context } from '#main/app/ports'
import { dropScratchOf } from '#db/dossiers/scratch-repo'
import { transact } from '#db/transact'
import { loadFor } from './load-dossier'
import { moveDossier } from './move-dossier'

/**
 * T03: a cooperative is recorded and goes on in the cooperatives' own system, with the reference it has there (S4-04).
 * @throws Fault DOSSIER_STATE for any other type: only a cooperative is handed over.
 */
export const handOver = (context: Context, input: { id: string; version: number; reference: string }): { version: number; state: DossierState } => {
  const moved = transact(context.db, () => {
    const dossier = loadFor(context, 'dossiers.handOver', input.id, input.version)
    if (dossier.activityType !== 'cooperative') throw new Fault('DOSSIER_STATE', { from: dossier.state, command: 'dossiers.handOver' })
    dropScratchOf(context.db, dossier.id)
    return moveDossier(context, dossier, 'dossiers.handOver', {
      kind: 'dossier.handOver', payload: { reference: input.reference }, set: { handoverReference: input.reference },
    })
  })
  context.emit('dossier.changed', { dossierId: input.id })
  return { version: moved.version, state: moved.to }
}
