import { activityTypes, type ActivityType } from '#contract/dossiers'
import type { PermitPayload, SkillPaper } from '#contract/permits'
import { toJalali, type IsoDay } from '#contract/values/jalali'
import { verifyJws } from '#main/signing/index'
import { findCounty, findField } from '#db/catalogues/catalogue-repo'
import { findDossier, latestReview, type DossierRow } from '#db/dossiers/dossier-repo'
import type { Reader } from '#db/handle'
import { completedRole, visitsOf } from '#db/inspections/inspection-repo'
import { skillPaperOf } from '#db/permits/deadline-repo'
import { findPermit, type PermitRow } from '#db/permits/permit-repo'
import { findCountyQuota, findYear } from '#db/quotas/quota-repo'
import { heldBy } from '#db/quotas/reservation-repo'
import { earlierIssuedOf, type Request } from '#db/referrals/referral-repo'
import { listKeys } from '#db/signing/key-repo'
import type { Facts, VisitFact } from './facts'

/** The signed members of a permit; its own bytes are what the gates and the referral rest on. */
export const permitMembers = (permit: PermitRow): PermitPayload => JSON.parse(permit.bytes) as PermitPayload

/** What a referral is about: `id` is null before the first row exists. */
export type Subject = { id: string | null; permit: PermitRow; request: Request }

/**
 * Collects what is recorded today about everything the gates ask. Reads only; decides nothing.
 * @param on the referral day: its Jalali year is the programme year.
 */
export const gatherFacts = (db: Reader, { id, permit, request }: Subject, on: IsoDay): Facts => {
  const dossier = findDossier(db, permit.dossierId)
  const earlier = earlierIssuedOf(db, permit.nationalId, permit.no)
  const held = id === null ? undefined : heldBy(db, id)
  const { year } = toJalali(on)
  return {
    activity: activityOf(permit),
    request: {
      amountRial: request.amountRial, bankCode: request.bankCode, need: request.need, capacity: request.capacity, jobs: request.jobs,
    },
    permit: {
      no: permit.no, status: permit.status, signatureValid: isSigned(db, permit), issuedOn: permit.issuedOn, path: permit.path,
      skillDue: permit.skillDue,
    },
    wish: { loanWanted: permit.loanWanted, fieldAllowsLoan: findField(db, permit.fieldCode)?.loanAllowed ?? false },
    visit: visitFact(db, permit),
    readiness: request.readiness ?? latestReview(db, permit.dossierId)?.readiness ?? null,
    employment: employmentOf(dossier),
    earlier: earlier ? { ref: earlier.no, on: earlier.issuedOn } : null,
    skillEvidence: acceptedPaper(db, permit)?.evidence ?? dossier?.plan?.skillEvidence ?? null,
    year: yearFact(db, year),
    county: {
      title: findCounty(db, permit.countyCode)?.title ?? permit.countyCode,
      leftRial: leftFor(db, year, permit.countyCode, held?.year === year ? held.amountRial : 0),
    },
    heldInYear: held?.year ?? null,
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

/** P03: a paper handed in after the issue, for this permit or the one it renews or corrects. */
const acceptedPaper = (db: Reader, permit: PermitRow): SkillPaper | null => {
  const paper = skillPaperOf(db, permit.no)
  const before = paper || permit.predecessorNo === null ? undefined : findPermit(db, permit.predecessorNo)
  return paper ?? (before ? acceptedPaper(db, before) : null)
}

/** The newest complete form speaks; without one, the newest draft tells what is missing. */
const visitFact = (db: Reader, permit: PermitRow): VisitFact | null => {
  const visits = visitsOf(db, permit.no)
  const visit = visits.find((form) => form.state === 'complete') ?? visits[0]
  if (!visit) return null
  const from = (side: 'office' | 'agency'): number => visit.attendees.filter((attendee) => attendee.side === side).length
  return {
    visitedOn: visit.visitedOn, complete: visit.state === 'complete', officeAttendees: from('office'), agencyAttendees: from('agency'),
    completedByRole: completedRole(db, visit.id), executionAssured: visit.executionAssured,
  }
}

/** S1-A9b: what the applicant's form said, checked on the filing day. A dossier that is gone counts as unknown. */
const employmentOf = (dossier: DossierRow | undefined): Facts['employment'] =>
  ({ government: dossier?.person.governmentEmployee ?? false, checkedOn: dossier?.filedOn ?? null })

const yearFact = (db: Reader, year: number): Facts['year'] => {
  const row = findYear(db, year)
  return row ? {
    year, open: row.state === 'open', independentCeilingRial: row.independentCeilingRial, bankCodes: row.bankCodes, absorbBy: row.absorbBy,
  } : null
}

/** What is left for this referral: its own hold is not counted against it twice. */
const leftFor = (db: Reader, year: number, countyCode: string, ownHold: number): number | null => {
  const quota = findCountyQuota(db, year, countyCode)
  return quota ? quota.remainingRial + ownHold : null
}
