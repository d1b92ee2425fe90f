import { beforeEach, describe, expect, test } from 'vitest'
import type { FrozenPermit, PermitPayload } from '#contract/permits'
import { canonicalText, sha256 } from '#main/ledger/index'
import { entriesOf, listEntries } from '#db/ledger/ledger-repo'
import { findDraft } from '#db/permits/draft-repo'
import { permitHandlers } from './permit-handlers'
import { createPermitOffice, nationalIdOf, now, passphrase, type PermitOffice } from './testing/permit-office'
import { readPermitPayload } from '#contract/verify/permit-payload'

let office: PermitOffice
beforeEach(() => {
  office = createPermitOffice()
})
const payloadOf = (bytes: string): PermitPayload => readPermitPayload(JSON.parse(bytes))!

describe('the bytes (domain model §6)', () => {
  test('carry exactly the members of a permit, canonical, with an honest digest', () => {
    const dossier = office.ready(1)
    const [frozen] = office.freeze([dossier.id])
    const payload = payloadOf(frozen!.bytes)
    expect(frozen).toMatchObject({ dossierId: dossier.id, dossierVersion: dossier.version, no: payload.no, opened: false, fieldTitle: 'خیاطی' })
    expect(canonicalText(payload)).toBe(frozen!.bytes)
    expect(sha256(frozen!.bytes)).toBe(frozen!.digest)
    expect(payload).toMatchObject({
      v: 1, k: 'permit', iss: '0600', on: '2026-11-21', at: '2026-11-21T06:12:09Z', post: 'director', name: 'زهرا نمونه‌پور',
      id4: nationalIdOf(1).slice(-4), act: 'independent', fld: '1001', fn: 'خیاطی', cty: '0603', cond: 1,
    })
    expect(payload.no).toMatch(/^P-0600-1405-01-00001-\d$/)
    expect(Object.keys(payload)).not.toContain('skl')
    expect(Object.keys(payload)).not.toContain('test')
  })

  test('S1-B7: pending evidence of skill makes it conditional for six calendar months', () => {
    const [frozen] = office.freeze([office.ready(1, { pending: true }).id])
    expect(payloadOf(frozen!.bytes).skl).toBe('2027-05-20')
  })

  test('hold nothing of the never-list: identity, contact, birth, money, documents', () => {
    const dossier = office.ready(1, { pending: true })
    const [frozen] = office.freeze([dossier.id])
    const { person, plan } = dossier
    const secrets = [
      person.nationalId, person.nationalId.slice(0, 6), person.birthDate, '1369', person.mobile, person.mobile.slice(1), person.address, person.postalCode,
      person.fatherName, 'female', plan!.planTitle, '800000000', 'photos', 'ready', 'expert', 'یوسف', sha256(person.nationalId),
    ]
    for (const secret of secrets) expect(frozen!.bytes, secret).not.toContain(secret)
    const known = ['act', 'at', 'cond', 'cty', 'face', 'fld', 'fn', 'id4', 'iss', 'k', 'name', 'no', 'on', 'post', 'skl', 'st', 'v']
    expect(Object.keys(payloadOf(frozen!.bytes)).sort()).toEqual(known)
  })

  test('the face is salted: two permits of one address have different digests, and the salt stays inside', () => {
    const [one, two] = office.freeze([office.ready(1).id, office.ready(1, { fieldCode: '1002' }).id])
    expect(payloadOf(one!.bytes).face).not.toBe(payloadOf(two!.bytes).face)
    const face = JSON.parse(findDraft(office.db, one!.dossierId)!.face) as { salt: string }
    expect(Buffer.from(face.salt, 'base64url')).toHaveLength(16)
    expect(one!.bytes).not.toContain(face.salt)
  })

  test('numbers follow each other, places in the status list do not and never meet', () => {
    const frozen = office.freeze(Array.from({ length: 12 }, (_, i) => office.ready(i + 1).id))
    expect(frozen.map((f) => Number(f.no.split('-')[4]))).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12])
    const places = frozen.map((f) => Number(payloadOf(f.bytes).st.split(':')[1]))
    expect(new Set(places).size).toBe(12)
    expect(places).not.toEqual([...places].sort((a, b) => a - b))
  })

  test('in a training office every permit says that it is a test', () => {
    const training = createPermitOffice({ training: true })
    expect(payloadOf(training.freeze([training.ready(1).id])[0]!.bytes).test).toBe(true)
  })
})

describe('freezing', () => {
  test('offers the same bytes again, alone or in a list, at whatever hour of the day', () => {
    const { id } = office.ready(1)
    const [first] = office.freeze([id])
    office.clock.set('2026-11-21T15:00:00Z')
    const [again] = office.freeze([id])
    const opened = now(permitHandlers.open(office.as('director'), { dossierId: id })).frozen
    expect(again).toEqual(first)
    expect(opened).toEqual({ ...first, opened: true, review: { opened: true, seconds: 0, toEnd: false } })
    expect(office.freeze([id])[0]!.opened).toBe(true)
  })

  test('another civil day or another version makes new bytes under the same number and place', () => {
    const { id } = office.ready(1)
    const [first] = office.freeze([id])
    office.clock.set('2026-11-21T20:30:00Z')
    const [nextDay] = office.freeze([id])
    expect(payloadOf(nextDay!.bytes)).toMatchObject({ on: '2026-11-22', no: first!.no, st: payloadOf(first!.bytes).st })
    expect(nextDay!.digest).not.toBe(first!.digest)
    office.db.prepare('UPDATE dossiers SET version = version + 1, address = ? WHERE id = ?').run('خیابان دیگر', id)
    const [moved] = office.freeze([id])
    expect(moved!.no).toBe(first!.no)
    expect(payloadOf(moved!.bytes).face).not.toBe(payloadOf(nextDay!.bytes).face)
  })

  test('a name corrected on the shared identity makes new bytes though the dossier did not move', () => {
    const { id, person } = office.ready(1)
    const [first] = office.freeze([id])
    office.db.prepare('UPDATE persons SET last_name = ? WHERE national_id = ?').run('دیگر', person.nationalId)
    expect(payloadOf(office.freeze([id])[0]!.bytes).name).toBe('زهرا دیگر')
    expect(office.freeze([id])[0]!.no).toBe(first!.no)
  })

  test('a name that the expert mends in one dossier is not signed as it was in another: the list says that it changed', async () => {
    const { id } = office.ready(1)
    const under = office.file(1, { fieldCode: '1002' })
    const [{ digest }] = office.freeze([id]) as [FrozenPermit]
    office.openPicked([id])
    office.mend(under.id, { lastName: 'نمونه‌زاده' })
    const { outcomes } = await permitHandlers.sign(office.as('director'), { items: [{ dossierId: id, digest }], passphrase })
    expect(outcomes).toMatchObject([{ outcome: 'failed', reason: 'changed' }])
    expect(await office.sign([id])).toMatchObject([{ outcome: 'signed' }])
  })

  test('what is not ready is dropped by id, and one local entry names what was fixed', () => {
    const ready = office.ready(1)
    const filed = office.file(2)
    const missing = '0190a000-0000-7000-8000-000000000000'
    const { items, dropped } = now(permitHandlers.freeze(office.as('director'), { dossierIds: [filed.id, ready.id, missing] }))
    expect(items.map((item) => item.dossierId)).toEqual([ready.id])
    expect(dropped).toEqual([filed.id, missing])
    office.freeze([ready.id])
    const entries = listEntries(office.db, null, 'permit.freeze', 10)
    expect(entries).toHaveLength(1)
    expect(entries[0]).toMatchObject({ delivery_state: null })
    expect(JSON.parse(entries[0]!.payload)).toEqual({ items: [{ dossier_id: ready.id, no: items[0]!.no, digest: items[0]!.digest }] })
  })

  test('open refuses what the Director may not sign, and says why', () => {
    const director = office.as('director')
    expect(() => permitHandlers.open(director, { dossierId: office.file(1).id })).toThrow('DOSSIER_STATE')
    const { id } = office.ready(2)
    office.db.prepare('DELETE FROM agency_opinions WHERE dossier_id = ?').run(id)
    expect(() => permitHandlers.open(director, { dossierId: id })).toThrow('AGENCY_SIGNATURE_MISSING')
    expect(() => permitHandlers.open(director, { dossierId: '0190a000-0000-7000-8000-000000000000' })).toThrow('NOT_FOUND')
    const keyless = createPermitOffice({ key: false })
    expect(() => permitHandlers.open(keyless.as('director'), { dossierId: keyless.ready(1).id })).toThrow('KEY_ABSENT')
    expect(() => keyless.freeze([])).toThrow('KEY_ABSENT')
  })

  test('open gives the dossier as the expert left it', () => {
    const dossier = office.ready(1)
    const opened = now(permitHandlers.open(office.as('director'), { dossierId: dossier.id }))
    expect(opened.dossier).toMatchObject({ id: dossier.id, version: dossier.version, state: 'awaiting_signature' })
    expect(opened.dossier.reviews).toHaveLength(1)
    expect(entriesOf(office.db, 'Permit', opened.frozen.no)).toEqual([])
  })
})
