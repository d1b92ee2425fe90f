import { isSupporter, type ActivityType, type LegalEntity } from '#contract/applicants'
import type { Priority } from '#contract/referrals'
import type { IsoDay } from '#contract/values/jalali'

/** What the order of work looks at (S1-A4). */
export type PriorityFacts = {
  activity: ActivityType
  entityKind: LegalEntity['kind'] | null
  /** Permit in force, the last complete visit found the business active, and at least one covered person works there. */
  activeSupporter: boolean
  expansion: boolean
}

/**
 * S1-A4: women's cooperatives that expand, then other cooperatives and active supporters that expand, then the rest. Orders the
 * queue and never passes or fails a gate.
 */
export const priorityOf = ({ activity, entityKind, activeSupporter, expansion }: PriorityFacts): Priority => {
  const supporter = isSupporter(activity)
  if (supporter && expansion && entityKind === 'womens_cooperative') return { rank: 1, reason: 'تعاونی زنان با قصد توسعه' }
  if (supporter && expansion && entityKind === 'cooperative') return { rank: 2, reason: 'تعاونی با قصد توسعه' }
  if (supporter && expansion && activeSupporter) return { rank: 2, reason: 'پشتیبان فعال با قصد توسعه' }
  if (supporter && expansion) return { rank: 3, reason: 'پشتیبان با قصد توسعه که هنوز فعال شناخته نمی‌شود' }
  return { rank: 3, reason: supporter ? 'پشتیبان بی‌قصد توسعه' : 'به نوبت درخواست' }
}

type Place = { priority: Priority; requestedOn: IsoDay; filedOn: IsoDay; code: string }

/** Rank, then the day of the loan request, then of filing, then the code. */
export const byPriority = (a: Place, b: Place): number =>
  a.priority.rank - b.priority.rank || a.requestedOn.localeCompare(b.requestedOn) || a.filedOn.localeCompare(b.filedOn) || a.code.localeCompare(b.code)
