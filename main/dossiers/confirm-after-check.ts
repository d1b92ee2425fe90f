import { isSupporter } from '#contract/applicants'
import type { DossierState } from '#contract/dossiers'
import { Fault } from '#main/app/fault'
import type { Context } from '#main/app/ports'
import { findDossier, type DossierRow } from '#db/dossiers/dossier-repo'
import { transact } from '#db/transact'
import { assertConfirmable } from './issue-guards'
import { loadFor } from './load-dossier'
import type { DossierPorts } from './ports'
import { assertRepresented } from './who-lives'

/**
 * T05 by an expert: the office's seal confirms a supporter of a registration-based field after the check before the permit
 * (S1-B2), or the correction of a confirmation. Everybody else is confirmed with the filing itself.
 * @throws Fault DOSSIER_STATE, REPRESENTATIVE_DEAD, PRE_PERMIT_CHECK_MISSING, CONFIRMATION_MISSING {missing}, PERMIT_ACTIVE {permitNo}, SEAL_KEY_ABSENT.
 */
export const confirmAfterCheck = (context: Context, ports: DossierPorts, input: { id: string; version: number }): { version: number; state: DossierState } => {
  const { db } = context
  const confirmed = transact(db, () => {
    const dossier = loadFor(context, 'permits.confirmInstantly', input.id, input.version)
    if (!awaitsSeal(dossier)) throw new Fault('DOSSIER_STATE', { from: dossier.state, command: 'dossiers.confirmAfterCheck' })
    assertRepresented(db, dossier)
    assertConfirmable(db, dossier)
    ports.confirmInstantly(context, dossier.id)
    return findDossier(db, dossier.id)
  })
  if (!confirmed) throw new Fault('NOT_FOUND')
  context.emit('dossier.changed', { dossierId: confirmed.id })
  return { version: confirmed.version, state: confirmed.state }
}

/** A request that only a seal can still end: everything else was confirmed with its filing. */
export const awaitsSeal = ({ path, activityType, caseType, state }: DossierRow): boolean =>
  path === 'registration_based' && (state === 'in_expert_review' ? caseType === 'correction' : isSupporter(activityType))
