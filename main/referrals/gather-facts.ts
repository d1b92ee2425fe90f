import { isSupporter } from '#contract/applicants'
import { activityTypes, type ActivityType } from '#contract/dossiers'
import type { SkillPaper } from '#contract/permits'
import { toJalali, type IsoDay } from '#contract/values/jalali'
import { settingsOf } from '#main/catalogues/index'
import { verifyJws } from '#main/signing/index'
import { findCounty, findField } from '#db/catalogues/catalogue-repo'
import { deathOf } from '#db/dossiers/casework-repo'
import { findDossier, latestReview, listOpinions, type DossierRow } from '#db/dossiers/dossier-repo'
import type { Reader } from '#db/handle'
import { completedRole, preLoanCheckOn, prePermitCheckDone, visitsOf } from '#db/inspections/inspection-repo'
import { skillPaperOf } from '#db/permits/deadline-repo'
import { findPermit, type PermitRow } from '#db/permits/permit-repo'
import { findCountyQuota, findYear } from '#db/quotas/quota-repo'
import { heldBy } from '#db/quotas/reservation-repo'
import { earlierLoanOf, outstandingOf } from '#db/referrals/bank-repo'
import { currentRequest, latestEmploymentCheck } from '#db/referrals/loan-request-repo'
import type { Request } from '#db/referrals/referral-repo'
import { listKeys } from '#db/signing/key-repo'
import { supportCounts } from '#db/supporters/link-repo'
import { permitMembers } from './describe-referral'
import type { CoveredFact, EarlierFact, Facts, VisitFact } from './facts'

/** What a referral is about: `id` is null before the first row exists. */
export type Subject = { id: string | null; permit: PermitRow; request: Request }

/**
 * Collects what is recorded today about everything the gates ask. Reads only; decides nothing.
 * @param on the referral day: its Jalali year is the programme year.
 */
export const gatherFacts = (db: Reader, { id, permit, request }: Subject, on: IsoDay): Facts => {
  const dossier = findDossier(db, permit.dossierId)
  const asked = currentRequest(db, permit)
  const held = id === null ? undefined : heldBy(db, id)
  const { year } = toJalali(on)
  const settings = settingsOf(db)
  return {
    activity: activityOf(permit),
    request: {
      amountRial: request.amountRial, bankCode: request.bankCode, need: request.need, capacity: request.capacity, jobs: request.jobs,
      requestedOn: asked?.requestedOn ?? null, expansion: asked?.expansion ?? false, commitmentsFulfilled: asked?.commitmentsFulfilled ?? false,
      commitmentsEvidence: asked?.commitmentsEvidence ?? '',
    },
    permit: {
      no: permit.no, status: permit.status, signatureValid: isSigned(db, permit), issuedOn: permit.issuedOn, path: permit.path,
      skillDue: permit.skillDue,
    },
    holderAlive: dossier === undefined || deathOf(db, dossier.person.nationalId) === null,
    wish: { loanWanted: asked !== null, fieldAllowsLoan: findField(db, permit.fieldCode)?.loanAllowed ?? false },
    visit: visitFact(db, permit),
    readiness: request.readiness ?? latestReview(db, permit.dossierId)?.readiness ?? null,
    employment: employmentOf(db, dossier),
    earlier: earlierFact(db, id, permit),
    outstandingRial: settings.ceilingScope === 'outstanding' ? outstandingOf(db, permit.nationalId, year, id) : 0,
    checks: { prePermit: prePermitDone(db, permit), preLoanOn: preLoanCheckOn(db, permit.no) },
    covered: coveredFact(db, permit, dossier),
    skillEvidence: acceptedPaper(db, permit)?.evidence ?? dossier?.plan?.skillEvidence ?? null,
    year: yearFact(db, year),
    county: {
      title: findCounty(db, permit.countyCode)?.title ?? permit.countyCode,
      leftRial: leftFor(db, year, permit.countyCode, held?.year === year ? held.amountRial : 0),
    },
    heldInYear: held?.year ?? null,
    policy: {
      visitMustBePositive: settings.visitMustBePositive, lateVisit: settings.lateVisit, employmentCheckDays: settings.employmentCheckDays,
      countBasis: settings.ceilingCountBasis, minCovered: settings.minCovered,
    },
  }
}

/** An act that this program does not know belongs to nobody it may refer. */
const activityOf = (permit: PermitRow): ActivityType =>
  activityTypes.find((type) => type === permitMembers(permit).act) ?? 'cooperative'

/** The stored signature is good and stands over exactly the stored bytes. */
const isSigned = (db: Reader, permit: PermitRow): boolean => {
  const check = verifyJws(permit.jws, 'permit+jws', listKeys(db))
  return check.ok && check.text === permit.bytes
}

/** S1-B2: the check before this permit, or before the one it renews or corrects. */
const prePermitDone = (db: Reader, permit: PermitRow): boolean => {
  if (prePermitCheckDone(db, permit.dossierId)) return true
  const before = permit.predecessorNo === null ? undefined : findPermit(db, permit.predecessorNo)
  return before ? prePermitDone(db, before) : false
}

/** P03: a paper handed in after the issue, for this permit or the one it renews or corrects. */
const acceptedPaper = (db: Reader, permit: PermitRow): SkillPaper | null => {
  const paper = skillPaperOf(db, permit.no)
  const before = paper || permit.predecessorNo === null ? undefined : findPermit(db, permit.predecessorNo)
  return paper ?? (before ? acceptedPaper(db, before) : null)
}

/** The newest complete form speaks; without one, the newest draft tells what is missing. */
const visitFact = (db: Reader, permit: PermitRow): VisitFact | null => {
  const visits = visitsOf(db, permit.no).filter((form) => form.state !== 'superseded')
  const visit = visits.find((form) => form.state === 'complete') ?? visits[0]
  if (!visit) return null
  const from = (side: 'office' | 'agency'): number => visit.attendees.filter((attendee) => attendee.side === side).length
  return {
    visitedOn: visit.visitedOn, complete: visit.state === 'complete', officeAttendees: from('office'), agencyAttendees: from('agency'),
    completedByRole: completedRole(db, visit.id), executionAssured: visit.executionAssured, active: visit.active.ok,
  }
}

/** S1-A9b: the newest of what the form said on the filing day and what was checked since; of a company its representative. */
const employmentOf = (db: Reader, dossier: DossierRow | undefined): Facts['employment'] => {
  if (!dossier) return { government: false, checkedOn: null }
  const check = latestEmploymentCheck(db, dossier.person.nationalId)
  return check && check.on >= (dossier.filedOn ?? '')
    ? { government: check.government, checkedOn: check.on }
    : { government: dossier.person.governmentEmployee, checkedOn: dossier.filedOn }
}

const earlierFact = (db: Reader, id: string | null, permit: PermitRow): EarlierFact | null => {
  const loan = earlierLoanOf(db, permit.nationalId, permit.no, id)
  return loan ? { ref: loan.ref, on: loan.on, state: loan.state, asSupporter: activityTypes.some((type) => type === loan.act && isSupporter(type)) } : null
}

/** S4-11: the newest of the agency's second confirmations speaks. */
const coveredFact = (db: Reader, permit: PermitRow, dossier: DossierRow | undefined): CoveredFact => {
  const { accepted, lastAcceptedOn } = supportCounts(db, permit.no)
  const opinion = listOpinions(db, permit.dossierId).filter(({ purpose }) => purpose === 'loan_confirmation').at(-1)
  return {
    accepted, lastAcceptedOn, committed: dossier?.answers.coveredCommitted ?? 0,
    confirmation: opinion ? (opinion.decision === 'approve' ? 'approved' : 'refused') : 'none', confirmedOn: opinion?.decidedOn ?? null,
  }
}

const yearFact = (db: Reader, year: number): Facts['year'] => {
  const row = findYear(db, year)
  return row ? {
    year, open: row.state === 'open', independentCeilingRial: row.independentCeilingRial, supporterCeilingRial: row.supporterCeilingRial,
    perCoveredRial: row.perCoveredRial, minCovered: row.minCovered, bankCodes: row.bankCodes, absorbBy: row.absorbBy,
  } : null
}

/** What is left for this referral: its own hold is not counted against it twice. */
const leftFor = (db: Reader, year: number, countyCode: string, ownHold: number): number | null => {
  const quota = findCountyQuota(db, year, countyCode)
  return quota ? quota.remainingRial + ownHold : null
}
