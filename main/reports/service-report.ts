import type { DossierPath } from '#contract/dossiers'
import type { ServiceLine, ServiceReport } from '#contract/reports'
import { daysBetween, type IsoDay } from '#contract/values/jalali'
import { Fault } from '#main/app/fault'
import type { Context } from '#main/app/ports'
import { dayCountOf, findCounty, findField, settingsOf } from '#main/catalogues/index'
import { agreementOn } from '#db/catalogues/agreement-repo'
import { filedBetween } from '#db/reports/service-repo'
import { createTally } from './service-line'

/** Ten years: more than any report asks for. */
const longestPeriod = 3660

type Group<K extends string> = Map<K, ReturnType<typeof createTally>>

/**
 * S0-10, S0-14: how the requests filed in a period fared, in all and by path, county and field, the largest group first.
 * @throws Fault REPORT_PERIOD when the period runs backwards or is longer than ten years.
 */
export const serviceReport = ({ db, clock }: Pick<Context, 'db' | 'clock'>, { from, to }: { from: IsoDay; to: IsoDay }): ServiceReport => {
  if (to < from || daysBetween(from, to) > longestPeriod) throw new Fault('REPORT_PERIOD')
  const today = clock.today()
  const count = dayCountOf(db)
  const all = createTally(today, count)
  const byPath: Group<DossierPath> = new Map()
  const byCounty: Group<string> = new Map()
  const byField: Group<string> = new Map()
  const tallyOf = <K extends string>(group: Group<K>, key: K): ReturnType<typeof createTally> => {
    const tally = group.get(key) ?? createTally(today, count)
    group.set(key, tally)
    return tally
  }
  for (const request of filedBetween(db, from, to, today)) {
    all.add(request)
    tallyOf(byPath, request.path).add(request)
    tallyOf(byCounty, request.countyCode).add(request)
    tallyOf(byField, request.fieldCode).add(request)
  }
  return {
    from, to, all: all.line(),
    byPath: linesOf(byPath).map(([path, line]) => ({ path, line })),
    byCounty: linesOf(byCounty).map(([code, line]) => ({ code, title: findCounty(db, code)?.title ?? code, line })),
    byField: linesOf(byField).map(([code, line]) => ({ code, title: findField(db, code)?.title ?? code, line })),
    agreementVersion: agreementOn(db, 'home_business', today)?.version ?? null,
    addressee: settingsOf(db).headquarters,
  }
}

const linesOf = <K extends string>(group: Group<K>): [K, ServiceLine][] =>
  [...group].map(([key, tally]): [K, ServiceLine] => [key, tally.line()]).sort(([a, one], [b, other]) => other.filed - one.filed || (a < b ? -1 : 1))
