import fc from 'fast-check'
import { expect, test } from 'vitest'
import { contract, type InputOf } from '#contract'
import type { LinkState } from '#contract/supporters'
import { jalaliText } from '#contract/values/jalali'
import { findDossier, setDossierState, type DossierRow } from '#db/dossiers/dossier-repo'
import { entriesOf } from '#db/ledger/ledger-repo'
import type { PermitRow } from '#db/permits/permit-repo'
import { poolSql } from '#db/supporters/pool-repo'
import { createLoanOffice, type LoanOffice } from '#db/testing/loan-office'
import { queryPlan } from '#db/testing/memory-db'
import { transact } from '#db/transact'
import { releaseCoveredOf } from './end-support'
import { supporterHandlers as handlers } from './supporter-handlers'

const today = '1405/08/01'
const supporterOf = (at: LoanOffice, change: object = {}): PermitRow =>
  at.issuePermit({ nationalId: '0013542419', issuedOn: '2026-09-10', activityType: 'supporter_natural', committed: 3, ...change })
const coveredOf = (at: LoanOffice, n: number, change: object = {}): DossierRow =>
  at.enterPool({ nationalId: String(1_740_000_000 + n), issuedOn: '2026-09-20', firstName: 'مریم', ...change })
const now = <T>(answer: T | Promise<T>): T => {
  if (answer instanceof Promise) throw new TypeError('not synchronous')
  return answer
}
const pool = (at: LoanOffice, input: InputOf<'supporters.listPool'> = {}) =>
  now(handlers.listPool(at.as('expert'), contract.supporters.listPool.input.parse(input)))
const offer = (at: LoanOffice, covered: DossierRow, permitNo: string, change: object = {}) =>
  now(handlers.introduce(at.as('expert'), contract.supporters.introduce.input.parse({
    dossierId: covered.id, version: covered.version, permitNo, introducedBy: 'agency', introducedOn: today, letterNo: '۱۲/۳۴', letterOn: today, ...change,
  })))
const row = (at: LoanOffice, covered: DossierRow): DossierRow => findDossier(at.db, covered.id)!
const take = (at: LoanOffice, covered: DossierRow) =>
  now(handlers.accept(at.as('expert'), { dossierId: covered.id, version: row(at, covered).version, acceptedOn: '2026-10-23' }))
const ending = (at: LoanOffice, covered: DossierRow) => ({ dossierId: covered.id, version: row(at, covered).version, reason: 'کار را رها کرد' })
const read = (at: LoanOffice, permitNo: string) => now(handlers.read(at.as('auditor'), { permitNo }))
const told = (at: LoanOffice, covered: DossierRow) => at.db.prepare<[string], string>('SELECT key FROM messages WHERE dossier_id = ? ORDER BY rowid').pluck().all(covered.id)

test('S0-03: an auditor reads the pool with mobiles masked, the expert whole', () => {
  const at = createLoanOffice()
  const { mobile } = coveredOf(at, 1).person
  const seen = (role: 'auditor' | 'expert') => now(handlers.listPool(at.as(role), contract.supporters.listPool.input.parse({}))).items[0]?.mobile
  expect([seen('auditor'), seen('expert')]).toEqual([`${mobile.slice(0, 4)}*****${mobile.slice(-2)}`, mobile])
})

test('S4-09: the pool holds who waits with a skill, the longest first, with county, field and days', () => {
  const at = createLoanOffice()
  const later = coveredOf(at, 1, { issuedOn: '2026-10-13', skillEvidence: 'pending' })
  const first = coveredOf(at, 2)
  const elsewhere = coveredOf(at, 3, { countyCode: '0604', fieldCode: '1002', issuedOn: '2026-10-01' })
  expect(pool(at)).toMatchObject({ total: 3, next: null, items: [
    { dossierId: first.id, since: '2026-09-20', waitingDays: 33, countyTitle: 'اهواز', fieldCode: '1001', skillEvidence: 'certificate', declined: 0 },
    { dossierId: elsewhere.id, waitingDays: 22 }, { dossierId: later.id, waitingDays: 10, nationalIdMasked: '174*****01' },
  ] })
  expect(pool(at, { countyCode: '0604' }).items.map(({ dossierId }) => dossierId)).toEqual([elsewhere.id])
  expect(pool(at, { fieldCode: '1001', skill: 'pending' }).items.map(({ dossierId }) => dossierId)).toEqual([later.id])
  expect(pool(at, { sinceBefore: jalaliText('2026-10-01') }).total).toBe(2)
})

test('S4-09: the pool is read page by page, each person once, by its index', () => {
  const at = createLoanOffice()
  const all = Array.from({ length: 7 }, (_, n) => coveredOf(at, n, { issuedOn: n % 2 === 0 ? '2026-09-20' : '2026-09-21' }).id)
  const seen: string[] = []
  for (let after: string | null = null, page = 0; page < 5; page += 1) {
    const { items, next } = pool(at, { limit: 3, after })
    seen.push(...items.map(({ dossierId }) => dossierId))
    if (next === null) break
    after = next
  }
  expect(seen).toHaveLength(7)
  expect(new Set(seen)).toEqual(new Set(all))
  const filter = { countyCode: '0603', fieldCode: null, skill: null, sinceBefore: null }
  expect(queryPlan(at.db, poolSql(filter).items, '0603', '', '', 5)).toContain('pool_places_by_county')
  expect(queryPlan(at.db, poolSql({ ...filter, countyCode: null }).items, '', '', 5)).toMatch(/pool_places_by_since(?![^]*TEMP B-TREE)/)
})

test('S4-10: a person of the pool is introduced by letter, tells the applicant, and leaves the pool', () => {
  const at = createLoanOffice()
  const supporter = supporterOf(at)
  const covered = coveredOf(at, 1)
  expect(offer(at, covered, supporter.no)).toMatchObject({ state: 'introduced' })
  expect(pool(at).items).toEqual([])
  expect(told(at, covered)).toEqual(['dossier.in_pool', 'support.introduced'])
  expect(read(at, supporter.no)).toMatchObject({
    supporter: { committed: 3, introduced: 1, accepted: 0, working: 0, shortfall: 3 },
    links: [{ state: 'introduced', introducedBy: 'agency', introducedOn: '2026-10-23', letterNo: '۱۲/۳۴', unfitReason: null, seen: [] }],
  })
  const entry = entriesOf(at.db, 'Dossier', covered.id).at(-1)!
  expect([entry.kind, JSON.parse(entry.payload)]).toMatchObject(['support.introduce', { supporter_permit_no: supporter.no, from: 'in_pool', to: 'introduced', introduced_by: 'agency' }])
})

test('S4-10: field and county fit, or a reason is given; a supporter out of force takes nobody', () => {
  const at = createLoanOffice()
  const supporter = supporterOf(at)
  const covered = coveredOf(at, 1, { countyCode: '0604' })
  expect(() => offer(at, covered, supporter.no)).toThrow('SUPPORT_UNFIT')
  expect(() => offer(at, covered, at.issuePermit({ nationalId: '0499370899', issuedOn: '2026-09-10' }).no)).toThrow('NOT_FOUND')
  offer(at, covered, supporter.no, { unfitReason: 'رفت‌وآمد روزانه دارد' })
  expect(read(at, supporter.no).links[0]).toMatchObject({ unfitReason: 'رفت‌وآمد روزانه دارد' })
  const fitting = coveredOf(at, 2)
  offer(at, fitting, supporter.no, { unfitReason: 'بی‌جا' })
  expect(read(at, supporter.no).links.find(({ dossierId }) => dossierId === fitting.id)).toMatchObject({ unfitReason: null })
})

test('S4-10: dates of letter and introduction agree with the pool and with today; a stale dossier is refused', () => {
  const at = createLoanOffice()
  const { no } = supporterOf(at)
  const covered = coveredOf(at, 1)
  expect(() => offer(at, covered, no, { introducedOn: '1405/08/02' })).toThrow('SUPPORT_DATE')
  expect(() => offer(at, covered, no, { introducedOn: '1405/06/28', letterOn: '1405/06/28' })).toThrow('SUPPORT_DATE')
  expect(() => offer(at, covered, no, { introducedOn: '1405/07/20', letterOn: '1405/07/21' })).toThrow('SUPPORT_DATE')
  expect(() => offer(at, { ...covered, version: 1 }, no)).toThrow()
  offer(at, covered, no)
  expect(() => offer(at, row(at, covered), no)).toThrow('DOSSIER_STATE')
})

test('S4-11: the supporter accepts; a person is with one supporter only, by command or by SQL', () => {
  const at = createLoanOffice()
  const supporter = supporterOf(at)
  const covered = coveredOf(at, 1)
  offer(at, covered, supporter.no, { introducedOn: '1405/07/25', letterOn: '1405/07/25' })
  expect(() => handlers.accept(at.as('expert'), { dossierId: covered.id, version: row(at, covered).version, acceptedOn: '2026-10-01' })).toThrow('SUPPORT_DATE')
  expect(take(at, covered)).toMatchObject({ state: 'linked' })
  expect(() => take(at, covered)).toThrow('DOSSIER_STATE')
  expect(read(at, supporter.no).supporter).toMatchObject({ introduced: 0, accepted: 1, working: 0, shortfall: 3 })
  expect(told(at, covered).at(-1)).toBe('support.accepted')
  const copy = at.db.prepare("INSERT INTO support_links SELECT 'other', supporter_no, dossier_id, 'introduced', introduced_by, introduced_on, letter_no, letter_on, NULL, NULL, NULL, NULL, at, by_user FROM support_links")
  expect(() => copy.run()).toThrow('UNIQUE')
})

test('S4-10, S1-B5: who was declined keeps the place in the pool, who left waits anew; what ended is kept', () => {
  const at = createLoanOffice()
  const supporter = supporterOf(at)
  const covered = coveredOf(at, 1)
  offer(at, covered, supporter.no)
  void handlers.decline(at.as('expert'), ending(at, covered))
  expect(pool(at).items[0]).toMatchObject({ since: '2026-09-20', declined: 1 })
  offer(at, row(at, covered), supporter.no)
  take(at, covered)
  expect(() => handlers.decline(at.as('expert'), ending(at, covered))).toThrow('DOSSIER_STATE')
  expect(handlers.release(at.as('expert'), ending(at, covered))).toMatchObject({ state: 'in_pool' })
  expect(pool(at).items[0]).toMatchObject({ since: '2026-10-23', waitingDays: 0 })
  expect(read(at, supporter.no).links.map(({ state, endReason }) => [state, endReason])).toEqual([['left', 'کار را رها کرد'], ['declined', 'کار را رها کرد']])
  expect(() => at.db.prepare("UPDATE support_links SET end_reason = 'x'").run()).toThrow('never edited')
  expect(() => at.db.prepare('DELETE FROM support_links').run()).toThrow('never deleted')
  expect(told(at, covered)).toEqual(['dossier.in_pool', 'support.introduced', 'support.declined', 'support.introduced', 'support.accepted', 'dossier.in_pool'])
})

test('S4-11: when the supporter\'s permit ends, everybody goes back to the pool with the permit\'s own change', () => {
  const at = createLoanOffice()
  const supporter = supporterOf(at)
  const [asked, taken, free] = [coveredOf(at, 1), coveredOf(at, 2), coveredOf(at, 3)]
  offer(at, asked, supporter.no)
  offer(at, taken, supporter.no)
  take(at, taken)
  expect(() => releaseCoveredOf(at.as('expert'), supporter.no, 'x')).toThrow('go back with the permit')
  expect(transact(at.db, () => releaseCoveredOf(at.as('expert'), supporter.no, 'مجوز پشتیبان باطل شد'))).toBe(2)
  expect([asked, taken, free].map((covered) => row(at, covered).state)).toEqual(['in_pool', 'in_pool', 'in_pool'])
  expect(read(at, supporter.no).links.map(({ state }) => state).sort()).toEqual(['declined', 'left'])
})

test('S0-25: a support ends with the covered person\'s dossier, whoever closes it', () => {
  const at = createLoanOffice()
  const supporter = supporterOf(at)
  const covered = coveredOf(at, 1)
  offer(at, covered, supporter.no)
  take(at, covered)
  setDossierState(at.db, covered.id, row(at, covered).version, { state: 'closed_by_death', stateSince: '2026-10-23' })
  expect(read(at, supporter.no)).toMatchObject({ supporter: { accepted: 0 }, links: [{ state: 'left', endReason: 'closed_by_death', endedOn: '2026-10-23' }] })
  expect(pool(at).total).toBe(0)
})

test('S1-B5: the list says committed, accepted and working of each supporter, and leaves only those who fall short', () => {
  const at = createLoanOffice()
  const full = supporterOf(at, { committed: 1 })
  const short = supporterOf(at, { nationalId: '0499370899', committed: 2, firstName: 'کاوه' })
  at.issuePermit({ nationalId: '0790419904', issuedOn: '2026-09-10' })
  const covered = coveredOf(at, 1)
  offer(at, covered, full.no)
  take(at, covered)
  at.db.prepare("UPDATE support_links SET state = 'working'").run()
  const list = (input: InputOf<'supporters.list'> = {}) => now(handlers.list(at.as('clerk'), contract.supporters.list.input.parse(input)))
  expect(list()).toMatchObject({ total: 2, items: [{ permitNo: short.no, shortfall: 2 }, { permitNo: full.no, committed: 1, accepted: 1, working: 1, shortfall: 0 }] })
  expect(list({ short: true })).toMatchObject({ total: 1, items: [{ permitNo: short.no }] })
  expect(list({ text: 'كاوه' }).items.map(({ permitNo }) => permitNo)).toEqual([short.no])
  expect(list({ countyCode: '0604' }).total).toBe(0)
  const page = list({ limit: 1 })
  expect(list({ limit: 1, after: page.next }).items[0]!.permitNo).toBe(full.no)
})

test('S4-10: whom to introduce to: those that fit first, then those who lack most', () => {
  const at = createLoanOffice()
  const far = supporterOf(at, { nationalId: '0499370899', countyCode: '0604', committed: 9 })
  const other = supporterOf(at, { nationalId: '0790419904', fieldCode: '1002', committed: 9 })
  const small = supporterOf(at, { committed: 1 })
  const large = supporterOf(at, { nationalId: '0084575948', committed: 5 })
  const { items } = now(handlers.matches(at.as('expert'), contract.supporters.matches.input.parse({ dossierId: coveredOf(at, 1).id })))
  expect(items.map(({ permitNo, fit }) => [permitNo, fit.field, fit.county])).toEqual([
    [large.no, true, true], [small.no, true, true], [far.no, true, false], [other.no, false, true],
  ])
})

test('whatever is offered, accepted, declined and released, dossier, link and pool agree (S4-09…S4-11)', () => {
  const at = createLoanOffice()
  const supporters = [supporterOf(at), supporterOf(at, { nationalId: '0499370899' })]
  const covered = [coveredOf(at, 1), coveredOf(at, 2), coveredOf(at, 3)]
  const step = fc.record({ who: fc.nat(2), to: fc.nat(1), verb: fc.constantFrom('offer', 'accept', 'decline', 'release') })
  const linkState: Readonly<Record<string, LinkState[]>> = { in_pool: [], introduced: ['introduced'], linked: ['accepted'] }
  fc.assert(fc.property(fc.array(step, { maxLength: 12 }), (steps) => {
    for (const { who, to, verb } of steps) {
      const one = row(at, covered[who]!)
      const expected = { offer: 'in_pool', accept: 'introduced', decline: 'introduced', release: 'linked' }[verb]
      const run = () => verb === 'offer' ? offer(at, one, supporters[to]!.no) : verb === 'accept' ? take(at, one) : handlers[verb](at.as('expert'), ending(at, one))
      if (one.state === expected) void run()
      else expect(run).toThrow('DOSSIER_STATE')
    }
    for (const one of covered) {
      const { state } = row(at, one)
      const live = at.db.prepare<[string], LinkState>("SELECT state FROM support_links WHERE dossier_id = ? AND state IN ('introduced', 'accepted', 'working')").pluck().all(one.id)
      expect(live).toEqual(linkState[state])
      expect(pool(at).items.some(({ dossierId }) => dossierId === one.id)).toBe(state === 'in_pool')
    }
  }), { numRuns: 15 })
})
