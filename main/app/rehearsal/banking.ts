import { jalaliText, toJalali, type IsoDay } from '#contract/values/jalali'
import type { Candidate, Referral } from '#contract/referrals'
import type { Desk } from './desk'
import type { Tick } from './casework'

const billion = 1_000_000_000

/** The running programme year: ceiling of S1-A3, a share for every county of the province, opened by the Director (S1-A1). */
export const openProgrammeYear = async (desk: Desk, today: IsoDay, shareRial = 40 * billion): Promise<void> => {
  const { year } = toJalali(today)
  const { counties, banks } = await desk.manager.call('catalogues.list', {})
  let saved = await desk.manager.call('quotas.saveYear', {
    year, provincialQuotaRial: shareRial * counties.length, independentCeilingRial: billion, absorbBy: null, bankCodes: banks.map((b) => b.code),
  })
  for (const county of counties) {
    saved = await desk.manager.call('quotas.allot', {
      year, version: saved.version, countyCode: county.code, allottedRial: shareRial, employmentCommitment: 20, note: 'سهم نمونه',
    })
  }
  await desk.director.call('quotas.openYear', { year, version: saved.version })
}

/** A joint visit for every holder who wants a loan, completed by the system manager (S1-B1, S1-B4). */
export const visitAll = async (desk: Desk, today: IsoDay, limit: number, tick: Tick): Promise<number> => {
  const { items } = await desk.manager.call('inspections.due', {})
  const due = items.filter((item) => item.visitKind === 'post').slice(0, limit)
  for (const [i, item] of due.entries()) {
    const form = await desk.manager.call('inspections.recordVisit', {
      permitNo: item.permitNo, visitedOn: jalaliText(today),
      attendees: [{ name: 'مهدی سواری', side: 'office' }, { name: 'لیلا مکوندی', side: 'agency' }],
      active: { ok: true }, skill: { ok: true }, management: { ok: true },
      executionAssured: item.kind === 'confirmation' ? true : null,
    })
    await desk.manager.call('inspections.completeForm', { id: form.id, version: form.version })
    tick(i + 1, due.length)
  }
  return due.length
}

/** The bank whose account the holder named, if it is an agent bank of the year; else the first of the year. */
const bankFor = (candidate: Candidate, banks: readonly string[]): string =>
  candidate.shebaBankCode && banks.includes(candidate.shebaBankCode) ? candidate.shebaBankCode : (banks[0] ?? '022')

/** Prepares a referral for each candidate and submits those whose gates all pass. @returns every referral prepared. */
export const referAll = async (desk: Desk, limit: number, tick: Tick): Promise<Referral[]> => {
  const { items } = await desk.expert.call('referrals.candidates', {})
  const { year } = await desk.expert.call('quotas.read', {})
  const prepared: Referral[] = []
  for (const candidate of items.slice(0, limit)) {
    const referral = await desk.expert.call('referrals.prepare', {
      permitNo: candidate.permitNo, bankCode: bankFor(candidate, year?.bankCodes ?? []), branch: '',
      amountRial: candidate.wantedRial, need: 'خرید ابزار و مواد اولیه', capacity: 'فضای کار و بازار فروش محلی فراهم است', jobs: 1,
      // A confirmation has no expert review to speak for its holder (S1-A8).
      readiness: candidate.permitNo.startsWith('C-') ? 'ready' : null,
    })
    prepared.push(referral.evaluation.passed ? await desk.expert.call('referrals.submit', { id: referral.id, version: referral.version }) : referral)
    tick(prepared.length, Math.min(limit, items.length))
  }
  return prepared
}

/** Signs every referral that waits for the Director. @returns how many were signed. */
export const signReferrals = async (desk: Desk): Promise<number> => {
  const { items } = await desk.director.call('referrals.list', { states: ['awaiting_signature'] })
  let signed = 0
  for (let from = 0; from < items.length; from += 500) {
    const frozen = await desk.director.call('referrals.freeze', { ids: items.slice(from, from + 500).map((r) => r.id) })
    const done = await desk.director.call('referrals.sign', {
      items: frozen.items.map(({ id, digest }) => ({ id, digest })), passphrase: desk.director.passphrase,
    })
    signed += done.signed
  }
  return signed
}
