import { addDays, daysBetween, type IsoDay } from '#contract/values/jalali'
import { voidNumber } from '#main/ledger/index'
import { tellApplicant } from '#main/messages/index'
import type { Context, DailyStep } from '#main/app/ports'
import type { MessageKey, MessageVars } from '#contract/messages'
import { endingBetween, noteReminder, remindersOf, skillDueBetween, skillOverdue, type DueLine, type Reminded } from '#db/permits/deadline-repo'
import { dropDraft, spoiledDrafts } from '#db/permits/draft-repo'
import { transact } from '#db/transact'
import { changeStatus, permitOf, recipientOf } from './change-status'
import { openCase } from './revocations'
import { publishNightly } from './status-list/index'

/** D04 and D08: days left at which the holder is reminded. */
export const reminderDays = [60, 30, 7] as const
const farthest = reminderDays[0]

/** Permits of one transaction: between two of them the program answers other calls. */
const chunkSize = 50

/** Before every permit of ours. */
const longAgo: IsoDay = '1900-01-01'

/**
 * P09: what ran out before today ends (D08); its last day still counts. Each permit is its own transaction, so that one that
 * fails holds up nobody. @returns how many ended.
 */
export const expirePermits = (context: Context, today: IsoDay): number => {
  const ended = transact(context.db, (db) => {
    const due = endingBetween(db, longAgo, addDays(today, -1)).slice(0, chunkSize)
    for (const { no, dueOn } of due) {
      changeStatus(context, permitOf(context, no), { command: 'expire', to: 'expired', kind: 'permit.expire', payload: { till: dueOn }, say: 'permit.expired', vars: { no } })
    }
    return due
  })
  for (const { dossierId } of ended) context.emit('dossier.changed', { dossierId })
  return ended.length
}

/** D04, S1-B7: 60, 30 and 7 days before evidence of skill is due, each once. @returns how many were reminded. */
export const remindSkill = (context: Context, today: IsoDay): number =>
  remind(context, today, skillDueBetween(context.db, today, addDays(today, farthest)), 'skill', 'permit.skill_reminder',
    ({ dueOn }) => ({ date: dueOn, n: String(daysBetween(today, dueOn)) }))

/** D08, S0-13: 60, 30 and 7 days before a permit runs out, each once. @returns how many were reminded. */
export const remindRenewal = (context: Context, today: IsoDay): number =>
  remind(context, today, endingBetween(context.db, today, addDays(today, farthest)), 'renewal', 'permit.renewal_due', ({ dueOn }) => ({ date: dueOn }))

/**
 * P06, S1-B7: the day after evidence of skill was due, the permit is brought before the Director; nothing is decided here.
 * Once a permit: what she dismissed is not proposed again by the calendar. @returns how many cases were opened.
 */
export const proposeSkillRevocations = (context: Context, today: IsoDay): number => {
  const late = transact(context.db, (db) => {
    const due = skillOverdue(db, today).slice(0, chunkSize)
    for (const { no } of due) {
      openCase(context, permitOf(context, no), { act: 'revoke', reasonCode: 'skill_expired', reason: 'مدرک یا گواهی مهارت تا پایان مهلت شش‌ماهه نرسید' })
    }
    return due
  })
  for (const { dossierId } of late) context.emit('dossier.changed', { dossierId })
  return late.length
}

/** Numbers of drafts whose dossier ended without a permit are void. @returns how many. */
export const voidSpoiled = (context: Context): number => transact(context.db, (db) => {
  const spoiled = spoiledDrafts(db, chunkSize)
  for (const { dossierId, no } of spoiled) {
    dropDraft(db, dossierId)
    voidNumber(context, 'Permit', no, 'dossier_ended')
  }
  return spoiled.length
})

/** After days without a round only the nearest reminder goes out: three at once would tell nobody more. */
const remind = (
  context: Context, today: IsoDay, due: readonly DueLine[], what: Reminded, key: MessageKey, varsOf: (line: DueLine) => MessageVars,
): number => transact(context.db, (db) => {
  let told = 0
  for (const line of due) {
    const stage = reminderDays.findLast((days) => daysBetween(today, line.dueOn) <= days)
    if (stage === undefined || remindersOf(db, line.no, what).some((days) => days <= stage)) continue
    noteReminder(db, line.no, what, stage, context.clock.now().toISOString())
    tellApplicant(context, recipientOf(context, line), key, varsOf(line))
    told += 1
    if (told === chunkSize) break
  }
  return told
})

/** What is done leaves the list it came from: a full chunk means that there may be more, and the next begins anew. */
const chunked = (name: string, step: (context: Context, today: IsoDay) => number): DailyStep => ({
  name,
  chunk: (context, today) => {
    const done = step(context, today)
    return { done, next: done === chunkSize ? 'more' : null }
  },
})

/** What the permits have to do once a day (main/app/daily-round.ts): what ends by itself, then who must hear of it. */
export const permitDailySteps: readonly DailyStep[] = [
  chunked('permits.expire', expirePermits),
  chunked('permits.proposeSkillRevocations', proposeSkillRevocations),
  chunked('permits.voidNumbers', voidSpoiled),
  chunked('permits.remindSkill', remindSkill),
  chunked('permits.remindRenewal', remindRenewal),
  { name: 'permits.publishStatusLists', chunk: publishNightly },
]
