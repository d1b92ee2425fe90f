import { spawnSync } from 'node:child_process'
import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { beforeEach, describe, expect, test } from 'vitest'
import { judge, type CheckedList } from '#contract/verify/judge'
import { statusAt } from '#contract/verify/status-list'
import { sha256 } from '#main/ledger/index'
import { keysOfTrustFile, signingHandlers } from '#main/signing/index'
import { findPermit } from '#db/permits/permit-repo'
import { findStatusList, listsInUse, placeOfNumber } from '#db/permits/status-list-repo'
import { putStatus } from '#db/permits/status-repo'
import { transact } from '#db/transact'
import { closePermitsOf } from '../close-by-death'
import { expirePermits } from '../daily-steps'
import { permitHandlers } from '../permit-handlers'
import { createPermitOffice, nationalIdOf, now, passphrase, type PermitOffice } from '../testing/permit-office'
import { publishNightly } from './publish-list'
import { verifyListText } from './sign-list'

let office: PermitOffice
beforeEach(() => {
  office = createPermitOffice()
})
const director = () => office.as('director')
const valueOf = (no: string): number | null => {
  const { list, place } = placeOfNumber(office.db, no)!
  const row = findStatusList(office.db, list)
  return row ? statusAt(row.bits, place) : null
}
const lists = () => now(permitHandlers.statusList(office.as('clerk'), {})).lists
const trust = () => keysOfTrustFile(now(signingHandlers.trustFile(office.as('clerk'), {})).content)!.keys
const published = (): string[] =>
  office.db.prepare<[], string>("SELECT aggregate_id || ' ' || base_version FROM ledger_entries WHERE kind = 'statusList.publish' ORDER BY seq").pluck().all()
const suspend = (no: string) => now(permitHandlers.suspend(director(), { no, reason: 'گزارش خلاف' }))
const revoke = (no: string) => {
  const { id, version } = now(permitHandlers.proposeRevocation(office.as('expert'), { no, act: 'revoke', reasonCode: 'other', reason: 'گزارش بازرس' }))
  return now(permitHandlers.revoke(director(), { id, version, passphrase }))
}

describe('S1-B7, S0-25: each change of a status is in the newest list, in the same transaction', () => {
  test('suspended 2, reinstated 0, revoked 1', async () => {
    const no = await office.issue(1)
    expect(valueOf(no)).toBeNull()
    suspend(no)
    expect(valueOf(no)).toBe(2)
    now(permitHandlers.reinstate(director(), { no, reason: 'خلاف نبود' }))
    expect(valueOf(no)).toBe(0)
    revoke(no)
    expect(valueOf(no)).toBe(1)
    expect(published()).toEqual(['0600-1 0', '0600-1 1', '0600-1 2'])
  })
  test('closed by death 1, opened again 0', async () => {
    const no = await office.issue(1)
    transact(office.db, () => closePermitsOf(director(), nationalIdOf(1)))
    expect(valueOf(no)).toBe(1)
    const { id, version } = now(permitHandlers.proposeRevocation(office.as('expert'), { no, act: 'reopen', reasonCode: 'other', reason: 'ثبت مرگ نادرست بود' }))
    now(permitHandlers.revoke(director(), { id, version, passphrase }))
    expect(findPermit(office.db, no)?.status).toBe('valid')
    expect(valueOf(no)).toBe(0)
  })
  test('superseded 3; run out 0, because its own bytes say so; evidence of skill changes nothing', async () => {
    const [first, second, third] = [await office.issue(1), await office.issue(2), await office.issue(3, { pending: true })]
    transact(office.db, () => { putStatus(office.db, first, { status: 'superseded', on: '2026-11-21', at: 'x', by: 'director', reasonCode: null, reason: '', successorNo: second }) })
    publishNightly(director(), '2026-11-21', '')
    expect(valueOf(first)).toBe(3)
    office.db.exec(`DROP TRIGGER permits_fixed; UPDATE permits SET till = '2026-11-20' WHERE no = '${second}'`)
    const before = published().length
    expect(expirePermits(office.as('system_manager'), '2026-11-21')).toBe(1)
    now(permitHandlers.acceptSkillEvidence(office.as('expert'), { no: third, evidence: 'certificate', paperNo: '۱۲', issuedOn: '2026-11-20' }))
    expect(published()).toHaveLength(before)
    expect([valueOf(second), valueOf(third)]).toEqual([0, 0])
  })
  test('a change that fails leaves no list behind', async () => {
    const no = await office.issue(1)
    suspend(no)
    const before = findStatusList(office.db, '0600-1')
    expect(() => suspend(no)).toThrow('PERMIT_STATE')
    expect(() => transact(office.db, () => { now(permitHandlers.reinstate(director(), { no, reason: 'خلاف نبود' })); throw new Error('disk') })).toThrow('disk')
    expect(findStatusList(office.db, '0600-1')).toEqual(before)
  })
  test('a confirmation lies in its county’s list, which the same office publishes', async () => {
    const no = await office.issue(1, { fieldCode: '2001' })
    suspend(no)
    expect(published()).toEqual(['0603-1 0'])
    expect(lists().map(({ list }) => list)).toEqual(['0600-1', '0603-1'])
  })
  test('without a seal a permit is suspended all the same, and the list waits', async () => {
    const no = await office.issue(1)
    office.db.exec("UPDATE signing_keys SET state = 'retired' WHERE use = 'seal'")
    expect(suspend(no)).toEqual({ status: 'suspended' })
    expect(valueOf(no)).toBeNull()
    expect(() => lists()).toThrow('SEAL_KEY_ABSENT')
  })
})

describe('nightly and on demand', () => {
  const day = (instant: string): string => {
    office.clock.set(instant)
    return office.clock.today()
  }
  const night = (today: string): number => {
    let done = 0
    for (let after: string | null = ''; after !== null;) {
      const part: { done: number; next: string | null } = publishNightly(office.as('system_manager'), today, after)
      done += part.done
      after = part.next
    }
    return done
  }
  test('once a day each list of the office, also the one nobody is in yet', async () => {
    expect(night(day('2026-11-22T08:00:00Z'))).toBe(1)
    await office.issue(1, { fieldCode: '2001' })
    expect(night(day('2026-11-22T09:00:00Z'))).toBe(1)
    expect(night(day('2026-11-22T10:00:00Z'))).toBe(0)
    expect(night(day('2026-11-23T08:00:00Z'))).toBe(2)
    expect(listsInUse(office.db)).toEqual(['0603-1'])
  })
  test('a list that fell behind its permits is set right', async () => {
    const no = await office.issue(1)
    office.db.exec('DROP TRIGGER status_lists_go_on')
    suspend(no)
    office.db.exec("UPDATE status_lists SET bits = zeroblob(32768)")
    expect(valueOf(no)).toBe(0)
    expect(night('2026-11-21')).toBe(1)
    expect(valueOf(no)).toBe(2)
  })
  test('a clock that was put back publishes nothing older than what is out', async () => {
    const no = await office.issue(1)
    suspend(no)
    const before = lists()[0]!
    day('2026-11-20T06:00:00Z')
    now(permitHandlers.reinstate(director(), { no, reason: 'خلاف نبود' }))
    expect(lists()[0]!.asOf).toBe(before.asOf)
    expect(lists()[0]!.content).not.toBe(before.content)
  })
  test('the exported file is the stored one until half of its time is over; its ledger entry goes to the registry', () => {
    const [first] = lists()
    expect(first).toMatchObject({ list: '0600-1', fileName: 'status-0600-1.jwt', asOf: '2026-11-21T06:12:09Z', freshUntil: '2026-11-24T06:12:09Z' })
    day('2026-11-22T18:00:00Z')
    expect(lists()[0]).toEqual(first)
    day('2026-11-22T18:13:00Z')
    expect(lists()[0]!.asOf).toBe('2026-11-22T18:13:00Z')
    const entry = office.db.prepare<[], string>("SELECT payload FROM ledger_entries WHERE kind = 'statusList.publish' ORDER BY seq LIMIT 1").pluck().get()
    expect(JSON.parse(entry!)).toEqual({ list: '0600-1', at: '2026-11-21T06:12:09Z', digest: first!.digest, jws: first!.content.trim() })
    expect(sha256(first!.content.trim())).toBe(first!.digest)
    expect(office.db.prepare("SELECT DISTINCT stream FROM deliveries JOIN ledger_entries USING (op_id) WHERE kind = 'statusList.publish'").pluck().all()).toEqual(['revocations'])
  })
})

describe('security row 22: one run with the clock ten years ahead', () => {
  const wrong = '2036-11-21T06:12:09Z'
  const right = '2026-11-21T09:00:00Z'
  const publishAhead = (): CheckedList[] => {
    office.clock.set(wrong)
    publishNightly(office.as('system_manager'), office.clock.today(), '')
    return opened()
  }
  const opened = () => lists().map(({ content }) => verifyListText(content, trust())).flatMap((one) => (one.ok ? one.list : []))
  const stateBy = (no: string, given: CheckedList[]) => judge(JSON.parse(findPermit(office.db, no)!.bytes) as { st: string }, given, office.clock.now())

  test('the mended clock publishes again, on demand, and a permit is valid at a bank, which may still hold the early list', async () => {
    const no = await office.issue(1)
    const ahead = publishAhead()
    expect(lists()[0]).toMatchObject({ asOf: wrong })
    office.clock.set(right)
    expect(stateBy(no, ahead)).toMatchObject({ state: 'unknown', why: 'list_early' })
    const again = opened()
    expect(lists()[0]).toMatchObject({ asOf: right, freshUntil: '2026-11-24T09:00:00Z' })
    expect(stateBy(no, again)).toEqual({ state: 'valid', asOf: '2026-11-21T09:00:00.000Z', why: null })
    expect(stateBy(no, [...ahead, ...again])).toEqual(stateBy(no, again))
    expect(published()).toEqual(['0600-1 0', '0600-1 1'])
  })
  test('the night takes a list from so far ahead for an old one', async () => {
    await office.issue(1)
    publishAhead()
    office.clock.set(right)
    expect(publishNightly(office.as('system_manager'), office.clock.today(), '')).toEqual({ done: 1, next: null })
    expect(publishNightly(office.as('system_manager'), office.clock.today(), '')).toEqual({ done: 0, next: null })
    expect(findStatusList(office.db, '0600-1')).toMatchObject({ version: 2, issuedAt: right })
  })
  test('so does a change of one permit', async () => {
    const no = await office.issue(1)
    publishAhead()
    office.clock.set(right)
    suspend(no)
    expect(findStatusList(office.db, '0600-1')).toMatchObject({ version: 2, issuedAt: right })
    expect(stateBy(no, opened()).state).toBe('suspended')
  })
  test('what was taken away under the wrong clock is believed, by the early list and by the next one', async () => {
    const no = await office.issue(1)
    publishAhead()
    revoke(no)
    const ahead = opened()
    office.clock.set(right)
    expect(stateBy(no, ahead)).toMatchObject({ state: 'revoked', asOf: '2036-11-21T06:12:09.000Z' })
    expect(stateBy(no, opened())).toMatchObject({ state: 'revoked', asOf: '2026-11-21T09:00:00.000Z' })
  })
})

describe('S0-24: an outsider with the trust file and the list', () => {
  const standing = (no: string) => {
    const checked = lists().map(({ content }) => verifyListText(content, trust()))
    const permit = findPermit(office.db, no)!
    return judge(JSON.parse(permit.bytes) as { st: string }, checked.flatMap((one) => (one.ok ? one.list : [])), office.clock.now()).state
  }
  test('learns what became of each permit', async () => {
    const nos = [await office.issue(1), await office.issue(2), await office.issue(3), await office.issue(4, { fieldCode: '2001' })]
    suspend(nos[1]!)
    revoke(nos[2]!)
    expect(nos.map(standing)).toEqual(['valid', 'suspended', 'revoked', 'valid'])
    expect(lists().map(({ content }) => content).join()).not.toContain('P-0600')
  })
  test('a practice office’s list speaks of practice permits only', async () => {
    office = createPermitOffice({ training: true })
    const no = await office.issue(1)
    expect(lists().map(({ content }) => verifyListText(content, trust()))).toMatchObject([{ ok: true, list: { test: true } }])
    expect(standing(no)).toBe('valid')
  })
  test('in Python, from docs/formats alone, the same', async () => {
    const nos = [await office.issue(1), await office.issue(2), await office.issue(3), await office.issue(4, { fieldCode: '2001', pending: true })]
    suspend(nos[1]!)
    revoke(nos[2]!)
    const folder = mkdtempSync(join(tmpdir(), 'mohr-list-'))
    const put = (name: string, content: string): string => {
      writeFileSync(join(folder, name), content)
      return join(folder, name)
    }
    const files = nos.map((no) => put(`${no}.jws`, now(permitHandlers.exportFile(office.as('clerk'), { no })).content))
    const listFiles = lists().flatMap(({ fileName, content }) => ['--status-list', put(fileName, content)])
    const trustFile = put('trust.json', now(signingHandlers.trustFile(office.as('clerk'), {})).content)
    const ask = (instant: string, given = listFiles) => {
      const run = spawnSync('python3', [join(import.meta.dirname, '../../../docs/formats/verify.py'), '--trust', trustFile, ...given, '--now', instant, ...files], { encoding: 'utf8' })
      expect(run.stderr).toBe('')
      const said = run.stdout.trim().split('\n').map((line) => JSON.parse(line) as { outcome: string; standing: { state: string; asOf: string | null } })
      return { code: run.status, states: said.map(({ standing: { state } }) => state), asOf: said[0]!.standing.asOf }
    }
    expect(ask('2026-11-21T08:00:00Z')).toEqual({ code: 5, states: ['valid', 'suspended', 'revoked', 'valid'], asOf: '2026-11-21T06:12:09.000Z' })
    expect(ask('2026-12-21T08:00:00Z').states).toEqual(['unknown', 'suspended', 'revoked', 'unknown'])
    expect(ask('2026-11-21T08:00:00Z', [])).toEqual({ code: 6, states: ['unknown', 'unknown', 'unknown', 'unknown'], asOf: null })
    office.clock.set('2036-11-21T06:12:09Z')
    now(permitHandlers.suspend(director(), { no: nos[0]!, reason: 'گزارش خلاف' }))
    const ahead = lists().flatMap(({ fileName, content }) => ['--status-list', put(`ahead-${fileName}`, content)])
    expect(ask('2026-11-21T08:00:00Z', ahead)).toEqual({ code: 5, states: ['suspended', 'suspended', 'revoked', 'unknown'], asOf: '2036-11-21T06:12:09.000Z' })
    expect(ask('2026-11-21T08:00:00Z', [...ahead, ...listFiles]).states).toEqual(['suspended', 'suspended', 'revoked', 'valid'])
  }, 60_000)
})
