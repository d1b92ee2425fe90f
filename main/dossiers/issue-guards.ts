import { isSupporter } from '#contract/applicants'
import type { Opinion } from '#contract/casework'
import { Fault } from '#main/app/fault'
import { findField } from '#main/catalogues/index'
import { attachedConfirmations } from '#db/documents/document-repo'
import type { DossierRow } from '#db/dossiers/dossier-repo'
import type { Reader } from '#db/handle'
import { prePermitCheckDone } from '#db/inspections/inspection-repo'
import { activePermitOf } from '#db/permits/permit-repo'
import { foundationsOf, isSignedByAgencies } from './agencies'

/** Titles of the field's confirmations that are neither attached nor waived, or whose scan was rejected (S0-18). */
export const missingConfirmations = (db: Reader, dossier: DossierRow): string[] => {
  const needed = dossier.fieldCode === null ? [] : (findField(db, dossier.fieldCode)?.confirmations ?? [])
  if (needed.length === 0) return []
  const attached = new Set(foundationsOf(db, dossier).flatMap((id) => attachedConfirmations(db, id)))
  return needed.filter((title) => !attached.has(title))
}

/**
 * What must hold before the Director is asked to issue (T15), but the agencies' signatures: confirmations, the check before
 * a supporter's permit, and no permit of this holder in this field other than the one renewed or corrected.
 * @throws Fault CONFIRMATION_MISSING {missing}, PRE_PERMIT_CHECK_MISSING (S1-B2), PERMIT_ACTIVE {permitNo}.
 */
export const assertConfirmable = (db: Reader, dossier: DossierRow): void => {
  const missing = missingConfirmations(db, dossier)
  if (missing.length > 0) throw new Fault('CONFIRMATION_MISSING', { missing })
  if (isSupporter(dossier.activityType) && !foundationsOf(db, dossier).some((id) => prePermitCheckDone(db, id))) {
    throw new Fault('PRE_PERMIT_CHECK_MISSING')
  }
  const active = activePermitOf(db, dossier.holderId, dossier.fieldCode ?? '')
  if (active && active.no !== dossier.predecessorNo) throw new Fault('PERMIT_ACTIVE', { permitNo: active.no })
}

/**
 * The same with every agency's first signature (S0-06). `opinions`: those of `opinionsFor`, where the caller has just read them.
 * @throws Fault AGENCY_SIGNATURE_MISSING and those of assertConfirmable.
 */
export const assertIssuable = (db: Reader, dossier: DossierRow, opinions?: readonly Opinion[]): void => {
  if (!isSignedByAgencies(db, dossier, opinions)) throw new Fault('AGENCY_SIGNATURE_MISSING')
  assertConfirmable(db, dossier)
}
