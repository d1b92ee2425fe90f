import { beforeEach, describe, expect, test } from 'vitest'
import type { SignOutcome } from '#contract/permits'
import { appendEntry, sha256 } from '#main/ledger/index'
import { entriesOf, listEntries, readHead } from '#db/ledger/ledger-repo'
import { findDraft } from '#db/permits/draft-repo'
import { findPermit, permitOfDossier } from '#db/permits/permit-repo'
import { setDossierState } from '#db/dossiers/dossier-repo'
import { activeKidOf, listKeys } from '#db/signing/key-repo'
import { transact } from '#db/transact'
import { permitHandlers } from './permit-handlers'
import { createPermitOffice, now, passphrase, type PermitOffice } from './testing/permit-office'
import { faceFits, verifyPermitText } from './verify-permit'

let office: PermitOffice
beforeEach(() => {
  office = createPermitOffice()
})
type Pick2 = { dossierId: string; digest: string }
const picked = (ids: readonly string[]): Pick2[] => office.freeze(ids).map(({ dossierId, digest }) => ({ dossierId, digest }))
const sign = (items: Pick2[], typed = passphrase, username = 'director') =>
  permitHandlers.sign(office.as('director', username), { items, passphrase: typed }) as Promise<{ outcomes: SignOutcome[]; signed: number; failed: number; untouched: number }>
const only = async (items: Pick2[]): Promise<SignOutcome> => (await sign(items)).outcomes[0]!

describe('T17: what signing leaves behind', () => {
  test('exactly the shown bytes are signed; dossier, register and ledger agree', async () => {
    const dossier = office.ready(1, { pending: true })
    const [frozen] = office.freeze([dossier.id])
    expect(await sign([frozen!])).toEqual({ outcomes: [{ dossierId: dossier.id, outcome: 'signed', no: frozen!.no }], signed: 1, failed: 0, untouched: 0, batch: 'B-0600-1405-01-00001-3' })
    const permit = findPermit(office.db, frozen!.no)!
    expect(Buffer.from(permit.jws.split('.')[1]!, 'base64url').toString()).toBe(frozen!.bytes)
    const verdict = verifyPermitText(permit.jws, listKeys(office.db))
    if (verdict.outcome !== 'valid') throw new Error(verdict.reason)
    expect(verdict.digest).toBe(frozen!.digest)
    expect(faceFits(verdict.payload, permit.face)).toBe(true)
    expect(permit).toMatchObject({
      kind: 'permit', status: 'conditional', skillDue: '2027-05-20', dossierId: dossier.id, unit: '0600', countyCode: '0603', signedBy: 'director',
      nationalId: dossier.person.nationalId, loanWanted: true, visitDue: null, loanFrom: null, till: null,
    })
    expect(office.read(dossier.id)).toMatchObject({ state: 'issued', permitNo: frozen!.no, version: dossier.version + 1 })
    expect(findDraft(office.db, dossier.id)).toBeUndefined()
    const [entry, ...more] = entriesOf(office.db, 'Permit', frozen!.no)
    expect(more).toEqual([])
    expect(JSON.parse(entry!.payload)).toEqual({
      no: frozen!.no, jws: permit.jws, digest: frozen!.digest, dossier_id: dossier.id, tracking_code: dossier.trackingCode, face: permit.face, seen: 'listed',
    })
  })

  test('the entry waits at the registry for its key, its manifest and its dossier, and only for entries that go there', async () => {
    const dossier = office.ready(1)
    transact(office.db, () => void appendEntry(office.as('clerk'), {
      kind: 'receipt.print', aggregate: { type: 'Dossier', id: dossier.id }, baseVersion: dossier.version, payload: { copy: 1 },
    }))
    const [frozen] = office.freeze([dossier.id])
    await sign([frozen!])
    const entry = listEntries(office.db, null, 'permit.sign', 1)[0]!
    const wanted = [listEntries(office.db, null, 'key.enrol', 1)[0]!, listEntries(office.db, null, 'batch.sign', 1)[0]!, listEntries(office.db, null, 'review.submit', 1)[0]!]
    expect(JSON.parse(entry.depends_on)).toEqual(wanted.map((e) => e.op_id))
    expect(entry.delivery_state).toBe('queued')
  })

  test('whether the Director opened it alone is kept', async () => {
    const { id } = office.ready(1)
    const { frozen } = now(permitHandlers.open(office.as('director'), { dossierId: id }))
    await sign([frozen])
    expect(JSON.parse(entriesOf(office.db, 'Permit', frozen.no)[0]!.payload)).toMatchObject({ seen: 'opened' })
  })
})

describe('T17: what is not signed', () => {
  test('a wrong passphrase signs nothing, is counted, and is the one thing written (bad input)', async () => {
    const items = picked([office.ready(1).id, office.ready(2).id])
    const head = readHead(office.db)
    await expect(sign(items, 'not her passphrase')).rejects.toMatchObject({ code: 'PASSPHRASE_WRONG', details: { failures: 1 } })
    expect(readHead(office.db)!.seq).toBe(head!.seq + 1)
    expect(listEntries(office.db, null, 'key.openFailed', 9).map(({ actor, payload }) => [actor, JSON.parse(payload)])).toEqual([['director', { cause: 'passphrase_wrong', kid: activeKidOf(office.db, 'director', 'director') }]])
    expect(items.map((item) => office.read(item.dossierId).state)).toEqual(['awaiting_signature', 'awaiting_signature'])
    expect((await sign(items)).signed).toBe(2)
  })

  test('another digest than the frozen one, or no frozen bytes at all: changed', async () => {
    const { id } = office.ready(1)
    expect(await only([{ dossierId: id, digest: 'A'.repeat(43) }])).toMatchObject({ reason: 'changed' })
    office.freeze([id])
    expect(await only([{ dossierId: id, digest: 'A'.repeat(43) }])).toMatchObject({ reason: 'changed' })
    expect(office.read(id).state).toBe('awaiting_signature')
  })

  test('a dossier that moved since it was shown: changed', async () => {
    const items = picked([office.ready(1).id])
    office.db.prepare('UPDATE dossiers SET version = version + 1 WHERE id = ?').run(items[0]!.dossierId)
    expect(await only(items)).toMatchObject({ reason: 'changed' })
  })

  test.each([
    ['the name', "UPDATE persons SET first_name = 'مریم'"], ['the father\'s name', "UPDATE persons SET father_name = 'علی'"],
    ['the address', "UPDATE dossiers SET address = 'جای دیگر'"], ['the postal code', "UPDATE dossiers SET postal_code = '6155712346'"],
    ['the field', "UPDATE dossiers SET field_code = '1002'"], ['the field\'s title', "UPDATE fields SET title = 'دیگر' WHERE code = '1001'"],
    ['the county', "UPDATE dossiers SET county_code = '0601'"], ['the evidence of skill', "UPDATE dossiers SET skill_evidence = 'pending'"],
  ])('%s changed behind the version: changed', async (_, sql) => {
    const items = picked([office.ready(1).id])
    office.db.exec(sql)
    expect(await only(items)).toMatchObject({ outcome: 'failed', reason: 'changed' })
  })

  test('bytes altered in the table, with or without their digest, are never signed', async () => {
    const [item] = picked([office.ready(1).id])
    const { bytes } = findDraft(office.db, item!.dossierId)!
    office.db.prepare('UPDATE permit_drafts SET bytes = ?').run(bytes.replace('"cond":1', '"cond":2'))
    expect(await only([item!])).toMatchObject({ reason: 'changed' })
    office.db.prepare('UPDATE permit_drafts SET digest = ?').run(sha256(findDraft(office.db, item!.dossierId)!.bytes))
    expect(await only([item!])).toMatchObject({ reason: 'changed' })
    // Nothing was left to sign: the refusal stands in the ledger by itself, each time.
    expect(listEntries(office.db, null, 'batch.refuse', 9).map(({ payload }) => JSON.parse(payload) as unknown)).toEqual(Array(2).fill({ dropped: [{ dossier_id: item!.dossierId, reason: 'changed' }] }))
  })

  test('bytes of yesterday: expired_view', async () => {
    const items = picked([office.ready(1).id])
    office.clock.set('2026-11-21T20:30:01Z')
    expect(await only(items)).toMatchObject({ reason: 'expired_view' })
  })

  test('a state that left the Director\'s desk: not_ready', async () => {
    const items = picked([office.ready(1).id, office.ready(2).id])
    const returned = office.read(items[0]!.dossierId)
    now(permitHandlers.returnToExpert(office.as('director'), { dossierId: returned.id, version: returned.version, reason: 'نشانی ناقص است' }))
    setDossierState(office.db, items[1]!.dossierId, office.read(items[1]!.dossierId).version, { state: 'refused' })
    const unknown = { dossierId: '0190a000-0000-7000-8000-000000000000', digest: 'A'.repeat(43) }
    expect((await sign([...items, unknown])).outcomes).toEqual([...items, unknown].map(({ dossierId }) => ({ dossierId, outcome: 'failed', reason: 'not_ready' })))
  })

  test.each([
    ['gone', 'DELETE FROM agency_opinions'], ['a rejection', "UPDATE agency_opinions SET decision = 'reject'"],
    ['another agency\'s', "UPDATE agency_opinions SET agency_code = 'culture'"],
  ])('S0-06: an agency\'s signature that is %s at the signing: agency_signature_missing', async (_, sql) => {
    const items = picked([office.ready(1).id])
    office.db.exec(sql)
    expect(await only(items)).toMatchObject({ outcome: 'failed', reason: 'agency_signature_missing' })
    expect(permitOfDossier(office.db, items[0]!.dossierId)).toBeUndefined()
  })

  test('S0-17: no review, no signature', async () => {
    const items = picked([office.ready(1).id])
    office.db.exec('DELETE FROM expert_reviews')
    expect(await only(items)).toMatchObject({ reason: 'not_ready' })
  })

  test('the expert who submitted it may not sign it', async () => {
    const items = picked([office.ready(1, {}, 'director').id])
    expect(await only(items)).toMatchObject({ reason: 'same_person' })
  })

  test('S0-07: a person has one permit in a field', async () => {
    const first = office.ready(1)
    await sign(picked([first.id]))
    const second = office.ready(1, { fieldCode: '1002' })
    const items = picked([second.id])
    office.db.exec("DROP INDEX dossiers_one_open; UPDATE dossiers SET field_code = '1001'")
    expect(await only(items)).toMatchObject({ reason: 'not_ready' })
  })

  test('S0-07: two dossiers of one person in one field, both fit when the list is checked: one permit', async () => {
    const [one, two] = [office.ready(1), office.ready(1, { fieldCode: '1002' })]
    office.db.exec("DROP INDEX dossiers_one_open; UPDATE dossiers SET field_code = '1001', version = version + 1")
    const { outcomes } = await sign(picked([one.id, two.id]))
    expect(outcomes.map((o) => o.outcome)).toEqual(['signed', 'failed'])
    expect(office.db.prepare('SELECT count(*) AS n FROM permits').get()).toEqual({ n: 1 })
  })

  test('the same dossier twice in one list is signed once', async () => {
    const [item] = picked([office.ready(1).id])
    expect((await sign([item!, item!])).outcomes.map((o) => o.outcome)).toEqual(['signed', 'failed'])
    expect(office.db.prepare('SELECT count(*) AS n FROM permits').get()).toEqual({ n: 1 })
  })
})

test('a refused item stops nobody else', async () => {
  const items = picked([office.ready(1).id, office.ready(2).id, office.ready(3).id])
  items[1]!.digest = 'B'.repeat(43)
  const { outcomes, signed, failed } = await sign(items)
  expect(outcomes.map((o) => o.outcome)).toEqual(['signed', 'failed', 'signed'])
  expect([signed, failed]).toEqual([2, 1])
})
