import { beforeEach, describe, expect, test } from 'vitest'
import { listEntries } from '#db/ledger/ledger-repo'
import { activePermitOf, permitOfDossier } from '#db/permits/permit-repo'
import { listKeys } from '#db/signing/key-repo'
import { transact } from '#db/transact'
import { confirmInstantly } from './confirm-instantly'
import { createPermitOffice, type PermitOffice } from './testing/permit-office'
import { verifyPermitText } from './verify-permit'

let office: PermitOffice
beforeEach(() => {
  office = createPermitOffice()
})

describe('T05, P02: an instant confirmation', () => {
  test('S1-A10: filing in a registration-based field ends with a sealed confirmation, in the same transaction', () => {
    const dossier = office.file(1, { fieldCode: '2001' })
    expect(dossier.state).toBe('issued')
    const permit = permitOfDossier(office.db, dossier.id)!
    expect(dossier.permitNo).toBe(permit.no)
    expect(permit).toMatchObject({
      kind: 'confirmation', status: 'valid', unit: '0603', path: 'registration_based', signedBy: 'seal', fieldCode: '2001',
      issuedOn: '2026-11-21', visitDue: '2027-01-05', loanFrom: '2027-01-05',
    })
    expect(permit.no).toMatch(/^C-0603-1405-01-00001-\d$/)
    const verdict = verifyPermitText(permit.jws, listKeys(office.db))
    expect(verdict).toMatchObject({ outcome: 'valid', payload: { k: 'confirmation', post: 'seal', iss: '0603', vis: '2027-01-05', loan: '2027-01-05', st: expect.stringMatching(/^0603-1:/) } })
    expect(verdict.outcome === 'valid' && verdict.kid.startsWith('s-')).toBe(true)
    const entry = listEntries(office.db, null, 'permit.confirm', 1)[0]!
    expect(entry).toMatchObject({ aggregate_type: 'Permit', aggregate_id: permit.no, delivery_state: 'queued', actor: 'clerk' })
    expect(JSON.parse(entry.payload)).toMatchObject({ no: permit.no, jws: permit.jws, tracking_code: dossier.trackingCode, seen: 'none' })
  })

  test('S1-B7: with evidence of skill pending it is conditional', () => {
    const { id } = office.file(1, { fieldCode: '2001', pending: true })
    expect(permitOfDossier(office.db, id)).toMatchObject({ status: 'conditional', skillDue: '2027-05-20' })
  })

  test('what fails after it takes it back: no number, no permit, no entry', () => {
    expect(() => transact(office.db, () => {
      office.file(1, { fieldCode: '2001' })
      throw new Error('later')
    })).toThrow('later')
    expect(listEntries(office.db, null, 'permit.confirm', 10)).toEqual([])
    expect(permitOfDossier(office.db, office.file(2, { fieldCode: '2001' }).id)?.no).toMatch(/-00001-\d$/)
  })

  test('without the seal nothing is filed', () => {
    office.db.exec("DROP TRIGGER signing_keys_fixed; UPDATE signing_keys SET state = 'retired' WHERE use = 'seal'")
    expect(() => office.file(1, { fieldCode: '2001' })).toThrow('SEAL_KEY_ABSENT')
    expect(office.db.prepare('SELECT state FROM dossiers').pluck().all()).toEqual(['draft'])
  })

  test('an approval field, an unfiled or a decided dossier is not confirmed', () => {
    const approval = office.file(1)
    const confirmed = office.file(2, { fieldCode: '2001' })
    const clerk = office.as('clerk')
    expect(() => confirmInstantly(clerk, approval.id)).toThrow('DOSSIER_STATE')
    expect(() => confirmInstantly(clerk, confirmed.id)).toThrow('DOSSIER_STATE')
    expect(() => confirmInstantly(clerk, '0190a000-0000-7000-8000-000000000000')).toThrow('NOT_FOUND')
    office.db.prepare("UPDATE dossiers SET state = 'filed' WHERE id = ?").run(approval.id)
    expect(() => confirmInstantly(clerk, approval.id)).toThrow('DOSSIER_STATE')
  })

  test('S0-07: a confirmation counts as the one active permit of its field', () => {
    const first = office.file(1, { fieldCode: '2001' })
    expect(() => office.file(1, { fieldCode: '2001' })).toThrow('INTAKE_REFUSED')
    expect(activePermitOf(office.db, first.person.nationalId, '2001')?.no).toBe(first.permitNo)
  })
})
