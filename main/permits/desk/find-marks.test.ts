import { beforeEach, describe, expect, test } from 'vitest'
import type { DeskMark, MarkKind } from '#contract/desk'
import { documentHandlers } from '#main/documents/index'
import { jpegOf } from '#main/documents/testing/sample-files'
import { permitHandlers } from '../permit-handlers'
import { createPermitOffice, now, type PermitOffice, type Wanted } from '../testing/permit-office'

let office: PermitOffice
beforeEach(() => { office = createPermitOffice() })

/** Somebody who shares nothing with the others and was reviewed at leisure. */
const apart = (n: number, more: Wanted = {}): Wanted => ({
  mobile: `0916111${String(1000 + n)}`, postalCode: `61557${String(12300 + n)}`, birthDate: `1360/01/${String((n % 28) + 1).padStart(2, '0')}`,
  lastName: `${['احمدی', 'جلالی', 'طرفی', 'سواری', 'کعبی', 'مکوندی', 'زنگنه', 'بهبهانی'][n % 8] ?? ''}`, reviewedAfter: 900,
  documents: ['skill', 'photos', 'birth-certificate', 'national-card', 'residence', 'degree', 'form-print'], ...more,
})
const weigh = (dossierId: string): DeskMark[] => now(permitHandlers.weigh(office.as('director'), { dossierId })).marks
const kinds = (dossierId: string): MarkKind[] => weigh(dossierId).map(({ kind }) => kind)
const queued = (): Map<string, MarkKind[]> => new Map(now(permitHandlers.queue(office.as('director'), {})).items.map(({ dossierId, marks }) => [dossierId, marks]))
type MarkOf<K extends MarkKind> = DeskMark extends infer M ? (M extends { kind: unknown } ? (K extends M['kind'] ? M : never) : never) : never
const markOf = <K extends MarkKind>(dossierId: string, kind: K): MarkOf<K> => weigh(dossierId).find((mark) => mark.kind === kind) as MarkOf<K>

describe('signing goal 4: what deserves a second look', () => {
  test('who shares nothing with anybody and was reviewed at leisure has no mark', () => {
    office.ready(1, apart(1))
    const { id } = office.ready(2, apart(2))
    expect(kinds(id)).toEqual([])
  })

  test('the same mobile, account or postal code of others is counted and leads to them; drafts and the holder do not count', () => {
    const first = office.ready(1, apart(1, { sheba: 'IR062960000000100324200001' }))
    office.ready(1, apart(1, { fieldCode: '1002' }))
    const { id } = office.ready(2, apart(2, { mobile: first.person.mobile, postalCode: first.person.postalCode, sheba: 'IR062960000000100324200001' }))
    expect(kinds(id)).toEqual(['shared_sheba', 'shared_mobile', 'shared_postal_code'])
    expect(markOf(id, 'shared_mobile').count).toBe(2)
    expect(markOf(id, 'shared_sheba').links).toEqual([{
      to: 'dossier', id: first.id, trackingCode: first.trackingCode, name: `زهرا ${first.person.lastName}`, fieldTitle: 'خیاطی', countyTitle: 'اهواز', state: 'awaiting_signature',
    }])
  })

  test('the same person in another field is marked, the permit that is corrected is not', async () => {
    const no = await office.issue(1, apart(1))
    const other = office.ready(1, apart(1, { fieldCode: '1002' }))
    expect(kinds(other.id)).toEqual(['same_holder'])
    expect(markOf(other.id, 'same_holder').links[0]).toMatchObject({ to: 'dossier', state: 'issued' })
    const corrected = office.correction(no)
    expect(markOf(corrected.id, 'same_holder').links.map((link) => link.to === 'dossier' && link.id)).toEqual([other.id])
  })

  test('a holder whose permit was suspended, and a neighbour of one, lead to that permit', async () => {
    const no = await office.issue(1, apart(1))
    now(permitHandlers.suspend(office.as('director'), { no, reason: 'نشانی خالی بود' }))
    const own = office.ready(1, apart(1, { fieldCode: '1002' }))
    const near = office.ready(2, apart(2, { mobile: '09161111001' }))
    expect(markOf(own.id, 'holder_stopped').links).toEqual([expect.objectContaining({ to: 'permit', no, status: 'suspended' })])
    expect(markOf(near.id, 'near_stopped').links).toEqual([expect.objectContaining({ to: 'permit', no, status: 'suspended' })])
    now(permitHandlers.reinstate(office.as('director'), { no, reason: 'روشن شد' }))
    expect(kinds(own.id)).not.toContain('holder_stopped')
    expect(kinds(near.id)).not.toContain('near_stopped')
  })

  test('a like name born on the same day is marked until an expert has found two people', () => {
    const first = office.ready(1, apart(1, { firstName: 'زهرا', lastName: 'طالبی' }))
    const { id } = office.ready(2, apart(2, { firstName: 'زهرا', lastName: 'تالبی', birthDate: '1360/01/02' }))
    expect(kinds(id)).toEqual(['like_name'])
    office.db.prepare("INSERT INTO duplicate_decisions (dossier_id, other_id, decision, note, at, by_user) VALUES (?, ?, 'different', '', '2026-11-21', 'expert')").run(id, first.id)
    expect(kinds(id)).toEqual([])
  })

  test('the very same scan in another person’s dossier is marked', () => {
    const [one, two] = [office.file(1, apart(1)), office.file(2, apart(2))]
    const attach = (dossierId: string, seed: number): void => {
      void documentHandlers.attach(office.as('clerk'), {
        dossierId, kind: 'degree', title: '', contentBase64: jpegOf(60, 80, seed).toString('base64'), thumbnailBase64: null, documentNo: null, issuedOn: null, validUntil: null, replaces: null,
      })
    }
    attach(one.id, 7)
    attach(two.id, 7)
    office.approve(two.id, apart(2))
    expect(markOf(two.id, 'same_file').links).toEqual([expect.objectContaining({ id: one.id })])
  })

  test('a loan beyond twice or below half the usual of its field is marked with the numbers, once there are enough to tell', () => {
    for (let n = 1; n <= 9; n += 1) office.file(n, apart(n))
    const early = office.ready(10, apart(10, { loanAmount: '100000000' }))
    expect(kinds(early.id)).toEqual([])
    office.file(11, apart(11))
    const usual = office.ready(12, apart(12, { loanAmount: '1600000000' }))
    const high = office.ready(13, apart(13, { loanAmount: '1600000010' }))
    expect(kinds(usual.id)).toEqual([])
    expect(markOf(high.id, 'loan_far')).toMatchObject({ amount: 1_600_000_010, median: 800_000_000, of: 13 })
    expect(markOf(high.id, 'loan_far').links).toHaveLength(3)
    expect(kinds(early.id)).toEqual(['loan_far'])
  })

  test('a review of two minutes is leisure, a second less is quick; after a return the time begins anew', () => {
    const leisure = office.ready(1, apart(1, { reviewedAfter: 120 }))
    const quick = office.ready(2, apart(2, { reviewedAfter: 119 }))
    expect(kinds(leisure.id)).toEqual([])
    expect(markOf(quick.id, 'quick_review')).toMatchObject({ seconds: 119, expert: 'expert' })
    now(permitHandlers.returnToExpert(office.as('director'), { dossierId: leisure.id, version: leisure.version, reason: 'دوباره ببینید' }))
    office.clock.pass(5000)
    office.submit(leisure.id)
    expect(markOf(leisure.id, 'quick_review')).toMatchObject({ seconds: 5 })
  })

  test('the tenth proposal of one expert within ten minutes marks all ten, another expert’s none', () => {
    const ids = Array.from({ length: 9 }, (_, i) => office.ready(i + 1, apart(i + 1, { reviewedAfter: 1 })).id)
    const other = office.ready(20, apart(20, { reviewedAfter: 1 }), 'second')
    expect([...queued().values()].flat()).not.toContain('many_reviews')
    const last = office.ready(10, apart(10, { reviewedAfter: 1 }))
    const marks = queued()
    for (const id of [...ids, last.id]) expect(marks.get(id)).toContain('many_reviews')
    expect(marks.get(other.id)).not.toContain('many_reviews')
    expect(markOf(last.id, 'many_reviews')).toMatchObject({ count: 10, minutes: 10 })
  })

  test('who filed it and reviewed it too, a missing paper and a rejected scan are told', () => {
    const filed = office.file(1, apart(1))
    const scan = now(documentHandlers.attach(office.as('clerk'), {
      dossierId: filed.id, kind: 'degree', title: '', contentBase64: jpegOf().toString('base64'), thumbnailBase64: null, documentNo: null, issuedOn: null, validUntil: null, replaces: null,
    })).document
    void documentHandlers.reject(office.as('expert'), { id: scan.id, version: scan.version, reason: 'خوانا نیست' })
    office.approve(filed.id, apart(1), 'clerk')
    // As one may lie there that was sent on before papers were asked for (T15).
    office.db.prepare("UPDATE dossiers SET documents = replace(documents, '|national-card', '') WHERE id = ?").run(filed.id)
    expect(kinds(filed.id)).toEqual(['one_hand', 'paper_missing', 'paper_rejected'])
    expect(markOf(filed.id, 'paper_missing').papers).toEqual(['national-card'])
    expect(markOf(filed.id, 'paper_rejected').papers).toEqual([{ kind: 'degree', title: '' }])
  })
})

test('the queue shows exactly the marks whose facts the desk tells', () => {
  for (let n = 1; n <= 12; n += 1) office.ready(n, n % 3 === 0 ? apart(n) : { fieldCode: n % 2 ? '1001' : '1002', ...(n % 4 ? {} : { loanAmount: '90000000' }) })
  const marks = queued()
  expect(marks.size).toBe(12)
  for (const [id, shown] of marks) expect(kinds(id)).toEqual(shown)
})
