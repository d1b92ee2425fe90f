import fc from 'fast-check'
import { expect, test } from 'vitest'
import { addDays, daysBetween } from '#contract/values/jalali'
import { Fault } from '#main/app/fault'
import { dayCountOf } from '#main/catalogues/index'
import { moveDossier } from '#main/dossiers/index'
import { createCounter, type Counter } from '#main/dossiers/testing/counter'
import { filedOf } from '#main/dossiers/testing/submissions'
import { canonicalText, sha256 } from '#main/ledger/index'
import { writeSetting } from '#db/catalogues/setting-repo'
import { listEntries } from '#db/ledger/ledger-repo'
import { transact } from '#db/transact'
import { recordComplaint } from './complaints'
import { evidence, stepsOf } from './evidence'

const filedOn = '2026-11-21'
/** Filed on 1405/08/30 and, by `today`, still with its agency. */
const waiting = async (days: number): Promise<{ counter: Counter; dossierId: string }> => {
  const counter = createCounter()
  const dossierId = await filedOf(counter)
  counter.setToday(addDays(filedOn, days))
  return { counter, dossierId }
}
const move = (counter: Counter, id: string, command: string, change: Parameters<typeof moveDossier>[3]): void => {
  transact(counter.db, () => { moveDossier(counter.as('expert'), counter.row(id), command, change) })
}

test('S0-27: from day 15 an undecided dossier has its evidence: due day, days late, its way with ages, and where to complain', async () => {
  const { counter, dossierId } = await waiting(15)
  recordComplaint(counter.as('clerk'), { service: 'home_business', dossierId, number: 'ZRM-1', on: '2026-12-06', subject: 'پاسخی نیامد', evidence: null })
  const { evidence: report, digest } = evidence(counter.as('expert'), { dossierId })
  expect(report).toMatchObject({
    v: 1, office: 'اداره‌کل خوزستان', name: 'زهرا نمونه‌پور', fieldTitle: 'خیاطی', countyTitle: 'اهواز', state: 'at_agency', filedOn, dueOn: '2026-12-05',
    madeOn: '2026-12-06', dayCount: 'all_days', daysLate: 1, usedDays: 15, pausedDays: 0, pauses: [], complaintUrl: 'zrm.mcls.gov.ir', madeBy: 'expert',
    complaints: [{ number: 'ZRM-1', on: '2026-12-06', subject: 'پاسخی نیامد', result: null }],
  })
  expect(report.steps.map(({ kind }) => kind)).toEqual(['dossier.open', 'dossier.savePlan', 'dossier.file', 'dossier.route'])
  expect(digest).toBe(sha256(canonicalText(report)))
})

test('S0-27: the digest stands in the ledger as an export, the same report has the same digest, and a complaint may carry it', async () => {
  const { counter, dossierId } = await waiting(20)
  const first = evidence(counter.as('expert'), { dossierId })
  expect(evidence(counter.as('expert'), { dossierId })).toEqual(first)
  const entries = listEntries(counter.db, null, 'export.make', 10)
  expect(entries).toHaveLength(2)
  expect(entries[0]).toMatchObject({ aggregate_type: 'Dossier', aggregate_id: dossierId, delivery_state: null })
  expect(JSON.parse(entries[0]!.payload)).toMatchObject({ what: 'evidence', digest: first.digest, days_late: 6 })
  const complaint = { service: 'home_business', dossierId, number: 'ZRM-2', on: '2026-12-11', subject: 'دیرکرد', evidence: first.digest } as const
  expect(recordComplaint(counter.as('clerk'), complaint).evidence).toBe(first.digest)
  counter.setToday('2026-12-13')
  expect(evidence(counter.as('expert'), { dossierId }).digest).not.toBe(first.digest)
})

test('S0-27: within the fourteen days, on the last of them, or once decided there is nothing to complain of', async () => {
  const { counter, dossierId } = await waiting(14)
  expect(() => evidence(counter.as('expert'), { dossierId })).toThrow('DOSSIER_NOT_LATE')
  counter.setToday(addDays(filedOn, 30))
  move(counter, dossierId, 'dossiers.withdraw', { kind: 'dossier.withdraw' })
  expect(() => evidence(counter.as('expert'), { dossierId })).toThrow('DOSSIER_NOT_LATE')
  expect(listEntries(counter.db, null, 'export.make', 10)).toEqual([])
  expect(() => evidence(counter.as('expert'), { dossierId: '019ab000-0000-7000-8000-000000000009' })).toThrow(new Fault('NOT_FOUND'))
})

test('S0-27, S0-11: days in which the applicant had to mend something are not the office\'s delay', async () => {
  const { counter, dossierId } = await waiting(4)
  move(counter, dossierId, 'dossiers.returnForCorrection', {
    kind: 'dossier.returnForCorrection', pause: { kind: 'documents', reason: 'کارت بهداشت' }, set: { returnTo: 'at_agency', asked: '{}' },
  })
  counter.setToday(addDays(filedOn, 11))
  move(counter, dossierId, 'dossiers.resubmit', { to: 'at_agency', kind: 'dossier.resubmit' })
  counter.setToday(addDays(filedOn, 21))
  expect(() => evidence(counter.as('expert'), { dossierId })).toThrow('DOSSIER_NOT_LATE')
  counter.setToday(addDays(filedOn, 23))
  expect(evidence(counter.as('expert'), { dossierId }).evidence).toMatchObject({
    dueOn: addDays(filedOn, 21), daysLate: 2, usedDays: 16, pausedDays: 7,
    pauses: [{ from: addDays(filedOn, 4), to: addDays(filedOn, 11), days: 7, kind: 'documents', reason: 'کارت بهداشت' }],
  })
})

test('S0-27, S0-10: where the office counts working days, so does the report, and it says so', async () => {
  const counter = createCounter()
  transact(counter.db, (db) => { writeSetting(db, 'dayCount', 'working_days', '2026-11-01T06:00:00Z') })
  const dossierId = await filedOf(counter)
  counter.setToday(addDays(filedOn, 2))
  move(counter, dossierId, 'dossiers.returnForCorrection', {
    kind: 'dossier.returnForCorrection', pause: { kind: 'documents', reason: 'کارت بهداشت' }, set: { returnTo: 'at_agency', asked: '{}' },
  })
  counter.setToday(addDays(filedOn, 9))
  move(counter, dossierId, 'dossiers.resubmit', { to: 'at_agency', kind: 'dossier.resubmit' })
  counter.setToday(addDays(filedOn, 30))
  const { evidence: report } = evidence(counter.as('expert'), { dossierId })
  const count = dayCountOf(counter.db)
  expect(report.pausedDays).toBeLessThan(7)
  expect(report).toMatchObject({
    dayCount: 'working_days', pausedDays: count.between(addDays(filedOn, 2), addDays(filedOn, 9)),
    usedDays: count.between(filedOn, addDays(filedOn, 30)) - report.pausedDays, daysLate: daysBetween(report.dueOn, report.madeOn),
    pauses: [{ days: report.pausedDays }],
  })
  expect(report.usedDays).toBe(14 + count.between(report.dueOn, report.madeOn))
})

test('S0-27: the complaint address is the setting\'s', async () => {
  const { counter, dossierId } = await waiting(15)
  writeSetting(counter.db, 'complaintAddress', 'shekayat.example.ir', '2026-12-06T06:00:00Z')
  expect(evidence(counter.as('expert'), { dossierId }).evidence.complaintUrl).toBe('shekayat.example.ir')
})

test('ages are days in Tehran: what happens after half past eight in the evening UTC is of the next day', () => {
  const steps = stepsOf([
    { seq: 1, at: '2026-11-21T20:29:59Z', kind: 'dossier.file', actor: 'a', note: null }, { seq: 2, at: '2026-11-21T20:30:00Z', kind: 'opinion.record', actor: 'a', note: null },
    { seq: 3, at: '2026-11-25T06:00:00Z', kind: 'receipt.print', actor: 'a', note: null }, { seq: 4, at: '2026-11-26T06:00:00Z', kind: 'review.submit', actor: 'a', note: 'ن' },
  ], filedOn)
  expect(steps.map(({ kind, day, age, since }) => [kind, day, age, since])).toEqual([
    ['dossier.file', '2026-11-21', 0, 0], ['opinion.record', '2026-11-22', 1, 1], ['review.submit', '2026-11-26', 5, 4],
  ])
})

test('the ages of the steps add up, whatever the days', () => {
  fc.assert(fc.property(fc.array(fc.nat(40), { minLength: 1, maxLength: 12 }), (gaps) => {
    let day = filedOn
    const timeline = gaps.map((gap, seq) => ({ seq, at: `${(day = addDays(day, gap))}T08:00:00Z`, kind: 'x', actor: 'a', note: null }))
    const steps = stepsOf(timeline, filedOn)
    expect(steps.at(-1)!.age).toBe(steps[0]!.age + steps.reduce((sum, { since }) => sum + since, 0))
  }))
})
