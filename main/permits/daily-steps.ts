import { addDays, daysBetween, type IsoDay } from '#contract/values/jalali'
import { tellApplicant } from '#main/messages/index'
import type { Context } from '#main/app/ports'
import type { MessageKey, MessageVars } from '#contract/messages'
import { endingBetween, noteReminder, remindersOf, skillDueBetween, skillOverdue, type DueLine, type Reminded } from '#db/permits/deadline-repo'
import { transact } from '#db/transact'
import { changeStatus, permitOf, recipientOf } from './change-status'
import { openCase } from './revocations'

/** D04 and D08: days left at which the holder is reminded. */
export const reminderDays = [60, 30, 7] as const
const farthest = reminderDays[0]

/** Before every permit of ours. */
const longAgo: IsoDay = '1900-01-01'

/**
 * P09: what ran out before today ends (D08); its last day still counts. Each permit is its own transaction, so that one that
 * fails holds up nobody. @returns how many ended.
 */
export const expirePermits = (context: Context, today: IsoDay): number => {
  const ended = endingBetween(context.db, longAgo, addDays(today, -1))
  for (const { no, dueOn } of ended) {
    transact(context.db, () => {
      changeStatus(context, permitOf(context, no), { command: 'expire', to: 'expired', kind: 'permit.expire', payload: { till: dueOn }, say: 'permit.expired', vars: { no } })
    })
  }
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
  const late = skillOverdue(context.db, today)
  for (const { no } of late) {
    transact(context.db, () => void openCase(context, permitOf(context, no), {
      act: 'revoke', reasonCode: 'skill_expired', reason: 'مدرک یا گواهی مهارت تا پایان مهلت شش‌ماهه نرسید',
    }))
  }
  return late.length
}

/** After days without a round only the nearest reminder goes out: three at once would tell nobody more. */
const remind = (
  context: Context, today: IsoDay, due: readonly DueLine[], what: Reminded, key: MessageKey, varsOf: (line: DueLine) => MessageVars,
): number => {
  let told = 0
  for (const line of due) {
    const stage = reminderDays.findLast((days) => daysBetween(today, line.dueOn) <= days)
    if (stage === undefined || remindersOf(context.db, line.no, what).some((days) => days <= stage)) continue
    transact(context.db, (db) => {
      noteReminder(db, line.no, what, stage, context.clock.now().toISOString())
      tellApplicant(context, recipientOf(context, line), key, varsOf(line))
    })
    told += 1
  }
  return told
}
