import { createHash } from 'node:crypto'
import { compactVerify, importSPKI } from 'jose'
import { expect, test } from 'vitest'
import { contract } from '#contract'
import type { FrozenReferral, Referral } from '#contract/referrals'
import { isOwnNumber } from '#contract/values/tracking-code'
import { canonicalText, verifyChain } from '#main/ledger/index'
import { quotaHandlers } from '#main/quotas/index'
import { endKey, verifyJws } from '#main/signing/index'
import { entriesOf, pageEntries } from '#db/ledger/ledger-repo'
import { findFrozen } from '#db/referrals/frozen-repo'
import { findReferral } from '#db/referrals/referral-repo'
import { activeKidOf, listKeys } from '#db/signing/key-repo'
import { createLoanOffice, directorPassphrase, type LoanOffice } from '#db/testing/loan-office'
import { transact } from '#db/transact'
import { referralHandlers } from './referral-handlers'
import { now, openYear, prepare, readyHolder, submit } from './testing/ready-holder'

const freeze = (at: LoanOffice, ...ids: string[]) => now(referralHandlers.freeze(at.as('director'), { ids }))
const sign = async (at: LoanOffice, items: FrozenReferral[], username = 'director', passphrase = directorPassphrase) =>
  referralHandlers.sign(at.as('director', username), { items: items.map(({ id, digest }) => ({ id, digest })), passphrase })
const sent = (at: LoanOffice, nationalId = '0013542419', username = 'expert'): Referral =>
  submit(at, prepare(at, readyHolder(at, nationalId).no), username)
const read = (at: LoanOffice, id: string): Referral => now(referralHandlers.read(at.as('director'), { id }))

const officeWithYear = (): LoanOffice => {
  const at = createLoanOffice()
  openYear(at)
  return at
}

test('R05: the frozen bytes are the signed bytes; anyone with the public key can check them (RFC 7515, RFC 8785)', async () => {
  const at = officeWithYear()
  const referral = sent(at)
  const { items: [frozen], dropped } = freeze(at, referral.id)
  expect(dropped).toEqual([])
  expect(frozen!.digest).toBe(createHash('sha256').update(frozen!.bytes).digest('base64url'))
  expect(canonicalText(JSON.parse(frozen!.bytes))).toBe(frozen!.bytes)
  expect(await sign(at, [frozen!])).toEqual({ outcomes: [{ dossierId: referral.id, outcome: 'signed', no: frozen!.no }], signed: 1, failed: 0, untouched: 0 })

  expect(at.pushed.slice(-2)).toEqual(['sign.progress', 'dossier.changed'])
  const issued = read(at, referral.id)
  expect(issued).toMatchObject({ state: 'issued', no: frozen!.no, issuedOn: '2026-10-23', ageDays: 43 })
  const check = verifyJws(issued.jws!, 'referral+jws', listKeys(at.db))
  expect(check).toMatchObject({ ok: true, text: frozen!.bytes })
  const key = await importSPKI(listKeys(at.db)[0]!.publicPem, 'PS256')
  expect(Buffer.from((await compactVerify(issued.jws!, key)).payload).toString()).toBe(frozen!.bytes)
  expect(verifyJws(issued.jws!, 'permit+jws', listKeys(at.db))).toEqual({ ok: false, reason: 'type' })
})

test('domain model §6: the payload names permit, gates and rule set, binds the inputs, and tells no more of the holder', () => {
  const at = officeWithYear()
  const permit = readyHolder(at, '0013542419')
  const referral = submit(at, prepare(at, permit.no))
  const { items: [frozen] } = freeze(at, referral.id)
  const payload = JSON.parse(frozen!.bytes) as Record<string, unknown>
  expect(isOwnNumber(frozen!.no)).toBe(true)
  expect(payload).toEqual({
    v: 1, k: 'referral', no: expect.stringMatching(/^R-0600-1405-01-00001-\d$/), iss: '0600', on: '2026-10-23', at: '2026-10-23T06:00:00Z', post: 'director',
    name: permit.name, id4: '2419', cty: '0603', bank: '022', br: '4411', amt: 800_000_000, jobs: 2, yr: 1405, rs: '1405.2',
    out: 'ppppnpppnnnpp', doc: permit.digest, face: (JSON.parse(permit.bytes) as { face: string }).face, test: true, inp: payload['inp'],
  })
  const facts = JSON.parse(findFrozen(at.db, referral.id)!.facts) as unknown
  expect(facts).toMatchObject({ heldInYear: 1405, county: { leftRial: 10_000_000_000 } })
  const inputs = canonicalText({ salt: findReferral(at.db, referral.id)!.salt, inputs: facts })
  expect(payload['inp']).toBe(createHash('sha256').update(inputs).digest('base64url'))
  for (const secret of ['0013542419', '09161234567', 'خیابان', 'خرید چرخ']) expect(frozen!.bytes).not.toContain(secret)
})

test('the ledger carries the signed letter, its facts and salt, and waits for key, permit and hold', async () => {
  const at = officeWithYear()
  const referral = sent(at)
  const { items } = freeze(at, referral.id)
  await sign(at, items)
  const entry = entriesOf(at.db, 'BankReferral', referral.id).at(-1)!
  expect(entry).toMatchObject({ kind: 'referral.create', base_version: 2, actor: 'director' })
  const payload = JSON.parse(entry.payload) as { jws: string; inputs: string; salt: string }
  expect(payload).toMatchObject({ jws: read(at, referral.id).jws, digest: items[0]!.digest })
  const bound = canonicalText({ salt: payload.salt, inputs: JSON.parse(payload.inputs) as unknown })
  expect((JSON.parse(items[0]!.bytes) as { inp: string }).inp).toBe(createHash('sha256').update(bound).digest('base64url'))
  const depends = JSON.parse(entry.depends_on) as string[]
  const kindOf = (opId: string) => at.db.prepare('SELECT kind FROM ledger_entries WHERE op_id = ?').pluck().get(opId)
  expect(depends.map(kindOf)).toEqual(['key.enrol', 'quota.hold'])
  expect(verifyChain(pageEntries(at.db)).ok).toBe(true)
})

test('the same bytes are offered until the referral or the day changes; the number stays', async () => {
  const at = officeWithYear()
  const referral = sent(at)
  const { items: [first] } = freeze(at, referral.id)
  at.clock.set('2026-10-23T09:00:00Z')
  expect(freeze(at, referral.id, referral.id).items).toEqual([first])
  at.clock.set('2026-10-24T06:00:00Z')
  expect((await sign(at, [first!])).outcomes).toEqual([{ dossierId: referral.id, outcome: 'failed', reason: 'expired_view' }])
  const { items: [second] } = freeze(at, referral.id)
  expect(second).toMatchObject({ no: first!.no })
  expect(second!.digest).not.toBe(first!.digest)
  expect((await sign(at, [first!])).outcomes).toEqual([{ dossierId: referral.id, outcome: 'failed', reason: 'changed' }])
  expect(await sign(at, [second!, second!])).toMatchObject({ signed: 1, failed: 1, outcomes: [{ outcome: 'signed' }, { reason: 'changed' }] })
  expect(freeze(at, referral.id)).toEqual({ items: [], dropped: [referral.id] })
})

test('R05: gates are asked again at the signature: one that closed meanwhile refuses it', async () => {
  const at = officeWithYear()
  const referral = sent(at)
  const { items } = freeze(at, referral.id)
  const { year } = now(quotaHandlers.read(at.as('expert'), { year: 1405 }))
  now(quotaHandlers.saveYear(at.as('expert'), contract.quotas.saveYear.input.parse({ ...year, bankCodes: ['012'] })))
  expect((await sign(at, items)).outcomes).toEqual([{ dossierId: referral.id, outcome: 'failed', reason: 'not_ready' }])
  expect(read(at, referral.id)).toMatchObject({ state: 'awaiting_signature', jws: null })
  expect(freeze(at, referral.id).dropped).toEqual([referral.id])
})

test('nobody signs what she submitted', async () => {
  const at = officeWithYear()
  const own = sent(at, '0013542419', 'director')
  const other = sent(at, '0499370899')
  const { items } = freeze(at, own.id, other.id)
  expect(await sign(at, items)).toMatchObject({ signed: 1, failed: 1, outcomes: [
    { dossierId: own.id, outcome: 'failed', reason: 'same_person' }, { dossierId: other.id, outcome: 'signed' },
  ] })
})

test('a wrong passphrase and a Director without a key sign nothing', async () => {
  const at = officeWithYear()
  const referral = sent(at)
  const { items } = freeze(at, referral.id)
  await expect(sign(at, items, 'director', 'not this one at all')).rejects.toThrow('PASSPHRASE_WRONG')
  await expect(sign(at, items, 'deputy')).rejects.toThrow('KEY_ABSENT')
  expect(() => referralHandlers.freeze(at.as('director', 'deputy'), { ids: [referral.id] })).toThrow('KEY_ABSENT')
  expect(read(at, referral.id).state).toBe('awaiting_signature')
})

test('a returned referral is frozen anew: what the Director saw before is no longer signable', async () => {
  const at = officeWithYear()
  const referral = sent(at)
  const { items } = freeze(at, referral.id)
  const back = now(referralHandlers.returnToExpert(at.as('director'), { ...referral, reason: 'مبلغ' }))
  expect((await sign(at, items)).outcomes).toMatchObject([{ reason: 'changed' }])
  submit(at, now(referralHandlers.evaluate(at.as('expert'), { ...back, amountRial: 500_000_000 })))
  expect((await sign(at, items)).outcomes).toMatchObject([{ reason: 'changed' }])
  const { items: [fresh] } = freeze(at, referral.id)
  expect(fresh).toMatchObject({ no: items[0]!.no, amountRial: 500_000_000 })
  expect((await sign(at, items)).outcomes).toMatchObject([{ reason: 'changed' }])
  expect(await sign(at, [fresh!])).toMatchObject({ signed: 1 })
})

test('S1-A7: a holder who was already introduced to a bank is refused by REF-08, with the earlier letter named', async () => {
  const at = officeWithYear()
  const first = sent(at)
  const { items } = freeze(at, first.id)
  await sign(at, items)
  const second = prepare(at, readyHolder(at, '0013542419', { fieldCode: '1002' }).no)
  expect(second.evaluation.outcomes[8]).toMatchObject({ gate: 'REF-08', result: 'fail', text: expect.stringContaining(items[0]!.no) })
  now(referralHandlers.withdraw(at.as('director'), { ...read(at, first.id), reason: 'بانک نپذیرفت' }))
  const again = now(referralHandlers.evaluate(at.as('expert'), { ...second }))
  expect(again.evaluation.outcomes[8]!.result).toBe('not_applicable')
})

test('a full disk in the second chunk: the first stays signed, the second is whole or nothing, the rest untouched', async () => {
  const at = createLoanOffice()
  openYear(at, 20_000_000_000)
  const ids = Array.from({ length: 52 }, (_, i) => submit(at, prepare(at, readyHolder(at, String(1_000_000_000 + i)).no, { amountRial: 1_000_000 })).id)
  const { items } = freeze(at, ...ids)
  const director = at.as('director')
  const filling = { ...director, emit: () => void at.db.pragma(`max_page_count=${String(at.db.pragma('page_count', { simple: true }))}`) }
  const report = await referralHandlers.sign(filling, { items: items.map(({ id, digest }) => ({ id, digest })), passphrase: directorPassphrase })
  expect(report).toMatchObject({ signed: 25, failed: 25, untouched: 2 })
  expect(report.outcomes[30]).toEqual({ dossierId: ids[30], outcome: 'failed', reason: 'storage' })
  at.db.pragma('max_page_count=1073741823')
  expect(now(referralHandlers.list(director, { states: ['issued'] })).items.map(({ id }) => id)).toEqual(ids.slice(0, 25))
  expect(await sign(at, items.slice(25))).toMatchObject({ signed: 27, failed: 0 })
  expect(verifyChain(pageEntries(at.db)).ok).toBe(true)
})

test('a key that ends between two chunks stores nothing from then on: the second fails with that reason, the rest is untouched', async () => {
  const at = createLoanOffice()
  openYear(at, 20_000_000_000)
  const ids = Array.from({ length: 52 }, (_, i) => submit(at, prepare(at, readyHolder(at, String(1_000_000_000 + i)).no, { amountRial: 1_000_000 })).id)
  const { items } = freeze(at, ...ids)
  const director = at.as('director')
  const kid = activeKidOf(at.db, 'director', 'director')!
  let chunks = 0
  const emit: typeof director.emit = (event) => {
    if (event !== 'sign.progress' || (chunks += 1) > 1) return
    transact(at.db, () => { endKey(director, kid, { how: 'compromised', since: '2026-10-23T05:00:00Z', position: 0, reason: 'توکن گم شده است' }) })
  }
  const report = await referralHandlers.sign({ ...director, emit }, { items: items.map(({ id, digest }) => ({ id, digest })), passphrase: directorPassphrase })
  expect(report).toMatchObject({ signed: 25, failed: 25, untouched: 2 })
  expect(report.outcomes.slice(25, 50)).toEqual(ids.slice(25, 50).map((dossierId) => ({ dossierId, outcome: 'failed', reason: 'key_ended' })))
  expect(now(referralHandlers.list(director, { states: ['issued'] })).items.map(({ id }) => id)).toEqual(ids.slice(0, 25))
  expect(verifyChain(pageEntries(at.db)).ok).toBe(true)
})
