import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Pause } from '#contract/casework'
import { addDays, daysBetween, jalaliText, parseJalali } from '#contract/values/jalali'
import { closePause, listPauses, openPause } from '#db/dossiers/pause-repo'
import { acts, choose } from './testing/acts'
import { clockOf, dueOfAgency, dueOfFiling, dueOfResuming } from './clock-of'
import { objectionUntil } from './object-refusal'
import { createCounter } from './testing/counter'
import { filedOf } from './testing/submissions'

const day = (text: string): string => {
  const parsed = parseJalali(text)
  return 'value' in parsed ? parsed.value : ''
}
const pause = (from: string, to: string | null): Pause => ({ fromDay: day(from), toDay: to === null ? null : day(to), kind: 'correction', reason: '', restarted: false })

describe('D01, the fourteen days', () => {
  test.each([
    ['1405/08/30', '1405/09/14'], ['1404/12/20', '1405/01/05'], ['1403/12/20', '1404/01/04'], ['1405/03/01', '1405/03/15'],
    ['1405/06/25', '1405/07/08'], ['1405/08/01', '1405/08/15'],
  ])('S0-10: filed %s, due %s', (filed, due) => {
    expect(jalaliText(clockOf({ filedOn: day(filed), dueOn: null, pauses: [] }, day(filed), false).dueOn)).toBe(due)
  })

  test('S0-10: rolled to a working day only where the office wishes so; the day itself is kept', () => {
    const counter = createCounter()
    expect(jalaliText(dueOfFiling(counter.db, day('1405/03/01')))).toBe('1405/03/15')
    choose(counter, 'rollToWorkingDay', 'yes')
    expect(jalaliText(dueOfFiling(counter.db, day('1405/03/01')))).toBe('1405/03/16')
  })

  test('S0-10: counted in days on which offices work where the office wishes so: neither Fridays, nor holidays, nor days that stood still', () => {
    const counter = createCounter()
    choose(counter, 'dayCount', 'working_days')
    // 1405/08/02 is a Saturday: fourteen working days pass two Fridays.
    expect(jalaliText(dueOfFiling(counter.db, day('1405/08/02')))).toBe('1405/08/18')
    const stood = [pause('1405/08/04', '1405/08/10')]
    expect(jalaliText(dueOfResuming(counter.db, day('1405/08/02'), stood, day('1405/08/10')))).toBe('1405/08/24')
    choose(counter, 'dayCount', 'all_days')
    expect(jalaliText(dueOfFiling(counter.db, day('1405/08/02')))).toBe('1405/08/16')
  })

  test.each([
    ['1405/08/01', '1405/08/05', '1405/08/12', '1405/08/22'], ['1405/08/01', '1405/08/05', '1405/08/05', '1405/08/15'],
    ['1404/12/20', '1404/12/25', '1405/01/10', '1405/01/19'],
  ])('S0-11: filed %s, paused %s to %s, due %s', (filed, from, to, due) => {
    expect(jalaliText(clockOf({ filedOn: day(filed), dueOn: null, pauses: [pause(from, to)] }, day(to), false).dueOn)).toBe(due)
  })

  test('S0-10: fourteen days are left on the filing day, none on the last, less than none after it; a decision stops the count', () => {
    const filed = day('1405/08/01')
    const left = (today: string, stopped = false): number | null => clockOf({ filedOn: filed, dueOn: null, pauses: [] }, day(today), stopped).daysLeft
    expect([left('1405/08/01'), left('1405/08/15'), left('1405/08/18'), left('1405/08/18', true)]).toEqual([14, 0, -3, null])
  })

  test('S0-11: while it stands still the days that are left stay as many', () => {
    const facts = { filedOn: day('1405/08/01'), dueOn: null, pauses: [pause('1405/08/05', null)] }
    expect([day('1405/08/05'), day('1405/08/20'), day('1405/09/20')].map((today) => clockOf(facts, today, false).daysLeft)).toEqual([10, 10, 10])
  })

  test('S0-11: stopping and going on in any order never takes a promised day away, and counts each day once', () => {
    const counter = createCounter()
    const steps = fc.array(fc.record({ run: fc.nat(6), rest: fc.nat(20), anew: fc.boolean() }), { maxLength: 6 })
    return filedOf(counter).then((id) => {
      fc.assert(fc.property(steps, (walk) => {
        counter.db.prepare('DELETE FROM dossier_pauses').run()
        const filed = '2026-11-21'
        let [today, due, used] = [filed, dueOfFiling(counter.db, filed), 0]
        for (const { run, rest, anew } of walk) {
          today = addDays(today, run)
          openPause(counter.db, id, { fromDay: today, kind: 'correction', reason: 'x' })
          const left = daysBetween(today, due)
          today = addDays(today, rest)
          closePause(counter.db, id, today, anew)
          const next = dueOfResuming(counter.db, filed, listPauses(counter.db, id), today)
          used = anew ? 0 : used + run
          expect(next >= due || left > 14).toBe(true)
          expect(daysBetween(today, next)).toBe(14 - used)
          due = next
        }
      }), { numRuns: 60 })
    })
  })

  test('S0-11: by setting a returned dossier begins its fourteen days anew, and keeps them through a later return', async () => {
    const counter = createCounter()
    const { giveBack, answer } = acts(counter)
    const id = await filedOf(counter)
    choose(counter, 'returnedClock', 'restart')
    counter.setToday('2026-12-01')
    await giveBack(id)
    counter.setToday('2026-12-03')
    expect((await counter.ask('read', { id })).clock).toMatchObject({ daysLeft: 14, dueOn: '2026-12-17' })
    await answer(id)
    expect(counter.row(id).dueOn).toBe('2026-12-17')
    choose(counter, 'returnedClock', 'resume')
    counter.setToday('2026-12-10')
    await giveBack(id)
    counter.setToday('2026-12-12')
    await answer(id)
    expect(counter.row(id).dueOn).toBe('2026-12-19')
  })
})

test.each([['1405/08/30', '1405/09/10'], ['1405/06/25', '1405/07/04'], ['1405/12/20', '1406/01/01'], ['1403/12/20', '1403/12/30']])(
  'D02, S3-13: filed %s, looked up from %s, whatever is paused', (filed, from) => {
    const looked = (pauses: Pause[]): string => jalaliText(clockOf({ filedOn: day(filed), dueOn: null, pauses }, day(filed), false).lookUpOn)
    expect([looked([]), looked([pause(filed, null)])]).toEqual([from, from])
  },
)

test.each([['1405/08/01', '1405/08/08'], ['1405/12/25', '1406/01/03']])('D06, S4-06: at the agency since %s, its own last day is %s', (since, due) => {
  const counter = createCounter()
  expect(jalaliText(dueOfAgency(counter.db, day(since)))).toBe(due)
  choose(counter, 'agencyDays', '3')
  expect(dueOfAgency(counter.db, day(since))).toBe(addDays(day(since), 3))
})

test('D13: a refusal may be objected to for thirty days, the thirtieth included; at 0 not at all', () => {
  const counter = createCounter()
  expect(jalaliText(objectionUntil(counter.db, day('1405/08/01')) ?? '')).toBe('1405/09/01')
  choose(counter, 'objectionDays', '0')
  expect(objectionUntil(counter.db, day('1405/08/01'))).toBeNull()
})
