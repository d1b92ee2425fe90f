import type { EnquiryService } from '#contract/enquiries'
import { Fault } from '#main/app/fault'
import { findDossier } from '#db/dossiers/dossier-repo'
import type { Reader } from '#db/handle'

/** Tracking code of the dossier that a question or complaint is about. @throws Fault INPUT_INVALID when there is no such dossier. */
export const codeOfDossier = (db: Reader, dossierId: string | null): string | null => {
  if (dossierId === null) return null
  const dossier = findDossier(db, dossierId)
  if (!dossier) throw new Fault('INPUT_INVALID', {}, [{ field: 'dossierId', reason: 'DOSSIER_UNKNOWN' }])
  return dossier.trackingCode
}

/** What is asked about aid is not delivered with the dossiers (S2-05, domain model §7). */
export const staysHere = (service: EnquiryService): boolean => service === 'aid'
