import type { Handlers } from '#contract'
import type { Context } from '#main/app/ports'
import { listYears } from '#db/quotas/quota-repo'
import { allotShare } from './allot-share'
import { describeYear } from './describe-year'
import { importYears } from './import-years'
import { openYear } from './open-year'
import { saveYear } from './save-year'

export const quotaHandlers: Handlers<'quotas', Context> = {
  read: ({ db }, { year }) => {
    const years = listYears(db)
    const wanted = year ?? years[0]
    return { year: wanted !== undefined && years.includes(wanted) ? describeYear(db, wanted) : null, years }
  },
  saveYear: (context, change) => saveYear(context, change),
  importYears: (context, input) => importYears(context, input),
  allot: (context, change) => allotShare(context, change),
  openYear: (context, target) => openYear(context, target),
}
