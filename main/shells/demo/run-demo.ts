import { createApp } from '#main/app/create-app'
import type { Host, TrainingRegistry } from '#main/app/ports'
import { systemClock } from '#main/app/clock'
import { openDesk, type Desk } from '#main/app/rehearsal/desk'
import { dossiersIn, importSubmissions, recordLetters, reviewAll, signQueue } from '#main/app/rehearsal/casework'
import { openProgrammeYear, referAll, signReferrals, visitAll } from '#main/app/rehearsal/banking'
import type { Referral } from '#contract/referrals'
import { publishOpinions } from './agency-feed'
import { readyHome } from './demo-home'
import { exportEvidence } from './export-evidence'
import type { Terminal } from './terminal'
import { verifyEvidence, type EvidenceCheck } from './verify-evidence'

/** What the demo did, in numbers. `delivered` counts signed permits and referrals whose receipt is stored here. */
export type DemoFigures = {
  imported: number
  refused: number
  signed: number
  confirmed: number
  referred: number
  referralsRefused: number
  delivered: number
  undelivered: number
  verified: number
  confirmationsVerified: number
  ledgerOk: boolean
  seconds: number
}

export type DemoOutcome = { figures: DemoFigures; complete: boolean; refusedReferrals: Referral[] }

/**
 * The whole main job without a window, through the operations the screens use: import → agency opinions → review →
 * signature → visits → referrals → delivery to a reference registry of its own → independent verification.
 * @param home an empty folder, or one of an earlier demo. @param submissions CSV or JSON bytes with their file name.
 * @throws HomeInUse, StepRefused.
 */
export const runDemo = async (
  home: string, submissions: { name: string; bytes: Uint8Array }, host: Host, terminal: Terminal,
): Promise<DemoOutcome> => {
  const began = process.hrtime.bigint()
  const leaveHome = readyHome(home)
  const app = createApp({ home, host })
  let registry: TrainingRegistry | null = null
  try {
    terminal.step('راه‌اندازی ادارۀ آموزشی و سامانۀ مرجع')
    const founded = await app.connect().call('office.createTraining', { sampleData: false })
    if (!founded.ok) throw new Error(`office.createTraining: ${founded.error.code}`)
    if (!host.startTrainingRegistry) throw new Error('this host has no training registry')
    registry = await host.startTrainingRegistry(home, '0600')
    const desk = await openDesk(app.connect)
    const work = await doMainJob(desk, registry, submissions, terminal)
    const evidence = await exportEvidence(desk, home, terminal.step('صدور پروندۀ مجوزها برای راستی‌آزمایی بیرونی'))
    const check = await verifyEvidence(evidence, terminal.step('راستی‌آزمایی مستقل، بدون پایگاه داده'))
    desk.close()
    const seconds = Math.round(Number(process.hrtime.bigint() - began) / 1e7) / 100
    return conclude(work, check, seconds)
  } finally {
    await registry?.stop()
    await app.close()
    leaveHome()
  }
}

type Work = Pick<DemoFigures, 'imported' | 'refused' | 'signed' | 'referred' | 'delivered' | 'undelivered'> & { refusedReferrals: Referral[]; expected: number }

const doMainJob = async (
  desk: Desk, registry: TrainingRegistry, submissions: { name: string; bytes: Uint8Array }, terminal: Terminal,
): Promise<Work> => {
  const today = systemClock.today()
  await desk.it.call('registry.enrol', { url: registry.url, code: await registry.enrolCode() })
  await openProgrammeYear(desk, today)
  await desk.director.call('signing.createKey', { passphrase: desk.director.passphrase })

  terminal.step(`ورود پرونده‌ها از ${submissions.name}`)
  const report = await importSubmissions(desk, submissions.name, submissions.bytes)
  terminal.step('ارسال پرونده‌ها به سامانۀ مرجع')
  await desk.it.call('registry.sync', {})

  const atAgency = await dossiersIn(desk, 'at_agency')
  const half = Math.ceil(atAgency.length / 2)
  await publishOpinions(registry.controlUrl, atAgency.slice(0, half), today, terminal.step('نظر دستگاه‌ها از خوراک سامانه'))
  await desk.it.call('registry.sync', {})
  await recordLetters(desk, atAgency.slice(half), today, terminal.step('نظر دستگاه‌ها از نامه'))
  await reviewAll(desk, await dossiersIn(desk, 'in_expert_review'), terminal.step('بررسی کارشناس'))

  terminal.step('امضای مدیرکل')
  const outcomes = await signQueue(desk, Number.MAX_SAFE_INTEGER)
  await visitAll(desk, today, Number.MAX_SAFE_INTEGER, terminal.step('بازدید مشترک و تکمیل فرم'))
  const referrals = await referAll(desk, Number.MAX_SAFE_INTEGER, terminal.step('سنجش شرط‌ها و معرفی به بانک'))
  const referred = await signReferrals(desk)

  terminal.step('تحویل به سامانۀ مرجع و گرفتن رسیدها')
  await desk.it.call('registry.sync', {})
  const status = await desk.it.call('registry.status', {})
  const { delivered, undelivered } = await countDelivered(desk)
  const waiting = status.counts.queued + status.counts.in_flight + status.counts.conflict + status.counts.rejected + status.counts.deferred
  return {
    imported: report.accepted, refused: report.refused, signed: outcomes.filter((o) => o.outcome === 'signed').length, referred,
    delivered, undelivered: undelivered + waiting, expected: outcomes.length,
    refusedReferrals: referrals.filter((r) => r.state === 'draft'),
  }
}

/** Signed permits and referrals with a stored receipt, and those without. */
const countDelivered = async (desk: Desk): Promise<{ delivered: number; undelivered: number }> => {
  let delivered = 0
  let undelivered = 0
  let after: number | null = null
  do {
    const page: { items: { kind: string; state: string }[]; next: number | null } = await desk.it.call('registry.operations', { after, limit: 200 })
    for (const { kind, state } of page.items) {
      if (kind !== 'permit.sign' && kind !== 'referral.create') continue
      if (state === 'acknowledged' || state === 'settled') delivered += 1
      else undelivered += 1
    }
    after = page.next
  } while (after !== null)
  return { delivered, undelivered }
}

const conclude = (work: Work, check: EvidenceCheck, seconds: number): DemoOutcome => {
  const { refusedReferrals, expected, ...counted } = work
  const figures: DemoFigures = {
    ...counted, confirmed: check.confirmations.total, referralsRefused: refusedReferrals.length,
    verified: check.permits.valid, confirmationsVerified: check.confirmations.valid, ledgerOk: check.ledgerOk, seconds,
  }
  const complete =
    figures.imported > 0 && figures.signed === expected && figures.undelivered === 0 && figures.delivered === figures.signed + figures.referred &&
    figures.verified === figures.signed && figures.confirmationsVerified === figures.confirmed && figures.ledgerOk
  return { figures, complete, refusedReferrals }
}
