import type { ServiceLine } from '#contract/reports'
import { daysBetween, type IsoDay } from '#contract/values/jalali'
import { isOpen } from '#main/workflow/index'
import type { FiledRequest } from '#db/reports/service-repo'

const promisedDays = 14

/** Counts requests one by one; `line` gives what they come to. */
export const createTally = (today: IsoDay): { add: (request: FiledRequest) => void; line: () => ServiceLine } => {
  const running: number[] = []
  const calendar: number[] = []
  const count = { filed: 0, issued: 0, refused: 0, ended: 0, open: 0, late: 0 }
  const add = (request: FiledRequest): void => {
    count.filed += 1
    const { state } = request
    if (state === 'issued' || state === 'refused') {
      count[state] += 1
      const days = daysBetween(request.filedOn, request.stateSince)
      calendar.push(days)
      running.push(Math.max(0, days - request.pausedDays))
    } else if (isOpen(state)) {
      count.open += 1
      if (request.dueOn !== null && request.dueOn < today) count.late += 1
    } else {
      count.ended += 1
    }
  }
  const line = (): ServiceLine => ({
    ...count, decided: running.length, medianDays: median(running), medianCalendarDays: median(calendar),
    within14: running.length === 0 ? null : Math.round((running.filter((days) => days <= promisedDays).length * 10_000) / running.length),
  })
  return { add, line }
}

/** The middle value; of an even count the mean of the two in the middle. Null of none. */
export const median = (values: readonly number[]): number | null => {
  const sorted = [...values].sort((a, b) => a - b)
  const upper = sorted[Math.floor(sorted.length / 2)]
  if (upper === undefined) return null
  const lower = sorted[Math.ceil(sorted.length / 2) - 1] ?? upper
  return (upper + lower) / 2
}
