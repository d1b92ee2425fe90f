import type { ServiceLine } from '#contract/reports'
import { daysBetween, type IsoDay } from '#contract/values/jalali'
import { calendarDays, type DayCount } from '#main/catalogues/index'
import { isOpen } from '#main/workflow/index'
import type { FiledRequest } from '#db/reports/service-repo'

const promisedDays = 14

/**
 * Counts requests one by one; `line` gives what they come to.
 * @param count how the fourteen days are counted (S0-10); calendar days are told beside them.
 */
export const createTally = (today: IsoDay, count: DayCount = calendarDays): { add: (request: FiledRequest) => void; line: () => ServiceLine } => {
  const running: number[] = []
  const calendar: number[] = []
  const sum = { filed: 0, issued: 0, refused: 0, ended: 0, open: 0, late: 0 }
  const add = (request: FiledRequest): void => {
    sum.filed += 1
    const { state } = request
    if (state === 'issued' || state === 'refused') {
      sum[state] += 1
      calendar.push(daysBetween(request.filedOn, request.stateSince))
      running.push(Math.max(0, count.between(request.filedOn, request.stateSince) - pausedDays(request, count)))
    } else if (isOpen(state)) {
      sum.open += 1
      if (request.dueOn !== null && request.dueOn < today) sum.late += 1
    } else {
      sum.ended += 1
    }
  }
  const line = (): ServiceLine => ({
    ...sum, decided: running.length, medianDays: median(running), medianCalendarDays: median(calendar),
    within14: running.length === 0 ? null : Math.round((running.filter((days) => days <= promisedDays).length * 10_000) / running.length),
  })
  return { add, line }
}

/** S0-11: days of the same count on which it waited for the applicant. */
const pausedDays = ({ pauses }: FiledRequest, count: DayCount): number =>
  (pauses ?? '').split(' ').reduce((days, pause) => {
    const [from, to] = pause.split('/')
    return from && to ? days + count.between(from, to) : days
  }, 0)

/** The middle value; of an even count the mean of the two in the middle. Null of none. */
export const median = (values: readonly number[]): number | null => {
  const sorted = [...values].sort((a, b) => a - b)
  const upper = sorted[Math.floor(sorted.length / 2)]
  if (upper === undefined) return null
  const lower = sorted[Math.ceil(sorted.length / 2) - 1] ?? upper
  return (upper + lower) / 2
}
