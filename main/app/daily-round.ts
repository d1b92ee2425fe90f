import { setImmediate as breathe } from 'node:timers/promises'
import { checkpointDailySteps } from '#main/checkpoints/index'
import { dossierDailySteps } from '#main/dossiers/index'
import { signingDailySteps } from '#main/signing/index'
import { permitDailySteps } from '#main/permits/index'
import { referralDailySteps } from '#main/referrals/index'
import { noteRound, roundDone } from '#db/office/round-repo'
import type { Writer } from '#db/handle'
import type { IsoDay } from '#contract/values/jalali'
import type { Context, DailyStep } from './ports'

/** In this order: what ends by itself, then who must hear of it; at last the seal over all of it. */
export const dailySteps: readonly DailyStep[] = [...dossierDailySteps, ...permitDailySteps, ...referralDailySteps, ...signingDailySteps, ...checkpointDailySteps]

const running = new WeakMap<Writer, Promise<void>>()

/**
 * What the passing of a day brings: lapses, ends, reminders. Once per civil day, at the first sign-in and before a
 * synchronisation; between two transactions the program answers other calls. A day whose round was broken off is done again
 * from its beginning at the next chance: no step does the same thing twice.
 */
export const runDailyRound = (context: Context, today: IsoDay = context.clock.today(), steps: readonly DailyStep[] = dailySteps): Promise<void> => {
  const already = running.get(context.db)
  if (already) return already
  const round = runSteps({ ...context, actor: { username: 'system', displayName: '', role: 'system' } }, today, steps)
    // Nobody waits for it at sign-in: what is beyond the steps' own reach (a full disk) is told to the log.
    .catch((error: unknown) => { context.log.write('error', 'daily.round_failed', { error: error instanceof Error ? error.name : 'unknown' }) })
    .finally(() => { running.delete(context.db) })
  running.set(context.db, round)
  return round
}

const runSteps = async (context: Context, today: IsoDay, steps: readonly DailyStep[]): Promise<void> => {
  const { db, log } = context
  if (!db.open || roundDone(db, today)) return
  let whole = true
  for (const step of steps) {
    const outcome = await runStep(context, today, step)
    whole &&= outcome === 'done'
    if (!db.open) return
  }
  if (whole) noteRound(db, today, context.clock.now().toISOString())
  log.write('info', 'daily.round', { day: today, whole })
}

/** One step to its end. A step that fails is told to the log and stands in no other's way. */
const runStep = async (context: Context, today: IsoDay, { name, chunk }: DailyStep): Promise<'done' | 'broken'> => {
  const { db, log } = context
  let after: string | null = ''
  let done = 0
  try {
    while (after !== null) {
      await breathe()
      if (!db.open) return 'broken'
      const part: { done: number; next: string | null } = chunk(context, today, after)
      done += part.done
      after = part.next
    }
    if (done > 0) log.write('info', 'daily.step', { name, done })
    return 'done'
  } catch (error) {
    log.write('error', 'daily.step_failed', { name, done, error: error instanceof Error ? error.name : 'unknown' })
    return 'broken'
  }
}
