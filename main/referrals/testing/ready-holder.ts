import { contract, type InputOf } from '#contract'
import { visitInput } from '#contract/inspections'
import type { Referral } from '#contract/referrals'
import { inspectionHandlers } from '#main/inspections/index'
import { quotaHandlers } from '#main/quotas/index'
import type { VisitForm } from '#contract/inspections'
import type { ProgrammeYear } from '#contract/quotas'
import type { PermitRow } from '#db/permits/permit-repo'
import { directorPassphrase, type LoanOffice, type NewPermit } from '#db/testing/loan-office'
import { jalaliText } from '#contract/values/jalali'
import { referralHandlers } from '../referral-handlers'

/** An answer of a handler that is known to be synchronous. */
export const now = <T>(answer: T | Promise<T>): T => {
  if (answer instanceof Promise) throw new TypeError('not synchronous')
  return answer
}

/** Plans a year, gives Ahvaz its share and opens it. */
export const openYear = (at: LoanOffice, allottedRial = 10_000_000_000, year = 1405): ProgrammeYear => {
  const saved = now(quotaHandlers.saveYear(at.as('expert'), contract.quotas.saveYear.input.parse({
    year, provincialQuotaRial: 20_000_000_000, independentCeilingRial: 1_000_000_000, absorbBy: '', bankCodes: ['022', '012'],
  })))
  const allotted = now(quotaHandlers.allot(at.as('expert'), contract.quotas.allot.input.parse({
    year, version: saved.version, countyCode: '0603', allottedRial, employmentCommitment: 20,
  })))
  return now(quotaHandlers.openYear(at.as('director'), allotted))
}

/** Records and completes a joint visit on the given day. */
export const visit = (at: LoanOffice, permitNo: string, on: string, executionAssured: boolean | null = null): VisitForm => {
  const manager = at.as('system_manager')
  return now(inspectionHandlers.completeForm(manager, now(inspectionHandlers.recordVisit(manager, visitInput.parse({
    permitNo, visitedOn: jalaliText(on), executionAssured, active: { ok: true }, skill: { ok: true }, management: { ok: true },
    attendees: [{ name: 'مریم خنیفر', side: 'office' }, { name: 'حسن دریس', side: 'agency' }],
  })))))
}

/** A permit of 2026-09-10, visited on 2026-10-01: everything a referral needs but the quota. */
export const readyHolder = (at: LoanOffice, nationalId: string, change: Partial<NewPermit> = {}): PermitRow => {
  const permit = at.issuePermit({ nationalId, issuedOn: '2026-09-10', ...change })
  visit(at, permit.no, permit.issuedOn > '2026-10-01' ? permit.issuedOn : '2026-10-01')
  return permit
}

export const request = (change: object = {}) => ({
  bankCode: '022', branch: '4411', amountRial: 800_000_000, need: 'خرید چرخ خیاطی', capacity: 'کارگاه ۲۰ متری', jobs: 2, ...change,
})

export const prepare = (at: LoanOffice, permitNo: string, change: object = {}): Referral =>
  now(referralHandlers.prepare(at.as('expert'), { permitNo, ...request(change) }))

export const submit = (at: LoanOffice, referral: Referral, username = 'expert'): Referral =>
  now(referralHandlers.submit(at.as('expert', username), { id: referral.id, version: referral.version }))

/** A completed joint visit of any kind, after the fact when none is named (S1-B1, S1-B2). */
export const check = (at: LoanOffice, subject: Partial<InputOf<'inspections.recordVisit'>>, on: string): VisitForm => {
  const manager = at.as('system_manager')
  return now(inspectionHandlers.completeForm(manager, now(inspectionHandlers.recordVisit(manager, visitInput.parse({
    ...subject, visitedOn: jalaliText(on), active: { ok: true }, skill: { ok: true }, management: { ok: true },
    attendees: [{ name: 'مریم خنیفر', side: 'office' }, { name: 'حسن دریس', side: 'agency' }],
  })))))
}

/** As far as the Director: signed and numbered. */
export const issued = async (at: LoanOffice, permit: PermitRow, change: object = {}): Promise<Referral> => {
  const referral = submit(at, prepare(at, permit.no, change))
  const { items } = now(referralHandlers.freeze(at.as('director'), { ids: [referral.id] }))
  await referralHandlers.sign(at.as('director'), { items: items.map(({ id, digest }) => ({ id, digest })), passphrase: directorPassphrase })
  return now(referralHandlers.read(at.as('expert'), { id: referral.id }))
}

export const letter = { letterNo: '۸۸', letterOn: '1405/08/01' }

/** R06. */
export const handOver = (at: LoanOffice, referral: Referral, change: object = {}): Referral => now(referralHandlers.recordHandover(at.as('expert'),
  contract.referrals.recordHandover.input.parse({ id: referral.id, version: referral.version, sender: 'office', ...letter, ...change })))
