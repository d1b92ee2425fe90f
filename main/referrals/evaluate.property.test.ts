import fc from 'fast-check'
import { expect, test } from 'vitest'
import { activityTypes, skillEvidences } from '#contract/dossiers'
import { gateIds } from '#contract/referrals'
import { addDays, fromDayNumber } from '#contract/values/jalali'
import { evaluate, outcomeLetters } from './evaluate'
import type { Facts } from './facts'
import { ceilingOf } from './rules/ceiling'
import { goodFacts, goodSupporter } from './testing/good-facts'

/** Days between 1389 and 1499, the years a programme may have. */
const anyDay = fc.integer({ min: 14_700, max: 55_000 }).map(fromDayNumber)
const anyRial = fc.oneof(fc.integer({ min: 0, max: 3_000_000_000 }), fc.maxSafeNat())

const anyFacts: fc.Arbitrary<Facts> = fc.record({
  activity: fc.constantFrom(...activityTypes),
  request: fc.record({
    amountRial: anyRial, bankCode: fc.constantFrom('022', '018', ''), need: fc.string(), capacity: fc.string(), jobs: fc.nat(3),
    requestedOn: fc.option(anyDay), expansion: fc.boolean(), commitmentsFulfilled: fc.boolean(), commitmentsEvidence: fc.string(),
  }),
  holderAlive: fc.boolean(),
  outstandingRial: fc.oneof(fc.constant(0), anyRial),
  checks: fc.record({ prePermit: fc.boolean(), preLoanOn: fc.option(anyDay) }),
  covered: fc.record({
    accepted: fc.nat(60), committed: fc.nat(60), lastAcceptedOn: fc.option(anyDay), confirmation: fc.constantFrom('none', 'approved', 'refused'),
    confirmedOn: fc.option(anyDay),
  }),
  policy: fc.record({
    visitMustBePositive: fc.boolean(), lateVisit: fc.constantFrom('note', 'refuse'), employmentCheckDays: fc.integer({ min: 1, max: 400 }),
    countBasis: fc.constantFrom('accepted', 'committed'), minCovered: fc.option(fc.integer({ min: 1, max: 50 })),
  }),
  permit: fc.record({
    no: fc.string(), status: fc.oneof(fc.constantFrom('valid', 'conditional', 'suspended'), fc.string()), signatureValid: fc.boolean(),
    issuedOn: anyDay, path: fc.constantFrom('normal', 'development', 'registration_based'), skillDue: fc.option(anyDay),
  }),
  wish: fc.record({ loanWanted: fc.boolean(), fieldAllowsLoan: fc.boolean() }),
  visit: fc.option(fc.record({
    visitedOn: anyDay, complete: fc.boolean(), officeAttendees: fc.nat(2), agencyAttendees: fc.nat(2),
    completedByRole: fc.option(fc.constantFrom('system_manager', 'expert')), executionAssured: fc.option(fc.boolean()), active: fc.boolean(),
  })),
  readiness: fc.option(fc.constantFrom('ready', 'not_ready')),
  employment: fc.record({ government: fc.boolean(), checkedOn: fc.option(anyDay) }),
  earlier: fc.option(fc.record({ ref: fc.string(), on: anyDay, state: fc.constantFrom('paid', 'under_way'), asSupporter: fc.boolean() })),
  skillEvidence: fc.option(fc.constantFrom(...skillEvidences)),
  year: fc.option(fc.record({
    year: fc.integer({ min: 1389, max: 1499 }), open: fc.boolean(), independentCeilingRial: anyRial, supporterCeilingRial: anyRial, perCoveredRial: anyRial, minCovered: fc.option(fc.integer({ min: 1, max: 50 })),
    bankCodes: fc.subarray(['012', '022']), absorbBy: fc.option(anyDay),
  })),
  county: fc.record({ title: fc.string(), leftRial: fc.option(anyRial) }),
  heldInYear: fc.option(fc.integer({ min: 1389, max: 1499 })),
})

test('evaluate is total: thirteen outcomes for any facts, and passed exactly when none fails', () => {
  fc.assert(fc.property(anyFacts, anyDay, (facts, on) => {
    const evaluation = evaluate(facts, on)
    expect(evaluation.outcomes.map(({ gate }) => gate)).toEqual(gateIds)
    expect(evaluation.passed).toBe(!outcomeLetters(evaluation).includes('f'))
    expect(evaluation.outcomes.every(({ text, result, earliestOn }) => text !== '' && (result === 'fail' || earliestOn === null))).toBe(true)
    expect(evaluation).toEqual(evaluate(structuredClone(facts), on))
  }))
})

test('S1-A3: the ceiling gate passes exactly when the amount is not above the ceiling', () => {
  fc.assert(fc.property(anyRial, anyRial, (amountRial, independentCeilingRial) => {
    const good = goodFacts()
    const facts = goodFacts({ request: { ...good.request, amountRial }, year: { ...good.year!, independentCeilingRial } })
    expect(evaluate(facts, '2026-10-23').outcomes[5]!.result).toBe(amountRial <= independentCeilingRial ? 'pass' : 'fail')
  }))
})

test('asking for more never opens a gate (from one rial up)', () => {
  fc.assert(fc.property(anyFacts, anyDay, fc.integer({ min: 1, max: 2_000_000_000 }), fc.nat(2_000_000_000), (facts, on, amountRial, more) => {
    const less = evaluate({ ...facts, request: { ...facts.request, amountRial } }, on).outcomes
    const greater = evaluate({ ...facts, request: { ...facts.request, amountRial: amountRial + more } }, on).outcomes
    expect(less.filter((outcome, i) => outcome.result === 'fail' && greater[i]!.result !== 'fail')).toEqual([])
  }))
})

test('S1-A10: with only time missing, the named day is the first on which the gate opens', () => {
  fc.assert(fc.property(anyDay, fc.integer({ min: 0, max: 60 }), (issuedOn, waited) => {
    const good = goodFacts()
    const facts = goodFacts({
      permit: { ...good.permit, path: 'registration_based', issuedOn }, visit: { ...good.visit!, visitedOn: issuedOn, executionAssured: true },
      employment: { government: false, checkedOn: issuedOn },
    })
    const { passed, earliestOn } = evaluate(facts, addDays(issuedOn, waited))
    expect(passed).toBe(waited >= 45)
    expect(earliestOn).toBe(passed ? null : addDays(issuedOn, 45))
  }))
})

/**
 * The gates once more, written from the domain model's table and not from the rules: what must be true of every referral that
 * may be issued.
 */
const mustHold = (f: Facts, on: string): [string, boolean][] => {
  const supporter = f.activity === 'supporter_natural' || f.activity === 'supporter_legal'
  const { request, permit, visit, year, covered } = f
  const n = f.policy.countBasis === 'committed' ? covered.committed : covered.accepted
  const days = (from: string, to: string): number => (Date.parse(to) - Date.parse(from)) / 86_400_000
  const ceiling = !year ? 0n : !supporter ? BigInt(year.independentCeilingRial)
    : [BigInt(year.supporterCeilingRial), BigInt(year.perCoveredRial) * BigInt(n)].reduce((a, b) => (a < b ? a : b))
  return [
    ['S1-A5', request.amountRial > 0 && request.jobs >= 1 && request.need.trim() !== '' && request.capacity.trim() !== ''],
    ['S1-A9a', year?.bankCodes.includes(request.bankCode) === true],
    ['S4-09', f.activity !== 'covered' && f.activity !== 'cooperative'],
    ['S0-08', ['valid', 'conditional'].includes(permit.status) && permit.signatureValid && f.wish.loanWanted && f.wish.fieldAllowsLoan],
    ['S0-25', f.holderAlive],
    ['S1-B1', visit !== null && visit.complete && visit.officeAttendees > 0 && visit.agencyAttendees > 0],
    ['S1-B4', visit?.completedByRole === 'system_manager' && visit.visitedOn >= permit.issuedOn],
    ['S1-A10', permit.path !== 'registration_based' || (days(permit.issuedOn, on) >= 45 && visit?.executionAssured === true)],
    ['S1-A3', BigInt(request.amountRial) + BigInt(f.outstandingRial) <= ceiling],
    ['S1-A8', f.readiness === 'ready'],
    ['S1-A9b', !f.employment.government && f.employment.checkedOn !== null && days(f.employment.checkedOn, on) <= f.policy.employmentCheckDays],
    ['S1-A7', f.earlier === null || (supporter && request.commitmentsFulfilled && request.commitmentsEvidence.trim() !== '' && f.earlier.state === 'paid')],
    ['S1-A6', f.earlier?.asSupporter !== true || request.expansion],
    ['S1-B2', !supporter || (f.checks.prePermit && f.checks.preLoanOn !== null && request.requestedOn !== null && f.checks.preLoanOn >= request.requestedOn)],
    ['S4-11', !supporter || (covered.accepted >= Math.max(1, year?.minCovered ?? f.policy.minCovered ?? 1) && covered.confirmation === 'approved'
      && covered.confirmedOn !== null && covered.confirmedOn >= (covered.lastAcceptedOn ?? ''))],
    ['S1-B7', f.skillEvidence === 'certificate' || f.skillEvidence === 'degree' || (permit.skillDue !== null && on <= permit.skillDue)],
    ['S1-A1', year?.open === true && (year.absorbBy === null || on <= year.absorbBy) && (f.county.leftRial ?? -1) >= request.amountRial],
  ]
}

/** Good facts with a handful of parts replaced by anything: near enough to the border that many still pass. */
const nearlyGood: fc.Arbitrary<Facts> = fc.tuple(
  fc.constantFrom(goodFacts(), goodSupporter(), goodSupporter(39), goodSupporter(1)), anyFacts,
  fc.subarray(['activity', 'request', 'permit', 'holderAlive', 'wish', 'visit', 'readiness', 'employment', 'earlier', 'outstandingRial', 'checks', 'covered',
    'skillEvidence', 'year', 'county', 'heldInYear', 'policy'] as const, { maxLength: 2 }),
).map(([good, any, parts]) => ({ ...good, ...Object.fromEntries(parts.map((part) => [part, any[part]])) }))

test('S0-08, S1-A3…S1-B7, S4-11: no facts let a referral pass that breaks a gate', () => {
  let passed = 0
  fc.assert(fc.property(fc.oneof(nearlyGood, anyFacts), fc.constantFrom('2026-10-23', '2026-11-30', '2027-03-25'), (facts, on) => {
    if (!evaluate(facts, on).passed) return
    passed += 1
    expect(mustHold(facts, on).filter(([, holds]) => !holds)).toEqual([])
  }), { numRuns: 3000 })
  expect(passed).toBeGreaterThan(50)
})

test('S1-A3: more covered persons never lower a supporter\'s ceiling, and it never passes either bound', () => {
  fc.assert(fc.property(fc.nat(80), anyRial, anyRial, (accepted, supporterCeilingRial, perCoveredRial) => {
    const at = (n: number): number => ceilingOf(goodSupporter(n, { year: { ...goodFacts().year!, supporterCeilingRial, perCoveredRial } })) ?? -1
    expect(at(accepted + 1)).toBeGreaterThanOrEqual(at(accepted))
    expect(at(accepted)).toBeLessThanOrEqual(supporterCeilingRial)
    expect(BigInt(at(accepted))).toBeLessThanOrEqual(BigInt(perCoveredRial) * BigInt(accepted))
  }))
})
