import { Fault } from '#main/app/fault'
import type { Context } from '#main/app/ports'
import { appendEntry } from '#main/ledger/index'
import { moveOf } from '#main/workflow/index'
import { findDossier, setDossierState } from '#db/dossiers/dossier-repo'
import { transact } from '#db/transact'

/**
 * T16: the Director sends a dossier back with a reason. Its number stays with it; its frozen bytes are void, because the
 * version moves. @returns the new version. @throws Fault NOT_FOUND, DOSSIER_STATE, VERSION_STALE.
 */
export const returnToExpert = (context: Context, change: { dossierId: string; version: number; reason: string }): { version: number } => {
  const version = transact(context.db, () => {
    const dossier = findDossier(context.db, change.dossierId)
    if (!dossier) throw new Fault('NOT_FOUND')
    const { to } = moveOf(dossier.state, 'permits.returnToExpert')
    const next = setDossierState(context.db, dossier.id, change.version, { state: to, returnReason: change.reason })
    appendEntry(context, {
      kind: 'review.return', aggregate: { type: 'Dossier', id: dossier.id }, baseVersion: change.version,
      payload: { tracking_code: dossier.trackingCode, from: dossier.state, to, reason: change.reason },
    })
    return next
  })
  context.emit('dossier.changed', { dossierId: change.dossierId })
  return { version }
}
