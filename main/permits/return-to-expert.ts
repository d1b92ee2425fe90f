import { Fault } from '#main/app/fault'
import type { Context } from '#main/app/ports'
import { moveDossier } from '#main/dossiers/index'
import { requireHand } from '#main/signing/index'
import { RowStale } from '#db/faults'
import { findDossier } from '#db/dossiers/dossier-repo'
import { transact } from '#db/transact'
import { deedOfDossier } from './acting-hand'

/**
 * T16: the Director sends a dossier back with a reason. Its number stays with it; its frozen bytes are void, because the
 * version moves. @returns the new version. @throws Fault NOT_FOUND, DOSSIER_STATE, VERSION_STALE, DELEGATION_REFUSED.
 */
export const returnToExpert = (context: Context, change: { dossierId: string; version: number; reason: string }): { version: number } => {
  const version = transact(context.db, () => {
    const dossier = findDossier(context.db, change.dossierId)
    if (!dossier) throw new Fault('NOT_FOUND')
    if (dossier.version !== change.version) throw new RowStale(dossier.id)
    requireHand(context, deedOfDossier(dossier))
    return moveDossier(context, dossier, 'permits.returnToExpert', {
      kind: 'review.return', payload: { reason: change.reason }, set: { returnReason: change.reason, proposal: null },
    }).version
  })
  context.emit('dossier.changed', { dossierId: change.dossierId })
  return { version }
}
