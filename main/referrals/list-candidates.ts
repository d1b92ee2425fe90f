import type { Candidate } from '#contract/referrals'
import { daysBetween, type IsoDay } from '#contract/values/jalali'
import { bankCodeOf } from '#contract/values/sheba'
import { findCounty } from '#db/catalogues/catalogue-repo'
import { findDossier } from '#db/dossiers/dossier-repo'
import type { Reader } from '#db/handle'
import { permitsWantingLoan, type PermitRow } from '#db/permits/permit-repo'
import { hasOpenReferral } from '#db/referrals/referral-repo'

const toCandidate = (db: Reader, permit: PermitRow, today: IsoDay): Candidate => {
  const plan = findDossier(db, permit.dossierId)?.plan
  return {
    permitNo: permit.no, name: permit.name, fieldTitle: permit.fieldTitle,
    countyTitle: findCounty(db, permit.countyCode)?.title ?? permit.countyCode, issuedOn: permit.issuedOn,
    wantedRial: plan?.loanAmountRial ?? 0, shebaBankCode: plan?.sheba ? bankCodeOf(plan.sheba) : null,
    ageDays: daysBetween(permit.issuedOn, today),
  }
}

/** Holders who asked for a loan and have no open referral, the longest waiting first (S1-A2). */
export const listCandidates = (db: Reader, today: IsoDay): Candidate[] =>
  permitsWantingLoan(db)
    .filter((permit) => !hasOpenReferral(db, permit.no))
    .sort((a, b) => a.issuedOn.localeCompare(b.issuedOn) || a.no.localeCompare(b.no))
    .map((permit) => toCandidate(db, permit, today))
