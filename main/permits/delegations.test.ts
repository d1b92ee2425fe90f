import { beforeEach, describe, expect, test } from 'vitest'
import { contract } from '#contract'
import type { Delegation } from '#contract/delegations'
import { delegationPayload } from '#contract/verify/delegation'
import { canonicalText, sha256 } from '#main/ledger/index'
import { openDirectorSigner, signingHandlers } from '#main/signing/index'
import { verifyDelegation, verifyDelegationEnd } from '#main/signing/delegation/verify-delegation'
import { exportTrustFile } from '#main/signing/trust-file'
import { writeSetting } from '#db/catalogues/setting-repo'
import { entriesOf } from '#db/ledger/ledger-repo'
import { listKeys } from '#db/signing/key-repo'
import { createActingOffice, type ActingOffice } from './testing/acting-office'
import { now, passphrase } from './testing/permit-office'

let at: ActingOffice
beforeEach(() => {
  at = createActingOffice()
})
const draft = (terms: Record<string, unknown> = {}, who = at.director()) =>
  now(signingHandlers.draftDelegation(who, contract.signing.draftDelegation.input.parse({ to: 'deputy', from: '1405/08/30', until: '1405/09/10', kinds: ['permit'], ...terms })))
const view = (who = at.director()) => now(signingHandlers.delegations(who, {}))
const refusal = (work: () => unknown): unknown => {
  try {
    work()
    return null
  } catch (error) {
    return error instanceof Error && 'fields' in error && (error.fields as unknown[]).length > 0 ? (error.fields as { field: string; reason: string }[]).map(({ field, reason }) => `${field} ${reason}`) : (error as Error).message
  }
}

describe('given', () => {
  test('the shown bytes are the signed bytes; sets have one order, limits that are none are left out', () => {
    const { bytes, digest } = draft({ kinds: ['revocation', 'permit', 'permit'], counties: ['0604', '0603'], withLoan: false, max: '۵۰' })
    expect(digest).toBe(sha256(bytes))
    const given = now(signingHandlers.giveDelegation(at.director(), { bytes, passphrase }))
    expect(given).toMatchObject({
      digest, state: 'active', givenBy: 'director', givenByName: 'علیرضا نیک‌سرشت', toUser: 'deputy', toName: 'نرگس نمونه‌کار', from: '2026-11-21', until: '2026-12-01', signed: 0,
      scope: { k: ['permit', 'revocation'], cty: ['0603', '0604'], loan: false, max: 50 },
    })
    const check = verifyDelegation(given.jws, listKeys(at.db))
    expect(check).toMatchObject({ ok: true, digest, payload: { iss: '0600', at: '2026-11-21T06:12:09Z', to: { post: 'معاون اشتغال' } } })
    expect(canonicalText(delegationPayload.parse(JSON.parse(bytes)))).toBe(bytes)
    const [entry] = entriesOf(at.db, 'Delegation', digest)
    expect([entry!.kind, JSON.parse(entry!.payload)]).toMatchObject(['delegation.grant', { jws: given.jws, to: 'deputy' }])
    expect(JSON.parse(entry!.depends_on)).toHaveLength(2)
  })

  test('both see it: the Director all of them, the acting one hers', () => {
    at.give()
    expect(view()).toMatchObject({ principal: { username: 'director' }, post: 'director', acting: [{ username: 'deputy', hasKey: true }], maxDays: 60 })
    expect(view(at.deputy())).toMatchObject({ post: 'acting', items: [{ toUser: 'deputy', state: 'active' }] })
    expect(view(at.as('auditor')).items).toHaveLength(1)
  })

  test.each<[string, Record<string, unknown>, unknown]>([
    ['yesterday', { from: '1405/08/29' }, ['from DATE_IN_PAST']], ['backwards', { until: '1405/08/29' }, ['until DATE_BEFORE_START']],
    ['too long', { until: '1405/10/30' }, ['until DELEGATION_TOO_LONG']], ['a county that is none', { counties: ['9999'] }, ['counties COUNTY_UNKNOWN']],
    ['a field that is none', { fields: ['77777'] }, ['fields FIELD_UNKNOWN']], ['to herself', { to: 'director' }, 'DELEGATE_UNFIT'],
    ['to nobody', { to: 'nobody' }, 'DELEGATE_UNFIT'], ['to somebody of another role', { to: 'manager' }, 'DELEGATE_UNFIT'],
  ])('%s is refused', (_, terms, why) => {
    expect(refusal(() => draft(terms))).toEqual(why)
  })

  test('the longest delegation is the office’s to set', () => {
    writeSetting(at.db, 'delegationDays', '5', '2026-11-21T06:00:00Z')
    expect(refusal(() => draft({ until: '1405/09/05' }))).toEqual(['until DELEGATION_TOO_LONG'])
    expect(refusal(() => draft({ until: '1405/09/04' }))).toBeNull()
  })

  test('an acting director passes nothing on and takes nothing back; one without a key is given nothing', () => {
    const given = at.give()
    expect(refusal(() => draft({}, at.deputy()))).toBe('PRINCIPAL_ONLY')
    expect(refusal(() => signingHandlers.endDelegation(at.deputy(), { digest: given.digest, reason: 'خودم', passphrase }))).toBe('PRINCIPAL_ONLY')
    expect(refusal(() => signingHandlers.giveDelegation(at.deputy(), { bytes: '{}', passphrase }))).toBe('PRINCIPAL_ONLY')
    at.db.prepare("INSERT INTO staff_users (username, display_name, post, roles, active, version, created_at) VALUES ('third', 'سوم', '', 'director', 1, 1, '2026-11-01')").run()
    expect(refusal(() => draft({ to: 'third' }))).toBe('DELEGATE_UNFIT')
  })

  test('two that overlap are refused until the first is ended; one after the other is not', () => {
    const given = at.give()
    expect(refusal(() => draft({ from: '1405/09/10', until: '1405/09/12' }))).toBe('DELEGATION_OVERLAP')
    expect(refusal(() => draft({ from: '1405/09/11', until: '1405/09/12' }))).toBeNull()
    at.end(given.digest)
    expect(refusal(() => draft())).toBeNull()
  })

  test('bytes that were not drafted here just now, or twice the same, are not signed; a wrong passphrase signs nothing', () => {
    const { bytes } = draft()
    const give = (text: string, typed = passphrase) => refusal(() => signingHandlers.giveDelegation(at.director(), { bytes: text, passphrase: typed }))
    expect(give(bytes, 'not her passphrase')).toBe('PASSPHRASE_WRONG')
    for (const text of ['{}', `${bytes} `, bytes.replace('"iss":"0600"', '"iss":"0601"'), bytes.replace('نرگس', 'نسرین'), bytes.replace('{"at"', '{"at":"2026-11-21T06:12:09Z","at"')]) expect(give(text), text.slice(0, 60)).toBe('DELEGATION_STALE')
    at.clock.set('2026-11-21T06:30:00Z')
    expect(give(bytes)).toBe('DELEGATION_STALE')
    at.clock.set('2026-11-21T06:20:00Z')
    expect(give(bytes)).toBeNull()
    expect(give(bytes)).toBe('DELEGATION_STALE')
    expect(view().items).toHaveLength(1)
  })
})

test('taken back once, with a statement that anybody can check', () => {
  const given = at.give()
  const ended = at.end(given.digest)
  expect(ended.endedAt).toBe('2026-11-21T06:12:10Z')
  const { content, fileName } = now(signingHandlers.delegationFile(at.as('clerk'), { digest: given.digest }))
  expect(fileName).toBe(`delegation-0600-${given.digest.slice(0, 8)}.jws`)
  const [jws, end] = content.trim().split('\n')
  expect(jws).toBe(given.jws)
  expect(verifyDelegationEnd(end!, listKeys(at.db))).toMatchObject({ ok: true, payload: { k: 'delegation_end', del: given.digest, at: ended.endedAt } })
  expect(refusal(() => at.end(given.digest))).toBe('DELEGATION_OVER')
  expect(entriesOf(at.db, 'Delegation', given.digest).map(({ kind }) => kind)).toEqual(['delegation.grant', 'delegation.revoke'])
  expect(JSON.parse(exportTrustFile(at.director()).content)).toMatchObject({ delegations: [{ jws, end }] })
})

test('the database keeps delegations as they were signed', () => {
  const { digest } = at.give()
  const refused = (sql: string, why: string) => expect(() => at.db.exec(sql), sql).toThrow(why)
  refused("UPDATE delegations SET until_day = '2030-01-01'", 'only be ended')
  refused('DELETE FROM delegations', 'name their delegation')
  at.end(digest)
  refused("UPDATE delegations SET ended_at = NULL, ended_by = NULL, end_reason = NULL, end_jws = NULL", 'only be ended')
})

describe('one seat, one Director', () => {
  const seat = (username: string) => now(signingHandlers.seatDirector(at.as('system_manager', 'manager'), { username, reason: 'حکم وزیر' }))
  const stateOf = (one: Delegation | undefined) => one?.state

  test('an acting director’s key is of its own kind and never among the pinned ones', () => {
    const keys = listKeys(at.db)
    expect(keys.find(({ holder }) => holder === 'deputy')).toMatchObject({ use: 'acting', kid: expect.stringMatching(/^a-/) })
    const file = JSON.parse(exportTrustFile(at.director()).content) as { keys: { kid: string }[] }
    expect(file.keys.some(({ kid }) => kid.startsWith('a-'))).toBe(false)
    expect(refusal(() => signingHandlers.prepareKey(at.deputy(), { use: 'director', passphrase }))).toBe('PRINCIPAL_ONLY')
  })

  test('a new Director ends the keys of both, and what the former one delegated', () => {
    at.give()
    at.clock.set('2026-11-22T06:00:00Z')
    expect(seat('deputy')).toEqual({ principal: 'deputy' })
    expect(stateOf(view(at.deputy()).items[0])).toBe('void')
    expect(refusal(() => openDirectorSigner(at.deputy(), passphrase))).toBe('KEY_ABSENT')
    const made = now(signingHandlers.createKey(at.deputy(), { passphrase }))
    expect(made).toMatchObject({ use: 'director', kid: expect.stringMatching(/^d-/) })
    const { keys } = JSON.parse(exportTrustFile(at.deputy()).content) as { keys: { kid: string; until?: string }[] }
    const former = listKeys(at.db).find(({ holder }) => holder === 'director')!
    expect(keys.find(({ kid }) => kid === former.kid)?.until).toBe('2026-11-22T06:00:00Z')
    expect(keys.find(({ kid }) => kid === made.kid)?.until).toBeUndefined()
    expect(view(at.director())).toMatchObject({ post: 'acting', principal: { username: 'deputy' } })
    expect(entriesOf(at.db, 'StaffUser', 'deputy').map(({ kind }) => kind)).toContain('director.seat')
  })

  test('nobody else can be seated: no such user, another role, the one who sits there', () => {
    for (const username of ['nobody', 'manager', 'director']) expect(refusal(() => seat(username)), username).toBe('DIRECTOR_UNFIT')
  })
})
