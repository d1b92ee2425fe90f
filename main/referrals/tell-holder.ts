import type { MessageKey, MessageVars } from '#contract/messages'
import type { Context } from '#main/app/ports'
import { tellApplicant } from '#main/messages/index'
import { findDossier } from '#db/dossiers/dossier-repo'
import { permitFor } from './describe-referral'

/** S0-12: tells a permit's holder, at the mobile of the dossier, inside the caller's transaction. */
export const tellHolder = (context: Context, permitNo: string, key: MessageKey, vars: MessageVars): void => {
  const dossier = findDossier(context.db, permitFor(context.db, permitNo).dossierId)
  if (dossier) tellApplicant(context, { dossierId: dossier.id, trackingCode: dossier.trackingCode, mobile: dossier.person.mobile }, key, vars)
}
