import { addDays, daysBetween, type IsoDay } from '#contract/values/jalali'
import type { Context, DailyStep } from '#main/app/ports'
import { settingsOf } from '#main/catalogues/index'
import { tellApplicant } from '#main/messages/index'
import { silentSince, unremindedCorrections, untoldOverdue } from '#db/dossiers/deadline-repo'
import { findDossier } from '#db/dossiers/dossier-repo'
import { transact } from '#db/transact'
import { moveDossier } from './move-dossier'

const chunkSize = 50

/** Where the next chunk goes on: after the last of a full one. */
const resultOf = (ids: readonly string[]): { done: number; next: string | null } =>
  ({ done: ids.length, next: ids.length === chunkSize ? ids.at(-1)! : null })

/** T21, D11: what nobody answered within the days of the setting is closed; without the setting nothing ever is. */
const lapse = (state: 'draft' | 'awaiting_correction', daysOf: (context: Context) => number | null): DailyStep['chunk'] =>
  (context, today, after) => {
    const { db } = context
    const days = daysOf(context)
    if (days === null) return { done: 0, next: null }
    const ids = transact(db, () => {
      const silent = silentSince(db, state, addDays(today, -days), after, chunkSize)
      for (const id of silent) {
        const dossier = findDossier(db, id)
        if (dossier) moveDossier(context, dossier, 'dossiers.lapse', { kind: 'dossier.lapse', payload: { since: dossier.stateSince, days } })
      }
      return silent
    })
    for (const dossierId of ids) context.emit('dossier.changed', { dossierId })
    return resultOf(ids)
  }

/** D01, S0-27: once, on the day after the fourteenth: the applicant hears it is late and where to complain. Nothing is decided. */
const tellOverdue = (context: Context, today: IsoDay, after: string): { done: number; next: string | null } => {
  const { db } = context
  const ids = transact(db, () => {
    const late = untoldOverdue(db, today, after, chunkSize)
    for (const id of late) {
      const dossier = findDossier(db, id)
      if (dossier) tellApplicant(context, { dossierId: id, trackingCode: dossier.trackingCode, mobile: dossier.person.mobile }, 'dossier.overdue')
    }
    return late
  })
  return resultOf(ids)
}

/** D11: days left at which an applicant who was asked is reminded. Shorter deadlines need no reminder. */
export const correctionReminder = 7

/** D11, S3-12: once for each last day, a week before it; after days without a round, with the days that are left then. */
const remindCorrection = (context: Context, today: IsoDay, after: string): { done: number; next: string | null } => {
  const { db } = context
  const days = settingsOf(db).correctionReplyDays
  if (days === null || days <= correctionReminder) return { done: 0, next: null }
  const ids = transact(db, () => {
    const waiting = unremindedCorrections(db, { from: addDays(today, -days), to: addDays(today, correctionReminder - days), days }, after, chunkSize)
    for (const id of waiting) {
      const dossier = findDossier(db, id)
      if (!dossier) continue
      const date = addDays(dossier.stateSince, days)
      tellApplicant(context, { dossierId: id, trackingCode: dossier.trackingCode, mobile: dossier.person.mobile }, 'dossier.correction_due', { date, n: String(daysBetween(today, date)) })
    }
    return waiting
  })
  return resultOf(ids)
}

/** What the dossiers have to do once a day (main/app/daily-round.ts). */
export const dossierDailySteps: readonly DailyStep[] = [
  { name: 'dossiers.lapse.draft', chunk: lapse('draft', ({ db }) => settingsOf(db).draftDays) },
  { name: 'dossiers.lapse.correction', chunk: lapse('awaiting_correction', ({ db }) => settingsOf(db).correctionReplyDays) },
  { name: 'dossiers.overdue', chunk: tellOverdue },
  { name: 'dossiers.remindCorrection', chunk: remindCorrection },
]
