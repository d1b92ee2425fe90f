import fc from 'fast-check'
import { expect, test } from 'vitest'
import { activityTypes, skillEvidences } from '#contract/dossiers'
import { gateIds } from '#contract/referrals'
import { addDays, fromDayNumber } from '#contract/values/jalali'
import { evaluate, outcomeLetters } from './evaluate'
import type { Facts } from './facts'
import { goodFacts } from './testing/good-facts'

/** Days between 1389 and 1499, the years a programme may have. */
const anyDay = fc.integer({ min: 14_700, max: 55_000 }).map(fromDayNumber)
const anyRial = fc.oneof(fc.integer({ min: 0, max: 3_000_000_000 }), fc.maxSafeNat())

const anyFacts: fc.Arbitrary<Facts> = fc.record({
  activity: fc.constantFrom(...activityTypes),
  request: fc.record({ amountRial: anyRial, bankCode: fc.constantFrom('022', '018', ''), need: fc.string(), capacity: fc.string(), jobs: fc.nat(3) }),
  permit: fc.record({
    no: fc.string(), status: fc.oneof(fc.constantFrom('valid', 'conditional', 'suspended'), fc.string()), signatureValid: fc.boolean(),
    issuedOn: anyDay, path: fc.constantFrom('normal', 'registration_based'), skillDue: fc.option(anyDay),
  }),
  wish: fc.record({ loanWanted: fc.boolean(), fieldAllowsLoan: fc.boolean() }),
  visit: fc.option(fc.record({
    visitedOn: anyDay, complete: fc.boolean(), officeAttendees: fc.nat(2), agencyAttendees: fc.nat(2),
    completedByRole: fc.option(fc.constantFrom('system_manager', 'expert')), executionAssured: fc.option(fc.boolean()),
  })),
  readiness: fc.option(fc.constantFrom('ready', 'not_ready')),
  employment: fc.record({ government: fc.boolean(), checkedOn: fc.option(anyDay) }),
  earlier: fc.option(fc.record({ ref: fc.string(), on: anyDay })),
  skillEvidence: fc.option(fc.constantFrom(...skillEvidences)),
  year: fc.option(fc.record({
    year: fc.integer({ min: 1389, max: 1499 }), open: fc.boolean(), independentCeilingRial: anyRial,
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
