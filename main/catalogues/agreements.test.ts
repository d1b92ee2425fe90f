import { expect, test } from 'vitest'
import { serviceOpen } from './agreements'
import { createDesk, refusal } from './testing/desk'

const text = 'متن تازۀ توافقنامۀ سطح خدمت ساماندهی مشاغل خانگی'
const next = { service: 'home_business', version: 1, text, from: '1405/09/01' } as const

test('S0-14: the agreement names both sides\' duties, supervision and complaint, as the source words it', () => {
  const { services } = createDesk().ask('agreements', {})
  expect(services.home_business).toMatchObject({ open: true, inForce: 1 })
  for (const part of ['توافق دوجانبه', 'روش‌های نظارت', 'تعهدات متقابل', '۱۴ روز', 'رایگان', 'شکایت']) expect(services.home_business.versions[0]?.text).toContain(part)
})

test('S0-29: a new version is in force from its day, the former stays readable', () => {
  const { ask, logged } = createDesk()
  expect(ask('publishAgreement', next)).toMatchObject({ version: 2, from: '2026-11-22', closesOn: null, publishedBy: 'manager' })
  const { inForce, versions } = ask('agreements', {}).services.home_business
  expect([inForce, versions.map(({ version }) => version)]).toEqual([1, [2, 1]])
  expect(logged('agreement.publish')).toMatchObject([{ service: 'home_business', version: 2, from: '2026-11-22' }])
})

test('S2-17: the aid agreement has versions of its own', () => {
  const { ask } = createDesk()
  ask('publishAgreement', { ...next, service: 'aid' })
  const { services } = ask('agreements', {})
  expect([services.aid.versions.length, services.home_business.versions.length]).toEqual([2, 1])
})

test.each([['S0-30', 'home_business', 'aid'], ['S2-18', 'aid', 'home_business']] as const)('%s: only a law closes the service %s, from its day on; the other goes on', (_clause, service, other) => {
  const { db, ask } = createDesk()
  const closing = { ...next, service, closesOn: '1405/10/01' }
  expect(refusal(() => ask('publishAgreement', closing))).toEqual({ code: 'INPUT_INVALID', fields: [{ field: 'closingLaw', reason: 'REQUIRED' }] })
  expect(refusal(() => ask('publishAgreement', { ...closing, closingLaw: 'قانون', closesOn: '1405/08/30' }))).toEqual({ code: 'INPUT_INVALID', fields: [{ field: 'closesOn', reason: 'DATE_ORDER' }] })
  expect(serviceOpen(db, service, '2027-06-01')).toBe(true)
  ask('publishAgreement', { ...closing, closingLaw: 'قانون ۱۴۰۵/۷/۱' })
  expect([serviceOpen(db, service, '2026-12-21'), serviceOpen(db, service, '2026-12-22'), serviceOpen(db, other, '2026-12-22')]).toEqual([true, false, true])
  ask('publishAgreement', { ...next, service, version: 2, from: '1406/01/01' })
  expect(serviceOpen(db, service, '2027-06-01')).toBe(true)
})

test('a version is published over the newest one only, and not before it', () => {
  const { ask } = createDesk()
  ask('publishAgreement', next)
  expect(refusal(() => ask('publishAgreement', next)).code).toBe('VERSION_STALE')
  expect(refusal(() => ask('publishAgreement', { ...next, version: 2, from: '1405/08/01' })).code).toBe('AGREEMENT_ORDER')
  expect(ask('agreements', {}).services.home_business.versions).toHaveLength(2)
})
