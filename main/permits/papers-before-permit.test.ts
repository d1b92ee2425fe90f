import { beforeEach, describe, expect, test } from 'vitest'
import type { ScanDocument, ScanKind } from '#contract/documents'
import { dossierHandlers } from '#main/dossiers/index'
import { closePermitsOf } from './close-by-death'
import { confirmInstantly } from './confirm-instantly'
import { createPermitOffice, now, type PermitOffice } from './testing/permit-office'
import { documentHandlers } from '#main/documents/index'
import { jpegOf } from '#main/documents/testing/sample-files'

const dossiers = dossierHandlers({ confirmInstantly, closePermitsOf })
let office: PermitOffice
beforeEach(() => { office = createPermitOffice() })

const attach = (dossierId: string, kind: Exclude<ScanKind, 'residence'>, replaces: { id: string; version: number } | null = null): ScanDocument =>
  now(documentHandlers.attach(office.as('clerk'), {
    dossierId, kind, title: '', contentBase64: jpegOf(60, 80, 3).toString('base64'), thumbnailBase64: null, documentNo: null, issuedOn: null, validUntil: null, replaces,
  })).document
const reject = (id: string, version = 1): void => void documentHandlers.reject(office.as('expert'), { id, version, reason: 'خوانا نیست' })
const underReview = (): string => {
  const { id } = office.file(1)
  office.approve(id)
  office.db.prepare("UPDATE dossiers SET state = 'in_expert_review' WHERE id = ?").run(id)
  return id
}
const missing = (...kinds: string[]): unknown => expect.objectContaining({ code: 'PAPERS_MISSING', details: { missing: kinds } })

describe('T15: papers stand before a proposal to issue (S4-12…S4-18)', () => {
  test('S4-16: a paper whose only scan the expert rejected stops the dossier, though the counter ticked it; another scan lets it go', () => {
    const id = underReview()
    const scan = attach(id, 'home-deed')
    reject(scan.id)
    expect(() => office.submit(id)).toThrow(missing('residence'))
    expect(now(dossiers.read(office.as('expert'), { id })).checklist.find(({ kind }) => kind === 'residence')).toMatchObject({ needed: true, received: false })
    attach(id, 'home-contract')
    expect(office.submit(id).state).toBe('awaiting_signature')
  })

  test('a scan in the rejected one’s place, or a waiver with its reason, answers it', () => {
    const [id, other] = [underReview(), office.file(2).id]
    const scan = attach(id, 'national-card')
    reject(scan.id)
    attach(id, 'national-card', { id: scan.id, version: 2 })
    expect(office.submit(id).state).toBe('awaiting_signature')
    reject(attach(other, 'birth-certificate').id)
    expect(() => office.approve(other)).toThrow(missing('birth-certificate'))
    void documentHandlers.waive(office.as('expert'), { dossierId: other, kind: 'birth-certificate', title: '', reason: 'اصل آن دیده شد' })
    expect(office.submit(other).state).toBe('awaiting_signature')
  })

  test('a proposal to refuse needs no papers, and one that is not needed stops nothing', () => {
    const id = underReview()
    reject(attach(id, 'degree').id)
    expect(office.submit(id).state).toBe('awaiting_signature')
    const { id: other } = office.file(2)
    reject(attach(other, 'home-deed').id)
    expect(office.approve(other, { refuse: ['سند خانه پذیرفته نیست'] }).proposal).toBe('refuse')
  })

  test('T30: a correction stands on the papers of what it corrects, and its own rejection comes last', async () => {
    const no = await office.issue(1)
    const before = office.db.prepare<[], string>('SELECT id FROM dossiers').pluck().get()!
    const { id } = now(dossiers.openCorrection(office.as('expert'), { permitNo: no, reason: 'نشانی عوض شده است' }))
    expect(before).not.toBe(id)
    const deed = attach(id, 'home-deed')
    reject(deed.id)
    expect(() => office.submit(id)).toThrow(missing('residence'))
    attach(id, 'home-deed', { id: deed.id, version: 2 })
    expect(office.submit(id).state).toBe('awaiting_signature')
  })
})
