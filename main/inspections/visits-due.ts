import type { VisitDue } from '#contract/inspections'
import type { Reader } from '#db/handle'
import { findCounty } from '#db/catalogues/catalogue-repo'
import { findDossier } from '#db/dossiers/dossier-repo'
import { hasCompleteVisit, openVisitOf } from '#db/inspections/inspection-repo'
import { permitsWantingLoan, type PermitRow } from '#db/permits/permit-repo'

const toDue = (db: Reader, permit: PermitRow): VisitDue => {
  const person = findDossier(db, permit.dossierId)?.person
  return {
    permitNo: permit.no, kind: permit.kind, name: permit.name,
    fieldTitle: permit.fieldTitle,
    countyTitle: findCounty(db, permit.countyCode)?.title ?? permit.countyCode,
    address: person?.address ?? '', mobile: person?.mobile ?? '',
    issuedOn: permit.issuedOn, visitDue: permit.visitDue, form: openVisitOf(db, permit.no) ?? null,
  }
}

/** Permits whose holder wants a loan and that have no complete form: without it no introduction (S1-B4). Oldest first. */
export const visitsDue = (db: Reader): VisitDue[] =>
  permitsWantingLoan(db)
    .filter((permit) => !hasCompleteVisit(db, permit.no))
    .sort((a, b) => a.issuedOn.localeCompare(b.issuedOn) || a.no.localeCompare(b.no))
    .map((permit) => toDue(db, permit))
