import { isSupporter } from '#contract/applicants'
import type { VisitKind } from '#contract/inspections'
import type { IsoDay } from '#contract/values/jalali'
import { Fault } from '#main/app/fault'
import { findDossier, type DossierRow } from '#db/dossiers/dossier-repo'
import type { Reader } from '#db/handle'
import type { Subject } from '#db/inspections/inspection-repo'
import { findPermit } from '#db/permits/permit-repo'

/** What is visited, from which day on, and what the form then asks. */
export type Visited = Subject & { dossier: DossierRow; from: IsoDay; registrationBased: boolean; supporter: boolean }
export type AskedSubject = { kind: VisitKind; permitNo: string | null; dossierId: string | null }

/** S1-B2: states in which a supporter's request still waits for its check before the permit. */
export const prePermitStates = ['filed', 'at_agency', 'awaiting_correction', 'in_empowerment', 'in_expert_review'] as const

/**
 * Resolves what a visit is about: a supporter's dossier before the permit (S1-B2), else a permit in force; before a loan a
 * supporter's.
 * @throws Fault NOT_FOUND, PERMIT_STATE, VISIT_SUBJECT.
 */
export const subjectOf = (db: Reader, { kind, permitNo, dossierId }: AskedSubject): Visited =>
  kind === 'pre_permit' ? beforePermit(db, dossierId) : ofPermit(db, kind, permitNo)

const beforePermit = (db: Reader, dossierId: string | null): Visited => {
  const dossier = dossierId === null ? undefined : findDossier(db, dossierId)
  if (!dossier) throw new Fault('NOT_FOUND')
  const waits = (prePermitStates as readonly string[]).includes(dossier.state)
  if (!isSupporter(dossier.activityType) || !waits || dossier.filedOn === null) throw new Fault('VISIT_SUBJECT', { kind: 'pre_permit' })
  return { kind: 'pre_permit', dossierId: dossier.id, permitNo: null, dossier, from: dossier.filedOn, registrationBased: false, supporter: false }
}

const ofPermit = (db: Reader, kind: VisitKind, permitNo: string | null): Visited => {
  const permit = permitNo === null ? undefined : findPermit(db, permitNo)
  const dossier = permit && findDossier(db, permit.dossierId)
  if (!dossier) throw new Fault('NOT_FOUND')
  if (permit.status !== 'valid' && permit.status !== 'conditional') throw new Fault('PERMIT_STATE')
  const supporter = isSupporter(dossier.activityType)
  if (kind === 'pre_loan' && !supporter) throw new Fault('VISIT_SUBJECT', { kind })
  return {
    kind, dossierId: dossier.id, permitNo: permit.no, dossier, from: permit.issuedOn, registrationBased: permit.path === 'registration_based', supporter,
  }
}
