import { describe, expect, test } from 'vitest'
import { contract } from '#contract'
import { jalaliText } from '#contract/values/jalali'
import { createPermitOffice, isoOf, nationalIdOf, now, type PermitOffice } from '#main/permits/testing/permit-office'
import { writeSetting } from '#db/catalogues/setting-repo'
import { findPermit } from '#db/permits/permit-repo'
import { innerHandlers } from './handlers'

const { dossiers } = innerHandlers
const open = (office: PermitOffice, permitNo: string) => now(dossiers.openRenewal(office.as('clerk'), { permitNo }))
const correct = (office: PermitOffice, permitNo: string) => now(dossiers.openCorrection(office.as('expert'), { permitNo, reason: 'نام پدر نادرست چاپ شده است' }))

/** An office whose permits end after three years, with one permit of the 30th of Aban 1405. */
const withPermit = async (): Promise<{ office: PermitOffice; no: string }> => {
  const office = createPermitOffice()
  writeSetting(office.db, 'permitValidityMonths', '36', '2026-11-01T00:00:00.000Z')
  return { office, no: await office.issue(1) }
}

describe('T29: renewal', () => {
  test('S0-13: it is a case of its own, with code, data, receipt, clock and the Director’s signature again', async () => {
    const { office, no } = await withPermit()
    office.setToday('1408/07/15')
    const { id, version, trackingCode } = open(office, no)
    const draft = office.read(id)
    const before = office.read(findPermit(office.db, no)!.dossierId)
    expect(draft).toMatchObject({ caseType: 'renewal', predecessorNo: no, state: 'draft', holderId: before.holderId, person: before.person })
    expect(draft.plan).toMatchObject({ fieldCode: before.fieldCode, planTitle: before.plan?.planTitle, documents: [] })
    expect(trackingCode).not.toBe(before.trackingCode)
    expect(office.told(id)).toEqual(['dossier.code_issued'])
    const plan = contract.dossiers.savePlan.input.parse({ id, version, plan: { ...draft.plan, documents: ['skill', 'photos', 'birth-certificate', 'national-card', 'residence'] } })
    const saved = now(dossiers.savePlan(office.as('clerk'), plan))
    const filed = now(dossiers.file(office.as('clerk'), { id, version: saved.version, declaration: true, receivedOn: null, counterOffice: '' }))
    expect(filed.receipt).toMatchObject({ trackingCode, filedOn: office.clock.today(), copy: 1 })
    expect(office.read(id)).toMatchObject({ state: 'at_agency', filedOn: office.clock.today() })
  })

  test('D08, S0-13: from sixty days before the end, and after it; not a day earlier, and not without an end', async () => {
    const { office, no } = await withPermit()
    const refusal = (): unknown => { try { return open(office, no) } catch (fault) { return fault } }
    office.setToday('1408/06/30')
    expect(refusal()).toMatchObject({ code: 'RENEWAL_EARLY', details: { from: isoOf('1408/06/31') } })
    office.setToday('1408/06/31')
    expect(refusal()).toHaveProperty('trackingCode')
    const other = createPermitOffice()
    const endless = await other.issue(1)
    expect(() => open(other, endless)).toThrow(expect.objectContaining({ code: 'RENEWAL_ENDLESS' }))
  })

  test('one at a time, and never for the dead (S0-25)', async () => {
    const { office, no } = await withPermit()
    office.setToday('1408/07/15')
    const { trackingCode } = open(office, no)
    expect(() => open(office, no)).toThrow(expect.objectContaining({ code: 'DOSSIER_OPEN', details: { trackingCode } }))
    now(dossiers.recordDeath(office.as('expert'), { nationalId: nationalIdOf(1), on: office.clock.today(), reference: 'گواهی فوت' }))
    expect(() => open(office, no)).toThrow(expect.objectContaining({ code: 'HOLDER_DEAD' }))
  })

  test('S0-24: the holder of what is being renewed can’t become another person', async () => {
    const { office, no } = await withPermit()
    office.setToday('1408/07/15')
    const { id, version } = open(office, no)
    const { person, activityType } = office.read(id)
    const other = contract.dossiers.savePerson.input.parse({ id, version, person: { ...person, activityType, nationalId: nationalIdOf(2), birthDate: '1369/02/11', militaryStatus: '' } })
    expect(() => now(dossiers.savePerson(office.as('clerk'), other))).toThrow(expect.objectContaining({
      code: 'INTAKE_REFUSED', fields: expect.arrayContaining([{ field: 'person.nationalId', reason: 'HOLDER_FIXED' }]),
    }))
  })
})

describe('T30: correction', () => {
  test('S0-24: it begins under review, filed the same day, with the holder and the agency’s approval of the permit it corrects', async () => {
    const { office, no } = await withPermit()
    const { id, version } = correct(office, no)
    const [row, before] = [office.read(id), office.read(findPermit(office.db, no)!.dossierId)]
    expect(row).toMatchObject({ caseType: 'correction', state: 'in_expert_review', predecessorNo: no, holderId: before.holderId, filedOn: office.clock.today(), agencyCode: before.agencyCode })
    expect(row.dueOn).not.toBeNull()
    expect(office.told(id)).toEqual(['dossier.expert_review'])
    expect(now(dossiers.read(office.as('expert'), { id })).agencies).toMatchObject([{ signed: true }])
    expect(now(dossiers.submitForSignature(office.as('expert'), { id, version, readiness: 'ready', documentsSeen: true, note: '', proposal: 'issue', reasons: [] })))
      .toMatchObject({ state: 'awaiting_signature' })
    expect(office.freeze([id])).toHaveLength(1)
  })

  test('T05: the correction of a confirmation is sealed by the expert and takes the old one’s place', async () => {
    const office = createPermitOffice()
    const no = await office.issue(1, { fieldCode: '2001' })
    const { id, version } = correct(office, no)
    const review = { id, version, readiness: 'ready' as const, documentsSeen: true, note: '', proposal: 'issue' as const, reasons: [] }
    expect(() => now(dossiers.submitForSignature(office.as('expert'), review))).toThrow(expect.objectContaining({ code: 'DOSSIER_STATE' }))
    expect(now(dossiers.confirmAfterCheck(office.as('expert'), { id, version }))).toMatchObject({ state: 'issued' })
    expect(findPermit(office.db, no)?.status).toBe('superseded')
  })

  test('only of a permit in force', async () => {
    const { office, no } = await withPermit()
    now(dossiers.recordDeath(office.as('expert'), { nationalId: nationalIdOf(1), on: office.clock.today(), reference: 'گواهی فوت' }))
    expect(findPermit(office.db, no)?.status).toBe('closed_by_death')
    expect(() => correct(office, no)).toThrow(expect.objectContaining({ code: 'HOLDER_DEAD' }))
    expect(() => correct(office, 'P-0600-1405-01-99999-0')).toThrow(expect.objectContaining({ code: 'NOT_FOUND' }))
  })
})

describe('S0-16, S0-25: a company goes on after the death of who stood for it', () => {
  const ofCompany = async (): Promise<{ office: PermitOffice; no: string; before: string }> => {
    const { office } = await withPermit()
    const no = await office.issue(5, { type: 'supporter_legal' })
    now(dossiers.recordDeath(office.as('expert'), { nationalId: nationalIdOf(5), on: office.clock.today(), reference: 'گواهی فوت' }))
    return { office, no, before: findPermit(office.db, no)!.dossierId }
  }
  const pageOneOf = (office: PermitOffice, id: string, nationalId: string) => {
    const { version, person, entity, answers, activityType } = office.read(id)
    return {
      id, version, person: { ...person, nationalId, activityType, birthDate: jalaliText(person.birthDate), militaryStatus: '' },
      entity: entity && { ...entity, registeredOn: jalaliText(entity.registeredOn) },
      answers: { iranian: true, relatedYears: 9, ownSharePercent: 40, cleanRecord: true, coveredCommitted: answers.coveredCommitted },
    }
  }
  const change = (office: PermitOffice, id: string, nationalId: string): unknown =>
    now(dossiers.correctEntry(office.as('expert'), contract.dossiers.correctEntry.input.parse({ ...pageOneOf(office, id, nationalId), reason: 'نمایندۀ تازه' })))
  const stillDead = expect.objectContaining({ code: 'INTAKE_REFUSED', fields: [{ field: 'person.nationalId', reason: 'HOLDER_DEAD' }] })

  test('T30: its permit is corrected once another representative stands for it, and not before', async () => {
    const { office, no, before } = await ofCompany()
    expect(now(dossiers.read(office.as('expert'), { id: before })).moves).toContain('openCorrection')
    const { id } = correct(office, no)
    expect(office.told(id)).toEqual(['dossier.expert_review'])
    expect(office.db.prepare('SELECT state, note FROM messages WHERE dossier_id = ?').get(id)).toEqual({ state: 'withheld', note: 'person_dead' })
    expect(() => office.submit(id)).toThrow(expect.objectContaining({ code: 'REPRESENTATIVE_DEAD' }))
    expect(() => change(office, id, nationalIdOf(5))).toThrow(stillDead)
    change(office, id, nationalIdOf(6))
    expect(office.freeze([office.submit(id).id])).toHaveLength(1)
  })

  test('T29: its permit is renewed with another representative, and not filed before', async () => {
    const { office, no, before } = await ofCompany()
    office.setToday('1408/07/15')
    expect(now(dossiers.read(office.as('clerk'), { id: before })).moves).toContain('openRenewal')
    const { id } = open(office, no)
    const file = () => now(dossiers.file(office.as('clerk'), { id, version: office.read(id).version, declaration: true, receivedOn: null, counterOffice: '' }))
    const plan = { ...office.read(id).plan, documents: ['skill', 'photos', 'birth-certificate', 'national-card', 'residence'] }
    now(dossiers.savePlan(office.as('clerk'), contract.dossiers.savePlan.input.parse({ id, version: office.read(id).version, plan })))
    expect(file).toThrow(stillDead)
    now(dossiers.savePerson(office.as('clerk'), contract.dossiers.savePerson.input.parse(pageOneOf(office, id, nationalIdOf(6)))))
    expect(file()).toMatchObject({ state: 'at_agency' })
  })
})

test('S0-25: a death closes the open dossiers and the permits of the person together, or nothing of it', async () => {
  const { office, no } = await withPermit()
  const waiting = office.ready(1, { fieldCode: '1002' })
  expect(now(dossiers.recordDeath(office.as('system_manager'), { nationalId: nationalIdOf(1), on: office.clock.today(), reference: 'گواهی فوت' }))).toEqual({ dossiersClosed: 1, permitsClosed: 1 })
  expect([office.read(waiting.id).state, findPermit(office.db, no)?.status]).toEqual(['closed_by_death', 'closed_by_death'])
  expect(office.freeze([waiting.id])).toEqual([])
})
