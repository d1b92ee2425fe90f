import type { Pause } from '#contract/casework'
import type { DossierDetail, TimelineEntry } from '#contract/dossiers'
import type { Evidence, EvidencePause, EvidenceStep } from '#contract/enquiries'
import { daysBetween, type IsoDay } from '#contract/values/jalali'
import { Fault } from '#main/app/fault'
import type { Context } from '#main/app/ports'
import { dayCountOf, settingsOf, type DayCount } from '#main/catalogues/index'
import { dossierDetail } from '#main/dossiers/index'
import { appendEntry, canonicalText, sha256 } from '#main/ledger/index'
import { listComplaints } from '#db/enquiries/complaint-repo'
import { transact } from '#db/transact'
import { isLate } from './late'

/**
 * The evidence report of an overdue dossier (S0-27): its way with ages, the clock's pauses, its due day and where to complain.
 * The ledger keeps the digest of its canonical bytes, so that a page can be held against it; the same dossier on the same day
 * gives the same bytes.
 * @throws Fault NOT_FOUND, DOSSIER_NOT_LATE.
 */
export const evidence = (context: Context, { dossierId }: { dossierId: string }): { evidence: Evidence; digest: string } =>
  transact(context.db, () => {
    const dossier = dossierDetail(context, dossierId)
    const report = reportOf(context, dossier)
    const digest = sha256(canonicalText(report))
    appendEntry(context, {
      kind: 'export.make', aggregate: { type: 'Dossier', id: dossierId }, baseVersion: dossier.version,
      payload: { what: 'evidence', tracking_code: dossier.trackingCode, digest, days_late: report.daysLate },
    })
    return { evidence: report, digest }
  })

const reportOf = (context: Context, dossier: DossierDetail): Evidence => {
  const { db, clock: { today }, office, actor } = context
  const { clock } = dossier
  if (!isLate(clock)) throw new Fault('DOSSIER_NOT_LATE', { dueOn: clock?.dueOn ?? null })
  const madeOn = today()
  const count = dayCountOf(db)
  const pauses = dossier.pauses.map((pause) => pauseOf(pause, madeOn, count))
  const pausedDays = pauses.reduce((sum, { days }) => sum + days, 0)
  return {
    v: 1, office: office.name, trackingCode: dossier.trackingCode, centralCode: dossier.centralCode, name: dossier.name,
    fieldTitle: dossier.fieldTitle ?? '', agencyTitle: dossier.agencyTitle ?? '', countyTitle: dossier.countyTitle, state: dossier.state,
    filedOn: clock.filedOn, dueOn: clock.dueOn, madeOn, daysLate: -clock.daysLeft, dayCount: settingsOf(db).dayCount,
    usedDays: count.between(clock.filedOn, madeOn) - pausedDays, pausedDays, pauses,
    steps: stepsOf(dossier.timeline, clock.filedOn),
    complaints: listComplaints(db, { dossierId: dossier.id, state: null, service: null, after: null, limit: 50 })
      .map(({ number, on, subject, result }) => ({ number, on, subject, result })),
    complaintUrl: settingsOf(db).complaintAddress, madeBy: actor.displayName,
  }
}

const pauseOf = ({ fromDay, toDay, kind, reason }: Pause, today: IsoDay, count: DayCount): EvidencePause =>
  ({ from: fromDay, to: toDay, days: count.between(fromDay, toDay ?? today), kind, reason })

/** What was printed or exported about the dossier is no step of its way. */
const besides = new Set(['export.make', 'receipt.print'])

/** Each step with its age: days of the calendar since filing and since the step before. */
export const stepsOf = (timeline: readonly TimelineEntry[], filedOn: IsoDay): EvidenceStep[] => {
  let before: IsoDay | null = null
  return timeline.filter(({ kind }) => !besides.has(kind)).map(({ at, kind, actor, note }) => {
    const day = dayInTehran(at)
    const step = { at, day, kind, actor, note, age: daysBetween(filedOn, day), since: before === null ? 0 : daysBetween(before, day) }
    before = day
    return step
  })
}

const tehran = new Intl.DateTimeFormat('en-CA', { timeZone: 'Asia/Tehran', year: 'numeric', month: '2-digit', day: '2-digit' })
const dayInTehran = (at: string): IsoDay => tehran.format(new Date(at))
