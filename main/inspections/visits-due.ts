import { isSupporter } from '#contract/applicants'
import type { VisitDue, VisitKind } from '#contract/inspections'
import { holderName } from '#main/dossiers/index'
import { findCounty, findField } from '#db/catalogues/catalogue-repo'
import { dossiersInState, findDossier, type DossierRow } from '#db/dossiers/dossier-repo'
import type { Reader, Writer } from '#db/handle'
import { hasCompleteVisit, openVisitOf, openVisits, preLoanCheckOn, prePermitCheckDone } from '#db/inspections/inspection-repo'
import { findPermit, permitsWantingLoan, type PermitRow } from '#db/permits/permit-repo'
import { currentRequest } from '#db/referrals/loan-request-repo'
import { takenOnBy } from '#main/supporters/index'
import { prePermitStates } from './subject'

/** What is visited, with what is under way of one kind of visit. */
export const describeVisit = (db: Writer, visitKind: VisitKind, dossier: DossierRow, permit: PermitRow | undefined): VisitDue => {
  const open = openVisitOf(db, dossier.id, visitKind)
  const taken = permit && isSupporter(dossier.activityType) ? takenOnBy(db, permit.no) : []
  const name = (id: string): string => {
    const covered = findDossier(db, id)
    return covered ? holderName(covered) : ''
  }
  return {
    visitKind, dossierId: dossier.id, trackingCode: dossier.trackingCode, permitNo: permit?.no ?? null, kind: permit?.kind ?? null,
    registrationBased: permit?.path === 'registration_based', supporter: isSupporter(dossier.activityType),
    name: permit?.name ?? holderName(dossier),
    fieldTitle: permit?.fieldTitle ?? findField(db, dossier.fieldCode ?? '')?.title ?? dossier.fieldCode ?? '',
    countyTitle: findCounty(db, dossier.countyCode)?.title ?? dossier.countyCode, address: dossier.person.address, mobile: dossier.person.mobile,
    issuedOn: permit?.issuedOn ?? dossier.filedOn ?? '', visitDue: permit?.visitDue ?? null,
    covered: taken.map(({ dossierId }) => ({ dossierId, name: name(dossierId) })), planned: open?.planned ?? null, form: open?.form ?? null,
  }
}

const inForce = (permit: PermitRow): boolean => permit.status === 'valid' || permit.status === 'conditional'

/** S1-B2: a supporter's check after what is asked now. */
const needsPreLoanCheck = (db: Reader, dossier: DossierRow, permit: PermitRow): boolean => {
  const request = isSupporter(dossier.activityType) ? currentRequest(db, permit) : null
  return request !== null && (preLoanCheckOn(db, permit.no) ?? '') < request.requestedOn
}

/** Permits whose holder wants a loan: without a complete form no introduction (S1-B4), of a supporter none without the check before it (S1-B2). */
const ofPermits = (db: Writer): VisitDue[] => permitsWantingLoan(db).filter(inForce).flatMap((permit) => {
  const dossier = findDossier(db, permit.dossierId)
  if (!dossier) return []
  const post = hasCompleteVisit(db, permit.no) ? [] : [describeVisit(db, 'post', dossier, permit)]
  const preLoan = needsPreLoanCheck(db, dossier, permit) ? [describeVisit(db, 'pre_loan', dossier, permit)] : []
  return [...post, ...preLoan]
})

/** Supporters whose permit waits for its check (S1-B2). */
const beforePermits = (db: Writer): VisitDue[] => prePermitStates
  .flatMap((state) => dossiersInState(db, state))
  .filter((dossier) => isSupporter(dossier.activityType) && !prePermitCheckDone(db, dossier.id))
  .map((dossier) => describeVisit(db, 'pre_permit', dossier, undefined))

const keyOf = ({ dossierId, visitKind }: VisitDue): string => `${dossierId}:${visitKind}`

/** Every visit that has to be made, is planned or waits for its form to be completed: appointments first, then the oldest. */
export const visitsDue = (db: Writer): VisitDue[] => {
  const due = [...ofPermits(db), ...beforePermits(db)]
  const known = new Set(due.map(keyOf))
  const others = openVisits(db).flatMap(({ dossierId, permitNo, kind }) => {
    const dossier = known.has(`${dossierId}:${kind}`) ? undefined : findDossier(db, dossierId)
    return dossier ? [describeVisit(db, kind, dossier, permitNo === null ? undefined : findPermit(db, permitNo))] : []
  })
  const order = (item: VisitDue): string => `${item.planned?.plannedOn ?? '9'} ${item.issuedOn} ${item.permitNo ?? item.trackingCode} ${item.visitKind}`
  return [...due, ...others].sort((a, b) => order(a).localeCompare(order(b)))
}
