import type { DossierState } from '#contract/dossiers'
import type { Context } from '#main/app/ports'
import { transact } from '#db/transact'
import { loadFor } from './load-dossier'
import { moveDossier } from './move-dossier'

const command = 'dossiers.withdraw'

/** T20: at the applicant's own wish; how the person was identified is kept. @throws Fault DOSSIER_STATE. */
export const withdrawDossier = (
  context: Context, input: { id: string; version: number; identifiedBy: string; reason: string },
): { version: number; state: DossierState } => {
  const { version, to } = transact(context.db, () =>
    moveDossier(context, loadFor(context, command, input.id, input.version), command, {
      kind: 'dossier.withdraw', payload: { identified_by: input.identifiedBy, reason: input.reason },
    }))
  context.emit('dossier.changed', { dossierId: input.id })
  return { version, state: to }
}
