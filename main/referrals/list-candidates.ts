import type { LoanRequest } from '#contract/bank-answers'
import type { Candidate } from '#contract/referrals'
import { daysBetween, type IsoDay } from '#contract/values/jalali'
import { bankCodeOf } from '#contract/values/sheba'
import { findCounty } from '#db/catalogues/catalogue-repo'
import { findDossier, type DossierRow } from '#db/dossiers/dossier-repo'
import type { Reader } from '#db/handle'
import { visitsOf } from '#db/inspections/inspection-repo'
import { permitsWantingLoan, type PermitRow } from '#db/permits/permit-repo'
import { earlierLoanOf } from '#db/referrals/bank-repo'
import { currentRequest } from '#db/referrals/loan-request-repo'
import { hasOpenReferral } from '#db/referrals/referral-repo'
import { supportCounts } from '#db/supporters/link-repo'
import { byPriority, priorityOf } from './priority'

/** S1-A4: the last complete visit found it active, and somebody covered works there. */
const isActiveSupporter = (db: Reader, permitNo: string): boolean =>
  supportCounts(db, permitNo).working > 0 && visitsOf(db, permitNo).find((form) => form.state === 'complete')?.active.ok === true

const toCandidate = (db: Reader, permit: PermitRow, dossier: DossierRow, request: LoanRequest, today: IsoDay): Candidate => ({
  permitNo: permit.no, name: permit.name, fieldTitle: permit.fieldTitle,
  countyTitle: findCounty(db, permit.countyCode)?.title ?? permit.countyCode, issuedOn: permit.issuedOn,
  wantedRial: dossier.plan?.loanAmountRial ?? 0, shebaBankCode: dossier.plan?.sheba ? bankCodeOf(dossier.plan.sheba) : null,
  ageDays: daysBetween(permit.issuedOn, today), activityType: dossier.activityType,
  priority: priorityOf({
    activity: dossier.activityType, entityKind: dossier.entity?.kind ?? null, activeSupporter: isActiveSupporter(db, permit.no), expansion: request.expansion,
  }),
  requestedOn: request.requestedOn, expansion: request.expansion, commitmentsFulfilled: request.commitmentsFulfilled,
  commitmentsEvidence: request.commitmentsEvidence, earlierRef: earlierLoanOf(db, permit.nationalId, permit.no, null)?.ref ?? null,
})

/** Holders who ask for a loan and have no referral under way: by priority, then the longest waiting first (S1-A4, S1-A2). */
export const listCandidates = (db: Reader, today: IsoDay): Candidate[] =>
  permitsWantingLoan(db)
    .filter((permit) => (permit.status === 'valid' || permit.status === 'conditional') && !hasOpenReferral(db, permit.no))
    .flatMap((permit) => {
      const dossier = findDossier(db, permit.dossierId)
      const request = currentRequest(db, permit)
      return dossier && request ? [{ candidate: toCandidate(db, permit, dossier, request, today), filedOn: dossier.filedOn ?? permit.issuedOn }] : []
    })
    .map(({ candidate, filedOn }) => ({ candidate, priority: candidate.priority, requestedOn: candidate.requestedOn, filedOn, code: candidate.permitNo }))
    .sort(byPriority)
    .map(({ candidate }) => candidate)
