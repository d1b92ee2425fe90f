import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { createCounter, type Counter } from '#main/dossiers/testing/counter'
import { approval, filedOf, tailoring, zahra } from '#main/dossiers/testing/submissions'
import { addDays } from '#contract/values/jalali'
import { setDossierState } from '#db/dossiers/dossier-repo'
import { choose } from '#main/dossiers/testing/acts'
import { closePause, openPause } from '#db/dossiers/pause-repo'
import { createTally, median } from './service-line'
import { serviceReport } from './service-report'

const zeinab = { ...zahra, nationalId: '0084575948', firstName: 'زینب' }
const year = { from: '2026-03-21', to: '2027-03-20' }
const decide = (counter: Counter, id: string, state: 'issued' | 'refused', on: string): void => {
  setDossierState(counter.db, id, counter.row(id).version, { state, stateSince: on, dueOn: null })
}

describe('the service report', () => {
  test('S0-10, S0-14: counts, the middle of the days and the share within fourteen, waiting for the applicant left out', async () => {
    const counter = createCounter()
    const first = await filedOf(counter, zahra, tailoring, '1405/08/01')
    const second = await filedOf(counter, zeinab, tailoring, '1405/08/01')
    openPause(counter.db, second, { fromDay: '2026-10-25', kind: 'documents', reason: 'کارت' })
    closePause(counter.db, second, '2026-11-04')
    decide(counter, first, 'issued', '2026-10-28')
    decide(counter, second, 'refused', '2026-11-12')
    expect(serviceReport(counter.context, year).all).toEqual({
      filed: 2, decided: 2, issued: 1, refused: 1, ended: 0, open: 0, late: 0, medianDays: 7.5, medianCalendarDays: 12.5, within14: 10_000,
    })
    openPause(counter.db, first, { fromDay: '2026-10-24', kind: 'correction', reason: '' })
    expect(serviceReport(counter.context, { from: '2026-10-24', to: '2027-03-20' }).all.filed).toBe(0)
  })

  test('S0-10: what is open and past its day is late, and a decision on the fifteenth day is not on time', async () => {
    const counter = createCounter()
    const late = await filedOf(counter, zahra, tailoring, '1405/08/01')
    expect(serviceReport(counter.context, year).all).toMatchObject({ open: 1, late: 1, decided: 0, medianDays: null, within14: null })
    decide(counter, late, 'issued', '2026-11-07')
    expect(serviceReport(counter.context, year).all).toMatchObject({ open: 0, late: 0, within14: 0, medianDays: 15 })
    decide(counter, late, 'issued', '2026-11-06')
    expect(serviceReport(counter.context, year).all.within14).toBe(10_000)
  })

  test('S0-10: an office that counts working days is measured by them, the waiting too; days of the calendar stand beside', async () => {
    const counter = createCounter()
    choose(counter, 'dayCount', 'working_days')
    const id = await filedOf(counter, zahra, tailoring, '1405/08/02')
    decide(counter, id, 'issued', '2026-11-09')
    expect(serviceReport(counter.context, year).all).toMatchObject({ medianDays: 14, medianCalendarDays: 16, within14: 10_000 })
    decide(counter, id, 'issued', '2026-11-10')
    expect(serviceReport(counter.context, year).all).toMatchObject({ medianDays: 15, within14: 0 })
    openPause(counter.db, id, { fromDay: '2026-10-29', kind: 'documents', reason: 'کارت' })
    closePause(counter.db, id, '2026-11-01')
    expect(serviceReport(counter.context, year).all).toMatchObject({ medianDays: 13, medianCalendarDays: 17, within14: 10_000 })
  })

  test('S3-08, S3-09: by path, county and field, the largest group first', async () => {
    const counter = createCounter()
    const id = await filedOf(counter, zahra, tailoring)
    await counter.ask('recordOpinion', { id, version: counter.row(id).version, opinion: approval }, 'expert')
    await filedOf(counter, zeinab, tailoring)
    const report = serviceReport(counter.context, year)
    expect(report.byPath).toEqual([{ path: 'normal', line: report.all }])
    expect(report.byCounty.map(({ title, line }) => [title, line.filed])).toEqual([['اهواز', 2]])
    expect(report.byField.map(({ title, line }) => [title, line.filed])).toEqual([['خیاطی', 2]])
  })

  test('S3-15: it is addressed to the secretariat of the headquarters', () => {
    expect(serviceReport(createCounter().context, year).addressee).toBe('دبیرخانه ستاد ساماندهی و حمایت از مشاغل خانگی')
  })

  test.each([['2026-11-21', '2026-11-20'], ['2000-01-01', '2026-01-01']])('a period from %s to %s is none', (from, to) => {
    expect(() => serviceReport(createCounter().context, { from, to })).toThrow(expect.objectContaining({ code: 'REPORT_PERIOD' }))
  })
})

test('half of the values lie on either side of the median', () => {
  expect(median([])).toBeNull()
  fc.assert(fc.property(fc.array(fc.integer({ min: 0, max: 400 }), { minLength: 1 }), (values) => {
    const middle = median(values)!
    expect(values.filter((value) => value < middle).length).toBeLessThanOrEqual(values.length / 2)
    expect(values.filter((value) => value > middle).length).toBeLessThanOrEqual(values.length / 2)
  }))
})

test('every request is in exactly one of decided, ended and open, whatever became of it', () => {
  const states = fc.constantFrom('at_agency', 'in_pool', 'issued', 'refused', 'withdrawn', 'lapsed', 'closed_by_death' as const)
  fc.assert(fc.property(fc.array(fc.record({ state: states, paused: fc.integer({ min: 0, max: 60 }) })), (requests) => {
    const tally = createTally('2026-11-21')
    for (const { state, paused } of requests) {
      tally.add({ state: state as 'issued', path: 'normal', countyCode: '0603', fieldCode: '1001', filedOn: '2026-09-01', stateSince: '2026-10-01', dueOn: null, pauses: `2026-08-01/${addDays('2026-08-01', paused)}` })
    }
    const { filed, decided, issued, refused, ended, open, late } = tally.line()
    expect([filed, decided]).toEqual([requests.length, issued + refused])
    expect(decided + ended + open).toBe(filed)
    expect(late).toBeLessThanOrEqual(open)
  }))
})
