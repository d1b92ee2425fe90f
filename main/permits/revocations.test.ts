import { beforeEach, describe, expect, test } from 'vitest'
import type { RevocationReason } from '#contract/permit-life'
import { canonicalText } from '#main/ledger/index'
import { verifyJws } from '#main/signing/index'
import { deathOf, insertDeath } from '#db/dossiers/casework-repo'
import { entriesOf, readHead } from '#db/ledger/ledger-repo'
import { findPermit } from '#db/permits/permit-repo'
import { findCase } from '#db/permits/revocation-repo'
import { listKeys } from '#db/signing/key-repo'
import { transact } from '#db/transact'
import { closePermitsOf } from './close-by-death'
import { proposeSkillRevocations, remindSkill } from './daily-steps'
import { permitHandlers } from './permit-handlers'
import { createPermitOffice, isoOf, now, passphrase, type PermitOffice } from './testing/permit-office'

let office: PermitOffice
beforeEach(() => {
  office = createPermitOffice()
})
const propose = (no: string, { act = 'revoke' as const, reasonCode = 'false_statement' as RevocationReason, by = 'expert' }: { act?: 'revoke' | 'reopen'; reasonCode?: RevocationReason; by?: string } = {}) =>
  now(permitHandlers.proposeRevocation(office.as('expert', by), { no, act, reasonCode, reason: 'مدرک نادرست بود' }))
const decide = (target: { id: string; version: number }, typed = passphrase) =>
  now(permitHandlers.revoke(office.as('director'), { id: target.id, version: target.version, passphrase: typed }))
const open = (all = false) => now(permitHandlers.revocations(office.as('director'), { open: !all })).items
const statusOf = (no: string) => findPermit(office.db, no)!.status
const told = (no: string) => office.told(findPermit(office.db, no)!.dossierId)
const codeOf = (work: () => unknown): unknown => {
  try {
    work()
  } catch (fault) {
    return Reflect.get(Object(fault), 'code')
  }
  return 'none'
}

describe('P06, P07: proposed by one, decided by another', () => {
  test('S1-B7: the Director revokes with her own key; the statement stands in the case and in the ledger, and the holder hears why', async () => {
    const no = await office.issue(1)
    const found = propose(no)
    expect(statusOf(no), 'a proposal changes nothing').toBe('valid')
    expect(open()).toMatchObject([{ id: found.id, permitNo: no, status: 'valid', act: 'revoke', proposedBy: 'expert', decision: null }])
    expect(decide(found)).toEqual({ status: 'revoked' })
    const { statement } = findCase(office.db, found.id)!
    const check = verifyJws(statement!, 'revocation+jws', listKeys(office.db))
    if (!check.ok) throw new Error(check.reason)
    const permit = findPermit(office.db, no)!
    expect(check.text).toBe(canonicalText({
      v: 1, k: 'revocation', no, digest: permit.digest, on: '2026-11-21', at: '2026-11-21T06:12:09Z', reason: 'false_statement',
    }))
    expect(check.key.use).toBe('director')
    const entry = entriesOf(office.db, 'Permit', no).find(({ kind }) => kind === 'permit.revoke')!
    expect(JSON.parse(entry.payload)).toMatchObject({ no, jws: statement, from: 'valid', to: 'revoked', reason_code: 'false_statement', proposed_by: 'expert', kid: check.key.kid })
    expect(office.kinds(no)).toEqual(['permit.sign', 'permit.proposeRevocation', 'permit.revoke'])
    expect(told(no).at(-1)).toBe('permit.revoked')
    expect(open()).toEqual([])
    expect(open(true)).toMatchObject([{ decision: 'accepted', decidedBy: 'director' }])
  })

  test('whoever proposed does not decide', async () => {
    const no = await office.issue(1)
    const found = propose(no, { by: 'director' })
    const head = readHead(office.db)
    expect(codeOf(() => decide(found))).toBe('SAME_PERSON')
    expect(readHead(office.db)).toEqual(head)
    expect(statusOf(no)).toBe('valid')
  })

  test('a wrong passphrase revokes nothing and leaves the case open', async () => {
    const no = await office.issue(1)
    const found = propose(no)
    expect(codeOf(() => decide(found, 'not hers'))).toBe('PASSPHRASE_WRONG')
    expect(statusOf(no)).toBe('valid')
    expect(open()).toHaveLength(1)
    expect(decide(found).status).toBe('revoked')
  })

  test('P08: dismissed with a reason it stays in force, and the same case is never decided twice', async () => {
    const no = await office.issue(1)
    const found = propose(no)
    expect(now(permitHandlers.dismissRevocation(office.as('director'), { id: found.id, version: found.version, reason: 'مدرک درست است' }))).toEqual({ status: 'valid' })
    expect(codeOf(() => decide(found))).toBe('REVOCATION_DECIDED')
    expect(open(true)).toMatchObject([{ decision: 'dismissed', decidedReason: 'مدرک درست است', decidedBy: 'director' }])
    expect(propose(no).decision, 'a new proposal may follow').toBeNull()
  })

  test('one open case a permit; none for one that is not in force; a stale view decides nothing', async () => {
    const no = await office.issue(1)
    const found = propose(no)
    expect(codeOf(() => propose(no))).toBe('REVOCATION_OPEN')
    expect(() => decide({ id: found.id, version: 7 })).toThrow()
    decide(found)
    expect(codeOf(() => propose(no))).toBe('PERMIT_STATE')
    expect(codeOf(() => propose(no, { act: 'reopen' }))).toBe('PERMIT_STATE')
  })

  test('S0-07: the holder of a revoked permit may ask anew in the same field', async () => {
    const no = await office.issue(1)
    decide(propose(no))
    expect(() => office.file(1)).not.toThrow()
  })
})

describe('D04: six months for the evidence of skill', () => {
  test.each([
    ['1405/08/30', '1406/02/30', ['1406/01/01', '1406/01/31', '1406/02/23']], ['1405/06/31', '1405/12/29', []], ['1403/06/31', '1403/12/30', []], ['1405/01/31', '1405/07/30', []],
  ])('S1-B7: a conditional permit of %s is due on %s, reminded 60, 30 and 7 days before, each once', async (issued, due, days) => {
    office.setToday(issued)
    const no = await office.issue(1, { pending: true })
    expect(findPermit(office.db, no)!.skillDue).toBe(isoOf(due))
    const sent: string[] = []
    for (let day = office.clock.today(); day <= isoOf(due) && days.length > 0; day = shift(day, 1)) {
      office.clock.set(`${day}T08:30:00Z`)
      if (remindSkill(office.as('director'), day) > 0) sent.push(day)
    }
    expect(sent).toEqual(days.map(isoOf))
    expect(told(no).filter((key) => key === 'permit.skill_reminder')).toHaveLength(days.length)
  })

  test('S1-B7: the day after, and not before, the calendar itself proposes to revoke; a person decides', async () => {
    const no = await office.issue(1, { pending: true })
    const system = { ...office.as('director'), actor: { username: 'system', displayName: '', role: 'system' as const } }
    office.setToday('1406/02/30')
    expect(proposeSkillRevocations(system, office.clock.today())).toBe(0)
    office.setToday('1406/02/31')
    expect(proposeSkillRevocations(system, office.clock.today())).toBe(1)
    expect(proposeSkillRevocations(system, office.clock.today()), 'once').toBe(0)
    expect(statusOf(no)).toBe('conditional')
    const [found] = open()
    expect(found).toMatchObject({ permitNo: no, reasonCode: 'skill_expired', proposedBy: 'system' })
    expect(decide(found!)).toEqual({ status: 'revoked' })
  })

  test('S1-B7: what the Director dismissed is not proposed again by the calendar', async () => {
    await office.issue(1, { pending: true })
    office.setToday('1406/03/05')
    proposeSkillRevocations(office.as('director', 'system'), office.clock.today())
    const [found] = open()
    now(permitHandlers.dismissRevocation(office.as('director'), { id: found!.id, version: 1, reason: 'گواهی در راه است' }))
    expect(proposeSkillRevocations(office.as('director', 'system'), office.clock.today())).toBe(0)
  })

  test('S1-B7: suspension does not stop the six months', async () => {
    const no = await office.issue(1, { pending: true })
    now(permitHandlers.suspend(office.as('director'), { no, reason: 'گزارش خلاف' }))
    office.setToday('1406/02/31')
    expect(proposeSkillRevocations(office.as('director', 'system'), office.clock.today())).toBe(1)
  })

  const accept = (no: string, issuedOn = '2026-12-01') =>
    now(permitHandlers.acceptSkillEvidence(office.as('expert'), { no, evidence: 'experience', paperNo: '۱۲۳', issuedOn }))

  test('S1-B7: P03: a paper handed in by the last day makes the permit unconditional; nothing reminds or proposes after it', async () => {
    const no = await office.issue(1, { pending: true })
    office.setToday('1406/02/30')
    expect(accept(no)).toEqual({ status: 'valid' })
    expect(now(permitHandlers.read(office.as('expert'), { no }))).toMatchObject({
      status: 'valid', skillDue: '2027-05-20', skillPaper: { evidence: 'experience', paperNo: '۱۲۳', acceptedOn: '2027-05-20' }, verdict: { outcome: 'valid' },
    })
    expect(told(no).at(-1)).toBe('permit.skill_accepted')
    office.setToday('1406/03/01')
    expect([remindSkill, proposeSkillRevocations].map((step) => step(office.as('director'), office.clock.today()))).toEqual([0, 0])
    expect(now(permitHandlers.skillDeadlines(office.as('expert'), {})).items).toEqual([])
  })

  test('S1-B7: a day late it is refused, as is a paper of tomorrow or one for a permit without the condition', async () => {
    const no = await office.issue(1, { pending: true })
    expect(codeOf(() => accept(no, '2026-11-22'))).toBe('SKILL_DATE')
    office.setToday('1406/02/31')
    expect(codeOf(() => accept(no))).toBe('SKILL_LATE')
    expect(statusOf(no)).toBe('conditional')
    expect(codeOf(() => accept('P-0'))).toBe('NOT_FOUND')
    const whole = await office.issue(2)
    expect(codeOf(() => accept(whole))).toBe('PERMIT_STATE')
  })

  test('S1-B7: the list of deadlines counts the days, says who was reminded, and keeps the late ones first', async () => {
    const late = await office.issue(1, { pending: true })
    office.setToday('1406/01/01')
    const later = await office.issue(2, { pending: true })
    remindSkill(office.as('director'), office.clock.today())
    office.setToday('1406/03/02')
    const { items } = now(permitHandlers.skillDeadlines(office.as('clerk'), {}))
    expect(items.map(({ permitNo, daysLeft, reminded }) => ({ permitNo, daysLeft, reminded }))).toEqual([
      { permitNo: late, daysLeft: -3, reminded: [60] }, { permitNo: later, daysLeft: 123, reminded: [] },
    ])
  })
})

const shift = (day: string, days: number): string => new Date(Date.parse(`${day}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10)

describe('P12: opened again after a wrong record of death', () => {
  const die = (no: string): string => transact(office.db, () => {
    const { nationalId } = findPermit(office.db, no)!
    insertDeath(office.db, nationalId, { on: '2026-11-20', source: 'document', reference: '۱' }, 'x', 'expert')
    closePermitsOf(office.as('expert'), nationalId, '2026-11-20')
    return nationalId
  })

  test('S0-25: the wrong record goes, the permit stands as it stood, by two persons and a signed statement', async () => {
    const no = await office.issue(1, { pending: true })
    const nationalId = die(no)
    const found = propose(no, { act: 'reopen', reasonCode: 'other' })
    expect(decide(found)).toEqual({ status: 'conditional' })
    expect(deathOf(office.db, nationalId)).toBeNull()
    const check = verifyJws(findCase(office.db, found.id)!.statement!, 'revocation+jws', listKeys(office.db))
    expect(check).toMatchObject({ ok: true, value: { k: 'reopening', no, reason: 'other' } })
    expect(office.kinds(no)).toEqual(['permit.sign', 'permit.closeByDeath', 'permit.proposeRevocation', 'permit.reopen'])
    expect(told(no).at(-1)).toBe('permit.reinstated')
  })

  test('what ran out meanwhile is opened as run out', async () => {
    office.db.prepare("INSERT INTO settings (key, value, at) VALUES ('permitValidityMonths', '1', '')").run()
    const no = await office.issue(1)
    die(no)
    const found = propose(no, { act: 'reopen', reasonCode: 'other' })
    office.setToday('1405/10/02')
    expect(decide(found)).toEqual({ status: 'expired' })
  })
})
