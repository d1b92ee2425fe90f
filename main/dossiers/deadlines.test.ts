import { expect, test } from 'vitest'
import { deadlineKinds } from '#contract/intake'
import { deadlineSql, overdueSql, silentSql, unansweredSql } from '#db/dossiers/deadline-repo'
import { queryPlan } from '#db/testing/memory-db'
import { acts, choose, jalali, nationalIdOf, passDay } from './testing/acts'
import { createCounter, type Counter } from './testing/counter'
import { filedOf, tailoring, zahra } from './testing/submissions'

const person = (n: number) => ({ ...zahra, nationalId: nationalIdOf(n), mobile: `0916${String(n).padStart(7, '0')}` })
const filedAgo = (counter: Counter, n: number, day: string): Promise<string> => filedOf(counter, person(n), tailoring, jalali(day))

test('S0-10, S0-11, S4-06: late, in its last three days, late at the agency, standing still: each in its own list, the most urgent first', async () => {
  const counter = createCounter()
  counter.setToday('2026-11-01')
  const stood = await filedAgo(counter, 1, '2026-11-01')
  await acts(counter).giveBack(stood)
  const late = await filedAgo(counter, 2, '2026-11-01')
  counter.setToday('2026-11-21')
  const later = await filedAgo(counter, 3, '2026-10-30')
  const soon = await filedAgo(counter, 4, '2026-11-10')
  const lastDay = await filedAgo(counter, 5, '2026-11-07')
  await filedAgo(counter, 6, '2026-11-21')
  const list = async (kind: (typeof deadlineKinds)[number]) => counter.ask('deadlines', { kind })
  const ids = async (kind: (typeof deadlineKinds)[number]): Promise<string[]> => (await list(kind)).items.map((item) => item.id)
  expect(await ids('late')).toEqual([later, late])
  expect(await ids('due_soon')).toEqual([lastDay, soon])
  expect(await ids('agency_late')).toEqual([late])
  expect(await ids('paused')).toEqual([stood])
  expect((await list('late')).counts).toEqual({ late: 2, due_soon: 2, agency_late: 1, paused: 1 })
  expect((await list('late')).items.map((item) => item.clock?.daysLeft)).toEqual([-8, -6])
})

test('a list is read page by page, each row once, also where many share a day', async () => {
  const counter = createCounter()
  for (let n = 1; n <= 7; n += 1) await filedAgo(counter, n, n < 4 ? '2026-11-01' : '2026-11-02')
  const seen: string[] = []
  let after: string | null = null
  do {
    const page: { items: { id: string }[]; next: string | null } = await counter.ask('deadlines', { kind: 'late', after, limit: 3 })
    seen.push(...page.items.map((item) => item.id))
    after = page.next
  } while (after)
  expect(new Set(seen).size).toBe(7)
  expect(seen).toHaveLength(7)
  await expect(counter.ask('deadlines', { kind: 'late', after: 'nonsense' })).rejects.toMatchObject({ code: 'INPUT_INVALID' })
})

test('each list goes by its own index, and sorts nothing', () => {
  const { db } = createCounter()
  const values = { today: '2026-11-21', soon: '2026-11-24', day: '', id: '', limit: 50 }
  const indices = { late: 'dossiers_by_due', due_soon: 'dossiers_by_due', agency_late: 'dossiers_by_agency_due', paused: 'dossier_pauses_open' }
  for (const kind of deadlineKinds) {
    const plan = queryPlan(db, deadlineSql(kind).items, values)
    expect(plan, kind).toContain(indices[kind])
    expect(plan, kind).not.toContain('TEMP B-TREE')
    expect(queryPlan(db, deadlineSql(kind).count, values), kind).toContain(indices[kind])
  }
  expect(queryPlan(db, overdueSql, '2026-11-21', '', 50)).toContain('messages_by_dossier')
  expect(queryPlan(db, unansweredSql, { after: '', from: '2026-11-01', to: '2026-11-02', days: 10, limit: 50 })).toContain('dossiers_by_state')
  expect(queryPlan(db, silentSql, 'draft', '', '2026-11-21', 50)).toContain('dossiers_by_state')
})

test('S0-27: on the fifteenth day the applicant hears once that it is late and where to complain; nothing is decided', async () => {
  const counter = createCounter()
  const id = await filedOf(counter)
  const overdue = (): number => counter.told().filter((key) => key === 'dossier.overdue').length
  counter.setToday('2026-12-05')
  passDay(counter)
  expect(overdue()).toBe(0)
  counter.setToday('2026-12-06')
  expect(passDay(counter)[2]).toBe(1)
  expect(overdue()).toBe(1)
  const text = counter.db.prepare<[], string>("SELECT text FROM messages WHERE key = 'dossier.overdue'").pluck().get()
  expect(text).toContain('zrm.mcls.gov.ir')
  counter.setToday('2026-12-20')
  expect(passDay(counter)[2]).toBe(0)
  expect([overdue(), counter.row(id).state]).toEqual([1, 'at_agency'])
})

test('S0-27: many late ones are told in several chunks, each of them once', async () => {
  const counter = createCounter()
  for (let n = 1; n <= 53; n += 1) await filedOf(counter, person(n))
  counter.setToday('2026-12-10')
  choose(counter, 'complaintAddress', 'shekayat.ir')
  expect(passDay(counter)[2]).toBe(53)
  expect(counter.told().filter((key) => key === 'dossier.overdue')).toHaveLength(53)
}, 30_000)
