import { beforeEach, describe, expect, test } from 'vitest'
import type { PermitDetail, PermitPayload } from '#contract/permits'
import { entriesOf } from '#db/ledger/ledger-repo'
import { findPermit, permitsOfHolder } from '#db/permits/permit-repo'
import { listKeys } from '#db/signing/key-repo'
import { dossierHandlers } from '#main/dossiers/index'
import { closePermitsOf } from './close-by-death'
import { confirmInstantly } from './confirm-instantly'
import { permitHandlers } from './permit-handlers'
import { createPermitOffice, isoOf, now, type PermitOffice } from './testing/permit-office'
import { faceFits, verifyPermitText } from './verify-permit'

const dossiers = dossierHandlers({ confirmInstantly, closePermitsOf })
let office: PermitOffice
beforeEach(() => {
  office = createPermitOffice()
})
const read = (no: string): PermitDetail => now(permitHandlers.read(office.as('expert'), { no }))
const payloadOf = (no: string): PermitPayload => {
  const verdict = verifyPermitText(findPermit(office.db, no)!.jws, listKeys(office.db))
  if (verdict.outcome !== 'valid') throw new Error(verdict.reason)
  return verdict.payload
}
const validFor = (months: number): void => {
  office.db.prepare('INSERT INTO settings (key, value, at) VALUES (?, ?, ?)').run('permitValidityMonths', String(months), '')
}

describe('S0-13, P10: a renewal takes the place of what it renews', () => {
  test('S0-13: signed, it names its predecessor by digest, the old one is superseded in the same commit, and the holder hears «renewed»', async () => {
    validFor(12)
    const first = await office.issue(1)
    office.setToday('1406/07/10')
    const dossier = office.renewal(first)
    expect(dossier).toMatchObject({ caseType: 'renewal', predecessorNo: first, state: 'awaiting_signature' })
    expect(await office.sign([dossier.id])).toMatchObject([{ outcome: 'signed' }])
    const next = office.read(dossier.id).permitNo!
    expect(payloadOf(next)).toMatchObject({ prev: findPermit(office.db, first)!.digest, till: isoOf('1407/07/10') })
    expect(read(next)).toMatchObject({ predecessorNo: first, successorNo: null, status: 'valid', verdict: { outcome: 'valid' } })
    expect(read(first)).toMatchObject({ status: 'superseded', successorNo: next, verdict: { outcome: 'valid' } })
    expect(read(first).history.at(-1)).toMatchObject({ status: 'superseded', successorNo: next, by: 'director' })
    expect(office.told(dossier.id).at(-1)).toBe('permit.renewed')
    const replaced = entriesOf(office.db, 'Permit', first).find(({ kind }) => kind === 'permit.replace')!
    expect(JSON.parse(replaced.payload)).toMatchObject({ successor_no: next, successor_digest: findPermit(office.db, next)!.digest, to: 'superseded' })
    const holder = findPermit(office.db, first)!.nationalId
    expect(permitsOfHolder(office.db, holder).filter(({ status }) => status === 'valid')).toHaveLength(1)
    expect(now(permitHandlers.verify(office.as('inspector'), { text: read(first).jws })).standing).toMatchObject({ status: 'superseded', successorNo: next })
  })

  test('S0-13: what has run out may still be renewed; what was revoked or suspended meanwhile may not', async () => {
    validFor(1)
    const first = await office.issue(1)
    office.setToday('1405/09/20')
    const dossier = office.renewal(first)
    now(permitHandlers.suspend(office.as('director'), { no: first, reason: 'گزارش خلاف' }))
    expect(now(permitHandlers.queue(office.as('director'), {})).items).toEqual([])
    expect(office.freeze([dossier.id])).toEqual([])
    now(permitHandlers.reinstate(office.as('director'), { no: first, reason: 'خلاف نبود' }))
    expect(await office.sign([dossier.id])).toMatchObject([{ outcome: 'signed' }])
  })

  test('while the Director has yet to decide about a revocation, nothing takes its place', async () => {
    validFor(1)
    const first = await office.issue(1)
    office.setToday('1405/09/20')
    const dossier = office.renewal(first)
    now(permitHandlers.proposeRevocation(office.as('expert'), { no: first, act: 'revoke', reasonCode: 'inactive', reason: 'کارگاه بسته است' }))
    expect(office.freeze([dossier.id])).toEqual([])
  })

  test('S1-B7: a renewal gives no second six months, and the accepted paper counts for it', async () => {
    validFor(2)
    const pending = await office.issue(1, { pending: true })
    const shown = await office.issue(2, { pending: true })
    office.setToday('1405/10/20')
    now(permitHandlers.acceptSkillEvidence(office.as('expert'), { no: shown, evidence: 'certificate', paperNo: '۷', issuedOn: '2026-12-01' }))
    const [one, two] = [office.renewal(pending, { pending: true }), office.renewal(shown, { pending: true })]
    await office.sign([one.id, two.id])
    expect(payloadOf(office.read(one.id).permitNo!).skl).toBe('2027-05-20')
    expect(payloadOf(office.read(two.id).permitNo!).skl).toBeUndefined()
  })

  test('S1-A10: a renewed confirmation is sealed anew and supersedes the old one', async () => {
    validFor(1)
    const first = await office.issue(1, { fieldCode: '2001' })
    office.setToday('1405/09/25')
    const next = office.renewal(first, { fieldCode: '2001' }).permitNo!
    expect(payloadOf(next)).toMatchObject({ k: 'confirmation', post: 'seal', prev: findPermit(office.db, first)!.digest, on: isoOf('1405/09/25') })
    expect(read(first)).toMatchObject({ status: 'superseded', successorNo: next })
  })
})

describe('S0-24: a correction is a new signed version for the same holder', () => {
  test('S0-24: the holder’s identity stays, days are not prolonged, and the holder hears «corrected»', async () => {
    validFor(12)
    const first = await office.issue(1, { pending: true })
    office.setToday('1405/10/01')
    const dossier = office.correction(first)
    expect(dossier.holderId).toBe(findPermit(office.db, first)!.nationalId)
    await office.sign([dossier.id])
    const next = office.read(dossier.id).permitNo!
    expect(payloadOf(next)).toMatchObject({ prev: findPermit(office.db, first)!.digest, till: payloadOf(first).till, skl: payloadOf(first).skl, on: isoOf('1405/10/01') })
    expect(office.told(dossier.id).at(-1)).toBe('permit.corrected')
    expect(read(first).status).toBe('superseded')
  })

  test('S0-24: a misspelt name is mended by the correction; what was issued keeps its bytes', async () => {
    const first = await office.issue(1, { lastName: 'نمونه‌بور' })
    const issued = findPermit(office.db, first)!.jws
    const { id } = now(dossiers.openCorrection(office.as('expert'), { permitNo: first, reason: 'نام نادرست چاپ شده است' }))
    office.mend(id, { lastName: 'نمونه‌پور' })
    await office.sign([office.submit(id).id])
    const next = office.read(id).permitNo!
    expect([payloadOf(next).name, payloadOf(first).name]).toEqual(['زهرا نمونه‌پور', 'زهرا نمونه‌بور'])
    expect(findPermit(office.db, first)).toMatchObject({ jws: issued, status: 'superseded' })
  })

  test('S0-24: a dossier that would take another holder’s permit is never signed', async () => {
    const first = await office.issue(1)
    const other = await office.issue(2)
    const dossier = office.correction(first)
    office.db.prepare('UPDATE dossiers SET predecessor_no = ? WHERE id = ?').run(other, dossier.id)
    expect(office.freeze([dossier.id])).toEqual([])
    expect(read(other).status).toBe('valid')
  })

  test('frozen bytes are void once the predecessor moved on', async () => {
    const first = await office.issue(1)
    const dossier = office.correction(first)
    const [frozen] = office.freeze([dossier.id])
    now(permitHandlers.suspend(office.as('director'), { no: first, reason: 'گزارش خلاف' }))
    const { outcomes } = await permitHandlers.sign(office.as('director'), { items: [{ dossierId: dossier.id, digest: frozen!.digest }], passphrase: 'a director of long words' })
    expect(outcomes).toEqual([{ dossierId: dossier.id, outcome: 'failed', reason: 'not_ready' }])
  })

  test('S1-A10: a corrected confirmation keeps its visit day and its first day of a loan', async () => {
    const first = await office.issue(1, { fieldCode: '2001' })
    office.setToday('1405/09/20')
    const next = office.correction(first).permitNo!
    expect(payloadOf(next)).toMatchObject({ vis: payloadOf(first).vis, loan: payloadOf(first).loan })
  })
})

describe('S0-16: the payload of every type', () => {
  test('S4-07: a company’s permit names the company, its legal ID’s last digits and whom it covers; the face binds its representative', async () => {
    const no = await office.issue(1, { type: 'supporter_legal', covered: 40 })
    const payload = payloadOf(no)
    expect(payload).toMatchObject({ name: 'شرکت نمونه‌بافان جنوب', id4: '4790', act: 'supporter_legal', cov: 40 })
    const permit = findPermit(office.db, no)!
    expect(permit).toMatchObject({ nationalId: '10380284790', face: { nationalId: '10380284790', representative: 'زهرا نمونه‌پور، مدیرعامل' } })
    expect(faceFits(payload, permit.face)).toBe(true)
    expect(faceFits(payload, { ...permit.face, representative: 'دیگری' })).toBe(false)
    expect(read(no)).toMatchObject({ activityType: 'supporter_legal', covered: 40, verdict: { outcome: 'valid' } })
    for (const secret of ['10380284790', 'مدیرعامل', permit.face.address]) expect(permit.bytes).not.toContain(secret)
  })

  test('a natural supporter’s names its covered persons; an independent’s none', async () => {
    expect(payloadOf(await office.issue(1, { type: 'supporter_natural', covered: 3 }))).toMatchObject({ act: 'supporter_natural', cov: 3 })
    expect(payloadOf(await office.issue(2))).not.toHaveProperty('cov')
  })

  test('S1-B2: a supporter whose check before the permit is gone at the signing is not signed', async () => {
    const dossier = office.ready(1, { type: 'supporter_natural' })
    office.db.exec('DROP TRIGGER inspections_no_delete; DELETE FROM inspections')
    expect(office.freeze([dossier.id])).toEqual([])
  })
})

describe('P14: instant confirmations that the Director has seen', () => {
  const toNote = () => now(permitHandlers.confirmationsToNote(office.as('director'), {})).items
  const note = (nos: string[]) => now(permitHandlers.noteConfirmations(office.as('director'), { nos })).noted

  test('S1-A10: each is listed until she notes it, once; a permit of her own is never listed', async () => {
    const [one, two] = [await office.issue(1, { fieldCode: '2001' }), await office.issue(2, { fieldCode: '2001' })]
    const permit = await office.issue(3)
    expect(toNote().map(({ no }) => no)).toEqual([one, two])
    expect(note([one, one, permit])).toBe(1)
    expect(note([one])).toBe(0)
    expect(toNote()).toMatchObject([{ no: two, fieldTitle: read(two).fieldTitle, countyTitle: 'اهواز', issuedOn: '2026-11-21' }])
    expect(office.kinds(one)).toEqual(['permit.confirm', 'permit.note'])
    expect(() => note(['C-0'])).toThrow(expect.objectContaining({ code: 'NOT_FOUND' }))
  })

  test.each([['1405/08/30', '1405/10/15'], ['1405/01/15', '1405/02/29'], ['1405/12/01', '1406/01/17']])(
    'S1-A10: D03: the visit of a confirmation of %s is due on %s, and no loan before it', async (issued, due) => {
      office.setToday(issued)
      expect(payloadOf(await office.issue(1, { fieldCode: '2001' }))).toMatchObject({ vis: isoOf(due), loan: isoOf(due) })
    })
})
