import { beforeEach, describe, expect, test } from 'vitest'
import type { PermitDetail } from '#contract/permits'
import { permitStatuses, type PermitStatus } from '#contract/permit-life'
import { transact } from '#db/transact'
import { findPermit } from '#db/permits/permit-repo'
import { closePermitsOf } from './close-by-death'
import { expirePermits, remindRenewal } from './daily-steps'
import { permitHandlers } from './permit-handlers'
import { mayFrom, statusTable, type StatusCommand } from './status-table'
import { createPermitOffice, isoOf, now, type PermitOffice } from './testing/permit-office'

let office: PermitOffice
beforeEach(() => {
  office = createPermitOffice()
})
const read = (no: string): PermitDetail => now(permitHandlers.read(office.as('expert'), { no }))
const suspend = (no: string) => now(permitHandlers.suspend(office.as('director'), { no, reason: 'گزارش خلاف' }))
const reinstate = (no: string) => now(permitHandlers.reinstate(office.as('director'), { no, reason: 'خلاف نبود' }))
const told = (no: string) => office.told(findPermit(office.db, no)!.dossierId)
const setting = (key: string, value: string): void => {
  office.db.prepare('INSERT INTO settings (key, value, at) VALUES (?, ?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value').run(key, value, '2026-11-21')
}
const today = (): string => office.clock.today()

test('S0-03: an auditor reads a permit with its face masked and its verdict whole', async () => {
  const no = await office.issue(1)
  const { face, verdict } = now(permitHandlers.read(office.as('auditor'), { no }))
  expect(face).toEqual({ ...read(no).face, address: '•••', postalCode: '•••', fatherName: '•••', salt: '', nationalId: expect.stringMatching(/^\d{3}\*{5}\d{2}$/) })
  expect(verdict).toEqual(read(no).verdict)
})

describe('P04, P05: suspended and reinstated', () => {
  test('S0-12: by the Director alone, with a reason, in the history, in the ledger and told to the holder', async () => {
    const no = await office.issue(1)
    expect(suspend(no)).toEqual({ status: 'suspended' })
    expect(read(no)).toMatchObject({ status: 'suspended' })
    expect(read(no).history.map(({ status, by, reason }) => ({ status, by, reason }))).toEqual([
      { status: 'valid', by: 'director', reason: '' }, { status: 'suspended', by: 'director', reason: 'گزارش خلاف' },
    ])
    expect(reinstate(no)).toEqual({ status: 'valid' })
    expect(office.kinds(no)).toEqual(['permit.sign', 'permit.suspend', 'permit.reinstate'])
    expect(told(no).slice(-3)).toEqual(['permit.issued', 'permit.suspended', 'permit.reinstated'])
    expect(office.pushed.filter(({ event }) => event === 'dossier.changed').every(({ signedRows }) => signedRows !== -1)).toBe(true)
  })

  test('a conditional permit comes back conditional; its six months ran on', async () => {
    const no = await office.issue(1, { pending: true })
    suspend(no)
    expect(reinstate(no)).toEqual({ status: 'conditional' })
    expect(read(no).skillDue).toBe('2027-05-20')
  })

  test('one that ran out meanwhile comes back as run out, and the holder hears that', async () => {
    setting('permitValidityMonths', '1')
    const no = await office.issue(1)
    suspend(no)
    office.setToday('1405/10/01')
    expect(reinstate(no)).toEqual({ status: 'expired' })
    expect(told(no).at(-1)).toBe('permit.expired')
  })

  test('S0-07: the signed bytes are the same before and after, and still verify', async () => {
    const no = await office.issue(1)
    const before = read(no)
    suspend(no)
    expect(read(no)).toMatchObject({ jws: before.jws, bytes: before.bytes, digest: before.digest, verdict: { outcome: 'valid' } })
  })

  test('S0-07: its holder gets no second permit in the field while it is suspended', async () => {
    const no = await office.issue(1)
    suspend(no)
    expect(() => office.file(1)).toThrow(expect.objectContaining({ code: 'INTAKE_REFUSED' }))
  })
})

describe('D08, P09: validity', () => {
  test.each([['1405/08/30', 36, '1408/08/30'], ['1403/12/30', 36, '1406/12/29']])(
    'S0-13: a permit of %s for %i months runs to %s, and that day still counts', async (issued, months, till) => {
      setting('permitValidityMonths', String(months))
      office.setToday(issued)
      const no = await office.issue(1)
      expect(read(no)).toMatchObject({ till: isoOf(till), verdict: { outcome: 'valid', payload: { till: isoOf(till) } } })
      office.clock.set(`${isoOf(till)}T08:30:00Z`)
      expect(expirePermits(office.as('director'), today())).toBe(0)
      office.clock.set(`${nextDay(till)}T08:30:00Z`)
      expect(expirePermits(office.as('director'), today())).toBe(1)
      expect(expirePermits(office.as('director'), today()), 'once').toBe(0)
      expect(read(no).status).toBe('expired')
      expect(told(no).at(-1)).toBe('permit.expired')
    })

  test('S0-25: without the setting a permit has no end, however long it stands', async () => {
    const no = await office.issue(1)
    expect(read(no).till).toBeNull()
    office.setToday('1450/01/01')
    expect(expirePermits(office.as('director'), today())).toBe(0)
    expect(read(no).status).toBe('valid')
  })

  test('S0-13: reminded 60, 30 and 7 days before, each once; after a pause only the nearest', async () => {
    setting('permitValidityMonths', '3')
    const no = await office.issue(1)
    const reminders = (): number => told(no).filter((key) => key === 'permit.renewal_due').length
    const roundOn = (days: number): number => {
      office.clock.set(`${back(read(no).till!, days)}T08:30:00Z`)
      return remindRenewal(office.as('director'), today())
    }
    expect([61, 60, 59, 31, 30, 8, 7, 7, 0].map(roundOn)).toEqual([0, 1, 0, 0, 1, 0, 1, 0, 0])
    expect(reminders()).toBe(3)
    office.setToday('1405/08/30')
    const late = await office.issue(2)
    office.clock.set(`${back(read(late).till!, 5)}T08:30:00Z`)
    expect(remindRenewal(office.as('director'), today())).toBe(1)
    expect(remindRenewal(office.as('director'), today())).toBe(0)
  })
})

const shift = (day: string, days: number): string => new Date(Date.parse(`${day}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10)
const back = (day: string, days: number): string => shift(day, -days)
const nextDay = (jalali: string): string => shift(isoOf(jalali), 1)

describe('P11: as long as the person lives', () => {
  test('S0-25: a death closes every permit of the person, in whatever field, and nobody else’s; nobody is told', async () => {
    const first = await office.issue(1)
    const second = await office.issue(1, { fieldCode: '1002' })
    const other = await office.issue(2)
    suspend(second)
    const before = told(first).length
    const { nationalId } = findPermit(office.db, first)!
    const closed = transact(office.db, () => closePermitsOf(office.as('expert'), nationalId, '2026-11-20'))
    expect(closed).toBe(2)
    expect([first, second, other].map((no) => read(no).status)).toEqual(['closed_by_death', 'closed_by_death', 'valid'])
    expect(told(first)).toHaveLength(before)
    expect(transact(office.db, () => closePermitsOf(office.as('expert'), nationalId, '2026-11-20')), 'twice does nothing').toBe(0)
  })
})

describe('the table of statuses (domain model §3.2)', () => {
  const commands = Object.keys(statusTable) as StatusCommand[]

  test('only what stands in it may be done, by the database too', () => {
    const allowed = commands.flatMap((command) => permitStatuses.filter((status) => mayFrom(status, command)).map((status) => `${status} ${command}`))
    expect(allowed).toHaveLength(commands.reduce((sum, command) => sum + statusTable[command].from.length, 0))
    for (const end of ['revoked', 'superseded'] satisfies PermitStatus[]) expect(commands.some((command) => mayFrom(end, command)), end).toBe(false)
  })

  test('a command in another status is refused by name and changes nothing', async () => {
    const no = await office.issue(1)
    expect(() => reinstate(no)).toThrow(expect.objectContaining({ code: 'PERMIT_STATE', details: { from: 'valid', command: 'reinstate' } }))
    suspend(no)
    expect(() => suspend(no)).toThrow(expect.objectContaining({ code: 'PERMIT_STATE' }))
    expect(read(no).history).toHaveLength(2)
    expect(() => suspend('P-0')).toThrow(expect.objectContaining({ code: 'NOT_FOUND' }))
  })
})

describe('the register and the check say what became of a permit', () => {
  test('verify: a good signature over a permit that is not in force any more says so', async () => {
    const no = await office.issue(1)
    const { jws } = read(no)
    const standing = () => now(permitHandlers.verify(office.as('inspector'), { text: jws })).standing
    expect(standing()).toEqual({ status: 'valid', since: '2026-11-21', successorNo: null, till: null, skillDue: null })
    office.setToday('1405/09/02')
    suspend(no)
    expect(now(permitHandlers.verify(office.as('inspector'), { text: jws }))).toMatchObject({
      verdict: { outcome: 'valid' }, registered: true, standing: { status: 'suspended', since: isoOf('1405/09/02') },
    })
  })

  test('the register narrows by status, and counts what it shows', async () => {
    const [one, two] = [await office.issue(1), await office.issue(2, { pending: true })]
    suspend(one)
    const register = (statuses: PermitStatus[]) => now(permitHandlers.register(office.as('auditor'), { text: '', statuses, after: null, limit: 50 }))
    expect(register(['suspended'])).toMatchObject({ total: 1, items: [{ no: one }] })
    expect(register(['conditional', 'suspended']).items.map(({ no }) => no)).toEqual([two, one])
    expect(register([]).total).toBe(2)
    expect(register(['revoked'])).toMatchObject({ total: 0, items: [] })
  })
})
