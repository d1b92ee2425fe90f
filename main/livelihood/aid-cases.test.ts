import fc from 'fast-check'
import { expect, test } from 'vitest'
import { contract, operationNames } from '#contract'
import { aidStandings, aidVerdicts, objectionStates } from '#contract/livelihood'
import { Fault } from '#main/app/fault'
import { livelihoodHandlers } from './index'
import { lookUp } from './look-up'
import { createAidOffice, head, otherHead, resultOf } from './testing/aid-office'

const clerk = (office: ReturnType<typeof createAidOffice>) => office.as('clerk')

test('S2-01: a case is a household head\'s, one for each, whatever the centre calls it', () => {
  const office = createAidOffice()
  office.centreTells({}, 'aid-1')
  office.centreTells({ as_of: '2026-10-21T06:00:00.000Z', eligible: 'no' }, 'aid-renumbered')
  expect(office.rowsOf('aid_cases')).toMatchObject([{ national_id: head, case_id: 'aid-renumbered', version: 2, eligible: 'no' }])
  expect(() => office.db.prepare("UPDATE aid_cases SET national_id = '123'").run()).toThrow('CHECK')
  expect(lookUp(clerk(office), { nationalId: otherHead })).toEqual({ found: null })
})

test('S2-02, S2-04: body, day of introduction and the day on which the result was told are the centre\'s own', () => {
  const office = createAidOffice()
  office.centreTells()
  expect(lookUp(clerk(office), { nationalId: head }).found).toEqual({
    nationalIdMasked: '123*****91', standing: 'applicant', eligible: 'yes', body: 'سازمان بهزیستی', introducedOn: '2026-10-01', resultToldOn: '2026-10-11',
    objection: null, closedOn: null, mobileKnown: true, asOf: '2026-10-20T06:00:00.000Z', visits: [],
  })
  expect(office.payloadsOf('aid.receive')).toMatchObject([{ op: 'upsert', national_id: head, eligible: 'yes' }])
})

test('S2-04: eligibility is never computed here: whatever else the centre says, its verdict is what is shown', () => {
  const day = fc.constantFrom('2025-01-01', '2026-10-20').map(String)
  const body = fc.record({
    standing: fc.constantFrom(...aidStandings), eligible: fc.constantFrom(...aidVerdicts), body: fc.option(fc.constantFrom('کمیته امداد', 'بهزیستی')),
    introduced_on: fc.option(day), result_told_on: fc.option(day), died_on: fc.option(day),
    objection: fc.option(fc.record({ no: fc.constant('۱۲'), on: day, state: fc.constantFrom(...objectionStates) })),
  })
  const office = createAidOffice()
  fc.assert(fc.property(body, (told) => {
    office.centreTells(told)
    expect(lookUp(clerk(office), { nationalId: head }).found).toMatchObject({
      standing: told.standing, eligible: told.eligible, introducedOn: told.introduced_on, resultToldOn: told.result_told_on, objection: told.objection,
    })
  }), { numRuns: 40 })
})

test('S2-03: an objection is a reference to what was filed at the portal, and nothing here files one', () => {
  const office = createAidOffice()
  office.centreTells({ objection: { no: '1405/77', on: '2026-10-15', state: 'under_review' } })
  expect(lookUp(clerk(office), { nationalId: head }).found?.objection).toEqual({ no: '1405/77', on: '2026-10-15', state: 'under_review' })
  expect(Object.keys(contract.livelihood).filter((verb) => /object/i.test(verb))).toEqual([])
})

test('S2-06: who wants aid and who already receives it are told apart', () => {
  const office = createAidOffice()
  office.centreTells({ standing: 'recipient' })
  office.centreTells({ national_id: otherHead, standing: 'applicant' }, 'aid-2')
  expect([head, otherHead].map((nationalId) => lookUp(clerk(office), { nationalId }).found?.standing)).toEqual(['recipient', 'applicant'])
})

test('what is older than what is known is not taken, so the order of a feed does not matter', () => {
  const office = createAidOffice()
  office.centreTells({ eligible: 'yes', as_of: '2026-10-20T06:00:00.000Z' })
  office.centreTells({ eligible: 'pending', as_of: '2026-10-19T06:00:00.000Z' })
  expect(lookUp(clerk(office), { nationalId: head }).found?.eligible).toBe('yes')
  office.centreTells({ as_of: '2026-10-21T06:00:00.000Z' }, 'aid-1', 'tombstone')
  expect(lookUp(clerk(office), { nationalId: head })).toEqual({ found: null })
  expect(office.payloadsOf('aid.receive')).toHaveLength(2)
})

test('S2-08, S2-09: the contract knows these operations on aid and no other; those that write touch no case', async () => {
  expect(operationNames.filter((name) => name.startsWith('livelihood.'))).toEqual([
    'livelihood.desk', 'livelihood.lookUp', 'livelihood.guide', 'livelihood.announceVisit', 'livelihood.counts',
  ])
  expect(Object.entries(contract.livelihood).filter(([, { kind }]) => kind === 'write').map(([verb]) => verb)).toEqual(['guide', 'announceVisit'])
  const office = createAidOffice()
  office.centreTells()
  const before = office.rowsOf('aid_cases')
  await livelihoodHandlers.guide(clerk(office), { topic: 'file' })
  await livelihoodHandlers.announceVisit(clerk(office), { nationalId: head, reason: 'مدرک تازه', place: 'اداره اهواز', on: '2026-10-25' })
  expect(office.rowsOf('aid_cases')).toEqual(before)
})

test('S2-12: a case stays its head\'s: a change that gives it to somebody else is refused and nothing moves', () => {
  const office = createAidOffice()
  office.centreTells()
  expect(() => { office.centreTells({ national_id: otherHead, as_of: '2026-10-22T06:00:00.000Z' }, 'aid-1') }).toThrow(new Fault('AID_TRANSFER'))
  expect(lookUp(clerk(office), { nationalId: otherHead }).found).toBeNull()
  expect(lookUp(clerk(office), { nationalId: head }).found).not.toBeNull()
  expect(operationNames.filter((name) => /^livelihood\..*(transfer|holder|head)/i.test(name))).toEqual([])
})

test('S2-16: nothing about aid has a price: no fee, amount or payment in contract, wire or tables', () => {
  const { db } = createAidOffice()
  const columns = db.prepare<[], string>("SELECT c.name FROM pragma_table_list t, pragma_table_info(t.name) c WHERE t.name LIKE 'aid\\_%' ESCAPE '\\'").pluck().all()
  expect(columns.length).toBeGreaterThan(20)
  const inputs = Object.values(contract.livelihood).flatMap(({ input }) => Object.keys('shape' in input ? input.shape : {}))
  const names = [...columns, ...inputs, ...Object.keys(resultOf()), ...Object.keys(contract.livelihood)]
  expect(names.filter((name) => /fee|rial|amount|price|pay|cost|paid/i.test(name))).toEqual([])
})

test('S2-10: no field, state or operation of aid asks for presence', () => {
  const { db } = createAidOffice()
  const columns = db.prepare<[], string>("SELECT name FROM pragma_table_info('aid_cases')").pluck().all()
  const states = [...aidStandings, ...aidVerdicts, ...objectionStates]
  expect([...columns, ...states, ...Object.keys(contract.livelihood)].filter((name) => /present|presence|attend|appear|in_person/i.test(name))).toEqual([])
})
