import { expect, test } from 'vitest'
import { gateIds, type GateId, type GateOutcome } from '#contract/referrals'
import { evaluate, outcomeLetters } from './evaluate'
import type { Facts } from './facts'
import { rules } from './rules/index'
import { ceilingOf } from './rules/ceiling'
import { day, goodFacts, goodSupporter } from './testing/good-facts'

const today = day('1405/08/01')
const outcome = (gate: GateId, facts: Facts, on = today): GateOutcome => evaluate(facts, on).outcomes.find((o) => o.gate === gate)!
const good = goodFacts()
const request = (change: Partial<Facts['request']>): Facts => goodFacts({ request: { ...good.request, ...change } })
const permit = (change: Partial<Facts['permit']>, rest: Partial<Facts> = {}): Facts => goodFacts({ permit: { ...good.permit, ...change }, ...rest })
const visit = (change: Partial<NonNullable<Facts['visit']>>): Facts['visit'] => ({ ...good.visit!, ...change })
const year = (change: Partial<NonNullable<Facts['year']>>): Facts => goodFacts({ year: { ...good.year!, ...change } })

const confirmed = (change: Partial<NonNullable<Facts['visit']>> | null): Facts => permit(
  { path: 'registration_based', issuedOn: day('1405/08/30') },
  { visit: change === null ? null : visit({ visitedOn: day('1405/09/10'), executionAssured: true, ...change }) },
)

const fulfilled = { commitmentsFulfilled: true, commitmentsEvidence: 'نامۀ ۱۲ دستگاه' }
const repeat = (facts: Facts, earlier: Partial<NonNullable<Facts['earlier']>>, asked: Partial<Facts['request']>): Facts => ({
  ...facts, request: { ...facts.request, ...asked }, earlier: { ref: 'R-0600-1404-01-00017-1', on: day('1404/05/01'), state: 'paid', asSupporter: false, ...earlier },
})
const supporterAsks = (accepted: number, amountRial: number): Facts => goodSupporter(accepted, { request: { ...good.request, amountRial } })

type Row = [clause: string, gate: GateId, name: string, facts: Facts, result: GateOutcome['result'], on?: string]
const table: Row[] = [
  ['S1-A5', 'REF-00', 'all filled', good, 'pass'],
  ['S1-A5', 'REF-00', 'no job', request({ jobs: 0 }), 'fail'],
  ['S1-A5', 'REF-00', 'no amount', request({ amountRial: 0 }), 'fail'],
  ['S1-A5', 'REF-00', 'no need', request({ need: ' ' }), 'fail'],
  ['S1-A5', 'REF-00', 'no capacity', request({ capacity: '' }), 'fail'],
  ['S1-A9a', 'REF-00', 'bank outside the year', request({ bankCode: '018' }), 'fail'],
  ['S1-A9a', 'REF-00', 'covered person', goodFacts({ activity: 'covered' }), 'fail'],
  ['S0-08', 'REF-01', 'valid', good, 'pass'],
  ['S0-08', 'REF-01', 'conditional', permit({ status: 'conditional' }), 'pass'],
  ['S0-08', 'REF-01', 'suspended', permit({ status: 'suspended' }), 'fail'],
  ['S0-08', 'REF-01', 'expired', permit({ status: 'expired' }), 'fail'],
  ['S0-25', 'REF-01', 'holder died', permit({ status: 'closed_by_death' }), 'fail'],
  ['S0-08', 'REF-01', 'a status nobody knows', permit({ status: 'constructor' }), 'fail'],
  ['S0-08', 'REF-01', 'broken signature', permit({ signatureValid: false }), 'fail'],
  ['S0-08', 'REF-02', 'wanted and allowed', good, 'pass'],
  ['S0-08', 'REF-02', 'not wanted', goodFacts({ wish: { loanWanted: false, fieldAllowsLoan: true } }), 'fail'],
  ['S0-08', 'REF-02', 'field without loans', goodFacts({ wish: { loanWanted: true, fieldAllowsLoan: false } }), 'fail'],
  ['S1-B4', 'REF-03', 'complete', good, 'pass'],
  ['S1-B4', 'REF-03', 'no visit', goodFacts({ visit: null }), 'fail'],
  ['S1-B4', 'REF-03', 'visited, form draft', goodFacts({ visit: visit({ complete: false, completedByRole: null }) }), 'fail'],
  ['S1-B1', 'REF-03', 'no agency attendee', goodFacts({ visit: visit({ agencyAttendees: 0 }) }), 'fail'],
  ['S1-B1', 'REF-03', 'no office attendee', goodFacts({ visit: visit({ officeAttendees: 0 }) }), 'fail'],
  ['S1-B4', 'REF-03', 'completed by an expert', goodFacts({ visit: visit({ completedByRole: 'expert' }) }), 'fail'],
  ['S1-B4', 'REF-03', 'before the permit', goodFacts({ visit: visit({ visitedOn: day('1405/06/14') }) }), 'fail'],
  ['S1-B4', 'REF-03', 'on the day of the permit', goodFacts({ visit: visit({ visitedOn: day('1405/06/15') }) }), 'pass'],
  ['S1-A10', 'REF-04', 'day 45', confirmed({}), 'pass', day('1405/10/15')],
  ['S1-A10', 'REF-04', 'day 44', confirmed({}), 'fail', day('1405/10/14')],
  ['S1-A10', 'REF-04', 'later, without a visit', confirmed(null), 'fail', day('1405/10/20')],
  ['S1-B6', 'REF-04', 'visit on day 45', confirmed({ visitedOn: day('1405/10/15') }), 'pass', day('1405/10/20')],
  ['S1-B6', 'REF-04', 'visit on day 46 passes with a note', confirmed({ visitedOn: day('1405/10/16') }), 'pass', day('1405/10/20')],
  ['S1-A10', 'REF-04', 'execution not assured', confirmed({ executionAssured: false }), 'fail', day('1405/10/20')],
  ['S1-A10', 'REF-04', 'approval path', good, 'not_applicable'],
  ['S1-A3', 'REF-05', 'at the ceiling', request({ amountRial: 1_000_000_000 }), 'pass'],
  ['S1-A3', 'REF-05', 'one rial more', request({ amountRial: 1_000_000_001 }), 'fail'],
  ['S1-A3', 'REF-05', 'another year, another ceiling', goodFacts({
    request: { ...good.request, amountRial: 1_000_000_001 }, year: { ...good.year!, independentCeilingRial: 2_000_000_000 },
  }), 'pass'],
  ['S1-A3', 'REF-05', 'supporter n=40 at twenty billion', supporterAsks(40, 20_000_000_000), 'pass'],
  ['S1-A3', 'REF-05', 'supporter n=40 above it', supporterAsks(40, 20_000_000_001), 'fail'],
  ['S1-A3', 'REF-05', 'supporter n=39 at 19.5 billion', supporterAsks(39, 19_500_000_000), 'pass'],
  ['S1-A3', 'REF-05', 'supporter n=39 one rial more', supporterAsks(39, 19_500_000_001), 'fail'],
  ['S1-A3', 'REF-05', 'supporter n=1', supporterAsks(1, 500_000_000), 'pass'],
  ['S1-A3', 'REF-05', 'supporter n=0', supporterAsks(0, 1), 'fail'],
  ['S1-A3', 'REF-05', 'committed counts by setting', goodSupporter(0, { policy: { ...good.policy, countBasis: 'committed' } }), 'pass'],
  ['S1-A3', 'REF-05', 'outstanding of the year counts by setting', goodFacts({ outstandingRial: 200_000_001 }), 'fail'],
  ['S1-A3', 'REF-05', 'a year without a supporter ceiling', goodSupporter(40, { year: { ...good.year!, supporterCeilingRial: 0, perCoveredRial: 0 } }), 'fail'],
  ['S1-A8', 'REF-06', 'ready', good, 'pass'],
  ['S1-A8', 'REF-06', 'not ready', goodFacts({ readiness: 'not_ready' }), 'fail'],
  ['S1-A8', 'REF-06', 'not assessed', goodFacts({ readiness: null }), 'fail'],
  ['S1-A9b', 'REF-07', '180 days', good, 'pass', day('1405/11/30')],
  ['S1-A9b', 'REF-07', '181 days', good, 'fail', day('1405/12/01')],
  ['S1-A9b', 'REF-07', 'government', goodFacts({ employment: { government: true, checkedOn: day('1405/06/01') } }), 'fail'],
  ['S1-A9b', 'REF-07', 'never checked', goodFacts({ employment: { government: false, checkedOn: null } }), 'fail'],
  ['S1-A7', 'REF-08', 'no earlier loan', good, 'not_applicable'],
  ['S1-A7', 'REF-08', 'independent again', repeat(goodFacts(), {}, fulfilled), 'fail'],
  ['S1-A7', 'REF-08', 'independent, now supporter, fulfilled', repeat(goodSupporter(3), {}, fulfilled), 'pass'],
  ['S1-A6', 'REF-08', 'supporter again, fulfilled and expanding', repeat(goodSupporter(), { asSupporter: true }, { ...fulfilled, expansion: true }), 'pass'],
  ['S1-A6', 'REF-08', 'supporter again, fulfilled, not expanding', repeat(goodSupporter(), { asSupporter: true }, fulfilled), 'fail'],
  ['S1-A7', 'REF-08', 'supporter, now independent', repeat(goodFacts(), { asSupporter: true }, { ...fulfilled, expansion: true }), 'fail'],
  ['S1-A6', 'REF-08', 'commitments not fulfilled', repeat(goodSupporter(), {}, { expansion: true, commitmentsEvidence: 'نامه' }), 'fail'],
  ['S1-A6', 'REF-08', 'fulfilled without evidence', repeat(goodSupporter(), {}, { commitmentsFulfilled: true, commitmentsEvidence: ' ' }), 'fail'],
  ['S1-A7', 'REF-08', 'a bank still has the earlier one', repeat(goodSupporter(), { state: 'under_way' }, fulfilled), 'fail'],
  ['S1-B2', 'REF-09', 'independent', good, 'not_applicable'],
  ['S1-B2', 'REF-09', 'both checks', goodSupporter(), 'pass'],
  ['S1-B2', 'REF-09', 'only before the permit', goodSupporter(40, { checks: { prePermit: true, preLoanOn: null } }), 'fail'],
  ['S1-B2', 'REF-09', 'only before the loan', goodSupporter(40, { checks: { prePermit: false, preLoanOn: day('1405/07/10') } }), 'fail'],
  ['S1-B2', 'REF-09', 'before what is asked now', goodSupporter(40, { request: { ...good.request, requestedOn: day('1405/07/11') } }), 'fail'],
  ['S1-B2', 'REF-09', 'on the day of the request', goodSupporter(40, { request: { ...good.request, requestedOn: day('1405/07/10') } }), 'pass'],
  ['S4-11', 'REF-10', 'independent', good, 'not_applicable'],
  ['S4-11', 'REF-10', 'forty and the confirmation', goodSupporter(40, { activity: 'supporter_legal' }), 'pass'],
  ['S4-10', 'REF-10', 'nobody accepted', goodSupporter(0), 'fail'],
  ['S4-11', 'REF-10', 'forty without a confirmation', goodSupporter(40, { covered: { ...goodSupporter().covered, confirmation: 'none', confirmedOn: null } }), 'fail'],
  ['S4-11', 'REF-10', 'the agency says no', goodSupporter(40, { covered: { ...goodSupporter().covered, confirmation: 'refused' } }), 'fail'],
  ['S4-11', 'REF-10', 'confirmed before the last acceptance', goodSupporter(40, { covered: { ...goodSupporter().covered, lastAcceptedOn: day('1405/07/06') } }), 'fail'],
  ['S4-11', 'REF-10', 'fewer than the year asks', goodSupporter(4, { year: { ...good.year!, minCovered: 5 } }), 'fail'],
  ['S4-11', 'REF-10', 'fewer than the office asks', goodSupporter(4, { policy: { ...good.policy, minCovered: 5 } }), 'fail'],
  ['S0-25', 'REF-01', 'a death is recorded', goodFacts({ holderAlive: false }), 'fail'],
  ['S1-B4', 'REF-03', 'found inactive, by setting', goodFacts({ visit: visit({ active: false }), policy: { ...good.policy, visitMustBePositive: true } }), 'fail'],
  ['S1-B4', 'REF-03', 'found inactive, shown to the Director', goodFacts({ visit: visit({ active: false }) }), 'pass'],
  ['S1-B6', 'REF-04', 'visit on day 46 refused by setting', { ...confirmed({ visitedOn: day('1405/10/16') }), policy: { ...good.policy, lateVisit: 'refuse' } }, 'fail', day('1405/10/20')],
  ['S1-A9b', 'REF-07', 'the days are a setting', goodFacts({ policy: { ...good.policy, employmentCheckDays: 30 } }), 'fail'],
  ['S1-A5', 'REF-00', 'a supporter is introduced', goodSupporter(), 'pass'],
  ['S1-A5', 'REF-00', 'a cooperative is not', goodFacts({ activity: 'cooperative' }), 'fail'],
  ['S1-B7', 'REF-11', 'paper', good, 'pass'],
  ['S1-B7', 'REF-11', 'on the due day', permit({ skillDue: day('1406/02/30') }, { skillEvidence: 'pending' }), 'pass', day('1406/02/30')],
  ['S1-B7', 'REF-11', 'the day after', permit({ skillDue: day('1406/02/30') }, { skillEvidence: 'pending' }), 'fail', day('1406/02/31')],
  ['S1-B7', 'REF-11', 'pending without a term', goodFacts({ skillEvidence: 'pending' }), 'fail'],
  ['S1-A1', 'REF-12', 'exactly what is left', goodFacts({ county: { title: 'اهواز', leftRial: 800_000_000 } }), 'pass'],
  ['S1-A1', 'REF-12', 'one rial more', goodFacts({ request: { ...good.request, amountRial: 800_000_001 }, county: { title: 'اهواز', leftRial: 800_000_000 } }), 'fail'],
  ['S1-A1', 'REF-12', 'on absorbBy (D07)', year({ absorbBy: day('1405/08/01') }), 'pass'],
  ['S1-A1', 'REF-12', 'after absorbBy (D07)', year({ absorbBy: day('1405/07/30') }), 'fail'],
  ['S1-00', 'REF-12', 'year not open', year({ open: false }), 'fail'],
  ['S1-00', 'REF-12', 'no year', goodFacts({ year: null }), 'fail'],
  ['S1-A1', 'REF-12', 'county without a share', goodFacts({ county: { title: 'اهواز', leftRial: null } }), 'fail'],
  ['S1-A1', 'REF-12', 'a hold of this year', goodFacts({ heldInYear: 1405 }), 'pass'],
  ['S1-00', 'REF-12', 'a hold of last year', goodFacts({ heldInYear: 1404 }), 'fail'],
]

test.each(table)('%s: %s, %s', (clause, gate, _name, facts, result, on) => {
  const found = outcome(gate, facts, on)
  expect(found.result).toBe(result)
  expect(found.text).not.toBe('')
  expect(rules.find((rule) => rule.gate === gate)!.clauses).toContain(clause)
})

test.each([
  ['1405/08/30', '1405/10/15'], ['1405/07/05', '1405/08/20'], ['1405/01/15', '1405/02/29'], ['1405/12/01', '1406/01/17'],
])('S1-A10 (D09, D03): confirmation %s may be referred from %s', (issued, earliest) => {
  const facts = permit({ path: 'registration_based', issuedOn: day(issued) }, { visit: visit({ visitedOn: day(issued), executionAssured: true }) })
  const before = new Date(Date.parse(day(earliest)) - 86_400_000).toISOString().slice(0, 10)
  expect(outcome('REF-04', facts, before)).toMatchObject({ result: 'fail', earliestOn: day(earliest) })
  expect(outcome('REF-04', facts, day(earliest))).toMatchObject({ result: 'pass', earliestOn: null })
})

test.each([[1, 500_000_000], [39, 19_500_000_000], [40, 20_000_000_000], [41, 20_000_000_000]])(
  'S1-A3: the ceiling of a supporter with %i covered persons in 1401 is %i rial', (persons, ceiling) => {
    expect(ceilingOf(goodSupporter(persons))).toBe(ceiling)
  })

test.each([[24, 48_000_000_000], [25, 50_000_000_000], [26, 50_000_000_000]])('S1-A3: a later year has its own: %i persons, %i rial', (persons, ceiling) => {
  const later = { ...good.year!, independentCeilingRial: 2_000_000_000, supporterCeilingRial: 50_000_000_000, perCoveredRial: 2_000_000_000 }
  expect(ceilingOf(goodSupporter(persons, { year: later }))).toBe(ceiling)
})

test('a good supporter passes every gate, and an independent who becomes one after a paid loan has the ceiling of three persons', () => {
  expect(outcomeLetters(evaluate(goodSupporter(), today))).toBe('ppppnpppnpppp')
  const turned = repeat(goodSupporter(3, { request: { ...good.request, amountRial: 1_500_000_000 } }), {}, fulfilled)
  expect(outcomeLetters(evaluate(turned, today))).toBe('ppppnppppppppp'.slice(0, 13))
  expect(ceilingOf(turned)).toBe(1_500_000_000)
  expect(outcome('REF-08', repeat(goodFacts(), {}, fulfilled)).text).toContain('تبدیل به پشتیبان')
})

test('every gate is asked, in order, whatever the first ones say', () => {
  const nothing = goodFacts({
    activity: 'covered', request: { ...good.request, amountRial: 0, bankCode: '', need: '', capacity: '', jobs: 0 }, visit: null, readiness: null,
    wish: { loanWanted: false, fieldAllowsLoan: false }, employment: { government: true, checkedOn: null }, skillEvidence: null, year: null,
    permit: { ...good.permit, status: 'revoked', signatureValid: false, path: 'registration_based' },
    earlier: { ref: 'R-1', on: today, state: 'paid', asSupporter: false }, county: { title: 'اهواز', leftRial: null },
  })
  const evaluation = evaluate(nothing, today)
  expect(evaluation.outcomes.map(({ gate }) => gate)).toEqual(gateIds)
  expect(outcomeLetters(evaluation)).toBe('fffffffffnnff')
  expect(evaluation.passed).toBe(false)
})

test('a good request: the letters of the signed payload, the rule set of its Jalali year', () => {
  const evaluation = evaluate(good, today)
  expect(outcomeLetters(evaluation)).toBe('ppppnpppnnnpp')
  expect(evaluation).toMatchObject({ ruleSet: '1405.2', on: today, passed: true, earliestOn: null })
})

test('S1-A10: when only time is missing, the evaluation names the day; when anything else is, it names none', () => {
  // A confirmation keeps the other gates open on the day it may be referred: filed and issued on one day.
  const fresh: Partial<Facts> = { employment: { government: false, checkedOn: day('1405/08/30') } }
  const onlyTime = evaluate({ ...confirmed({}), ...fresh }, day('1405/09/15'))
  expect(onlyTime).toMatchObject({ passed: false, earliestOn: day('1405/10/15') })
  const unassured = evaluate({ ...confirmed({ executionAssured: false }), ...fresh }, day('1405/09/15'))
  expect(unassured.earliestOn).toBeNull()
  expect(unassured.outcomes.find(({ gate }) => gate === 'REF-04')!.earliestOn).toBe(day('1405/10/15'))
  expect(evaluate({ ...confirmed(null), ...fresh }, day('1405/09/15')).earliestOn).toBeNull()
})

test('the sentences name the values that decided, in Persian digits and Jalali days', () => {
  expect(outcome('REF-05', request({ amountRial: 1_000_000_001 })).text)
    .toBe('مبلغ ۱٬۰۰۰٬۰۰۰٬۰۰۱ ریال از سقف ۱٬۰۰۰٬۰۰۰٬۰۰۰ ریال سال ۱۴۰۵ بیشتر است.')
  expect(outcome('REF-00', request({ jobs: 0, need: '' })).text).toBe('در فرم معرفی این بخش‌ها خالی است: نیاز واقعی، شغلی که پدید می‌آید.')
  expect(outcome('REF-00', goodFacts({ activity: 'covered' })).text).toContain('برای فرد تحت پوشش معرفی جداگانه نیست')
  expect(outcome('REF-04', confirmed(null), day('1405/10/14')).text)
    .toBe('زودترین تاریخ معرفی ۱۴۰۵/۱۰/۱۵ است؛ کمبود: ۴۵ روز از تاییدیه نگذشته است، بازدید مشترک، اطمینان از اجرای طرح.')
  expect(outcome('REF-04', confirmed({ visitedOn: day('1405/10/16') }), day('1405/10/20')).text).toContain('پس از روز ۴۵')
  expect(outcome('REF-11', permit({ skillDue: day('1406/02/30') }, { skillEvidence: 'pending' })).text).toContain('تا ۱۴۰۶/۰۲/۳۰ مهلت هست')
  expect(outcome('REF-12', goodFacts({ county: { title: 'اهواز', leftRial: 5 } })).text).toBe('سهمیۀ اهواز: مانده ۵ ریال، مبلغ ۸۰۰٬۰۰۰٬۰۰۰ ریال.')
  expect(outcome('REF-07', good).text).toBe('متقاضی شاغل دولتی نیست (استعلام ۱۴۰۵/۰۶/۰۱).')
})
