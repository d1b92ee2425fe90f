import { describe, expect, test } from 'vitest'
import { onlineDossier, type OnlineDossierBody } from '#contract/wire/online-dossier'
import { writeSetting } from '#db/catalogues/setting-repo'
import { transact } from '#db/transact'
import { receiveOnline } from './receive-online'
import { acts, choose } from './testing/acts'
import { createCounter, type Counter } from './testing/counter'
import { filedOf } from './testing/submissions'

const sent: OnlineDossierBody = {
  central_code: 'MSH-1405-778201', filed_on: '2026-11-16', activity_type: 'independent',
  person: {
    national_id: '1740000013', first_name: 'زهرا', last_name: 'نمونه‌پور', father_name: 'حسن', birth_date: '1990-05-01', gender: 'female', military_status: null,
    mobile: '09161234567', county_code: '0603', address: 'کیانپارس، خیابان ۵', postal_code: '6134678911', government_employee: false,
  },
  entity: null, answers: { iranian: true, resides_at_place: true },
  plan: {
    field_code: '1001', plan_title: 'دوخت لباس محلی', skill_evidence: 'certificate', loan_wanted: true, loan_amount_rial: 800_000_000, sheba: null,
    documents: ['skill', 'photos', 'birth-certificate', 'national-card', 'residence'], details: null,
  },
}
const ports = { confirmInstantly: () => { throw new Error('nothing here is sealed') }, closePermitsOf: () => 0 }
const registry = (counter: Counter) => ({ ...counter.context, actor: { username: 'registry', displayName: '', role: 'system' as const } })
const receive = (counter: Counter, change: Partial<OnlineDossierBody> = {}) => receiveOnline(registry(counter), ports, onlineDossier.parse({ ...sent, ...change }))
const counts = (counter: Counter): number[] => ['dossiers', 'ledger_entries', 'messages', 'persons'].map((table) => counter.db.prepare<[], number>(`SELECT count(*) FROM ${table}`).pluck().get() ?? 0)

describe('T31: a request filed in the centre’s registration', () => {
  test('S0-15: it stands here under both codes, online, its days counted from the filing there, and is on its way to the agency', () => {
    const counter = createCounter()
    const { id, trackingCode } = receive(counter)
    expect(counter.row(id)).toMatchObject({
      channel: 'online', centralCode: 'MSH-1405-778201', trackingCode, state: 'at_agency', filedOn: '2026-11-16', dueOn: '2026-11-30', agencyDueOn: '2026-11-28',
      agencyCode: 'industry', person: { birthDate: '1990-05-01', postalCode: '6134678911' }, plan: { loanAmountRial: 800_000_000 },
    })
    expect(counter.kinds().slice(-2)).toEqual(['dossier.receive', 'dossier.route'])
    expect(counter.told()).toEqual(['dossier.at_agency'])
    const line = counter.db.prepare<[], { payload: string; role: string }>("SELECT payload, role FROM ledger_entries WHERE kind = 'dossier.receive'").get()
    expect([line?.role, JSON.parse(line?.payload ?? '')]).toEqual(['system', expect.objectContaining({ channel: 'online', central_code: 'MSH-1405-778201', filed_on: '2026-11-16' })])
  })

  test('S0-15: from then on it is a dossier like any other', async () => {
    const counter = createCounter()
    const { id } = receive(counter)
    await acts(counter).opine(id)
    expect(await acts(counter).submit(id)).toMatchObject({ state: 'awaiting_signature' })
  })

  test.each<[string, Partial<OnlineDossierBody>, string]>([
    ['a wrong national ID', { person: { ...sent.person, national_id: '1740000014' } }, 'INTAKE_REFUSED'],
    ['a county of another province', { person: { ...sent.person, county_code: '0101' } }, 'INTAKE_REFUSED'],
    ['an unknown field', { plan: { ...sent.plan, field_code: '9999' } }, 'INTAKE_REFUSED'],
    ['a paper that is missing', { plan: { ...sent.plan, documents: ['skill'] } }, 'INTAKE_REFUSED'],
    ['a filing day to come', { filed_on: '2026-11-22' }, 'INTAKE_REFUSED'],
    ['a question that was not answered', { answers: { iranian: true } }, 'INTAKE_REFUSED'],
    ['a covered applicant without the skill', { activity_type: 'covered', answers: { iranian: true, has_skill: false } }, 'INTAKE_REFUSED'],
    ['a company without its name', { activity_type: 'supporter_legal' }, 'INTAKE_REFUSED'],
  ])('S0-15: %s is refused by the counter’s own rules, and nothing is left of it', (_words, change, code) => {
    const counter = createCounter()
    const before = counts(counter)
    expect(() => receive(counter, change)).toThrow(expect.objectContaining({ code }))
    expect(counts(counter)).toEqual(before)
  })

  test('S0-15: the same twice, or one for which a request is open, is answered by name', async () => {
    const counter = createCounter()
    receive(counter)
    expect(() => receive(counter)).toThrow(expect.objectContaining({ code: 'CENTRAL_CODE_TAKEN' }))
    const other = createCounter()
    const id = await filedOf(other)
    expect(() => receive(other)).toThrow(expect.objectContaining({ code: 'DOSSIER_OPEN', details: { trackingCode: other.row(id).trackingCode } }))
    await acts(other).withdraw(id)
    expect(receive(other).trackingCode).not.toBe(other.row(id).trackingCode)
  })

  test('S0-25: nothing is taken in for the dead', async () => {
    const counter = createCounter()
    const id = await filedOf(counter)
    await acts(counter).withdraw(id)
    await acts(counter).die()
    expect(() => receive(counter)).toThrow(expect.objectContaining({ code: 'HOLDER_DEAD' }))
  })

  test('S4-02: what the setting turns into a refusal refuses here too', () => {
    const counter = createCounter()
    const doubtful = { answers: { iranian: true, resides_at_place: false } }
    choose(counter, 'eligibilityFailure', 'refuse')
    expect(() => receive(counter, doubtful)).toThrow(expect.objectContaining({ code: 'INTAKE_REFUSED' }))
    transact(counter.db, () => { writeSetting(counter.db, 'eligibilityFailure', 'warn', '2026-11-21T00:00:00.000Z') })
    expect(counter.row(receive(counter, doubtful).id).state).toBe('at_agency')
  })
})
