import { Fault } from '#main/app/fault'
import type { Context } from '#main/app/ports'
import { findDossier, openDossierCode, type DossierRow } from '#db/dossiers/dossier-repo'
import type { PermitStatus } from '#contract/permits'
import { findPermit, type PermitRow } from '#db/permits/permit-repo'
import { holderLives } from './who-lives'

/** A permit that something follows, and the dossier it came from. */
export type Predecessor = { permit: PermitRow; before: DossierRow }

/**
 * The permit that a renewal or correction follows: in one of these statuses, its holder alive (S0-25), nothing open for the
 * same holder and field. A company may have lost who stands for it: page one, filing and review ask for another.
 * @throws Fault NOT_FOUND, PERMIT_STATE {status}, HOLDER_DEAD, DOSSIER_OPEN {trackingCode}.
 */
export const predecessorOf = ({ db }: Pick<Context, 'db'>, permitNo: string, statuses: readonly PermitStatus[]): Predecessor => {
  const permit = findPermit(db, permitNo)
  const before = permit && findDossier(db, permit.dossierId)
  if (!before) throw new Fault('NOT_FOUND')
  if (!holderLives(db, before)) throw new Fault('HOLDER_DEAD')
  if (!statuses.includes(permit.status)) throw new Fault('PERMIT_STATE', { status: permit.status })
  const open = openDossierCode(db, before.holderId, before.fieldCode ?? '')
  if (open) throw new Fault('DOSSIER_OPEN', { trackingCode: open })
  return { permit, before }
}
