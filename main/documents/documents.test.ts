import { describe, expect, test } from 'vitest'
import { neededDocuments, type DocumentKind } from '#contract/dossiers'
import { checklistKind, filesNeeded, scanKinds, scanLimits, type ScanKind } from '#contract/documents'
import { attachedConfirmations, attachedKinds } from '#db/documents/document-repo'
import type { Writer } from '#db/handle'
import { createScanOffice, type ScanOffice } from './testing/scan-office'
import { jpegOf, pdfOf, pngOf } from './testing/sample-files'

const base64 = (bytes: Buffer): string => bytes.toString('base64')
const picture = base64(jpegOf())
type Attachable = Exclude<ScanKind, 'residence'>
const put = (office: ScanOffice, dossierId: string, kind: Attachable, contentBase64 = picture, more = {}) =>
  office.ask('attach', { dossierId, kind, contentBase64, ...more }).document
const codeOf = (work: () => unknown): string => {
  try {
    work()
    return 'ok'
  } catch (error) {
    return error instanceof Error && 'code' in error ? String(error.code) : error instanceof Error ? error.name : 'thrown'
  }
}
const wantConfirmations = (db: Writer, titles: readonly string[]): void =>
  void db.prepare("UPDATE fields SET confirmations = ? WHERE code = '1001'").run(JSON.stringify(titles))

describe('the paper checklist, answered by scans', () => {
  const answers = (kind: Attachable, count = 1): readonly DocumentKind[] => {
    const office = createScanOffice()
    const id = office.draft(1)
    for (let i = 0; i < count; i += 1) put(office, id, kind)
    return attachedKinds(office.db, id)
  }
  test('S4-12: a skill certificate', () => { expect(answers('skill')).toEqual(['skill']) })
  test('S4-13: end of service or exemption, asked of men only', () => {
    expect(answers('military')).toEqual(['military'])
    expect(neededDocuments('male', 'certificate', false)).toContain('military')
    expect(neededDocuments('female', 'certificate', false)).not.toContain('military')
  })
  test('S4-14: two photos, pictures and no PDF; one is not enough and there is no third', () => {
    expect(filesNeeded('photos')).toBe(2)
    expect(answers('photos', 1)).toEqual([])
    expect(answers('photos', 2)).toEqual(['photos'])
    expect(codeOf(() => answers('photos', 3))).toBe('DOCUMENT_TOO_MANY')
    const office = createScanOffice()
    expect(codeOf(() => put(office, office.draft(1), 'photos', base64(pdfOf())))).toBe('DOCUMENT_NOT_IMAGE')
  })
  test('S4-15: birth certificate and national card, each for itself', () => {
    expect(answers('birth-certificate')).toEqual(['birth-certificate'])
    expect(answers('national-card')).toEqual(['national-card'])
  })
  test('S4-16: the deed or the contract of the home, one of the two', () => {
    expect(answers('home-deed')).toEqual(['residence'])
    expect(answers('home-contract')).toEqual(['residence'])
    const office = createScanOffice()
    const id = office.draft(1)
    const deed = put(office, id, 'home-deed')
    const contract = put(office, id, 'home-contract', base64(pdfOf()), { replaces: { id: deed.id, version: deed.version } })
    expect(office.ask('list', { dossierId: id }).items).toMatchObject([{ id: contract.id, kind: 'home-contract', earlier: [{ id: deed.id }] }])
    expect(codeOf(() => put(office, id, 'skill', picture, { replaces: { id: contract.id, version: 1 } }))).toBe('DOCUMENT_STATE')
  })
  test('S4-17: the last degree', () => {
    expect(answers('degree')).toEqual(['degree'])
    expect(neededDocuments('female', 'degree', false)).toContain('degree')
  })
  test('S4-18: a health card, asked in fields of food and hygiene only', () => {
    expect(answers('health-card')).toEqual(['health-card'])
    expect(neededDocuments('female', 'certificate', true)).toContain('health-card')
    expect(neededDocuments('female', 'certificate', false)).not.toContain('health-card')
  })
  test('S4-19: the printed form with its tracking code', () => { expect(answers('form-print')).toEqual(['form-print']) })
  test('every kind of scan has its line or stands for itself', () => {
    expect(scanKinds.filter((kind) => checklistKind(kind) === null)).toEqual(['agency-confirmation', 'employment-letter', 'death-certificate', 'other'])
  })
})

describe('S0-18: confirmations of the agencies', () => {
  test('S0-18: each one the field needs is a line of its own; another title is refused', () => {
    const office = createScanOffice()
    wantConfirmations(office.db, ['تأییدیۀ محیط زیست', 'تأییدیۀ آتش‌نشانی'])
    const id = office.draft(1)
    expect(office.ask('list', { dossierId: id }).confirmations).toEqual(['تأییدیۀ محیط زیست', 'تأییدیۀ آتش‌نشانی'])
    expect(codeOf(() => put(office, id, 'agency-confirmation'))).toBe('DOCUMENT_TITLE')
    expect(codeOf(() => put(office, id, 'agency-confirmation', picture, { title: 'تأییدیۀ دیگر' }))).toBe('DOCUMENT_TITLE')
    expect(codeOf(() => put(office, id, 'skill', picture, { title: 'چیزی' }))).toBe('DOCUMENT_TITLE')
    put(office, id, 'agency-confirmation', base64(pdfOf(2)), { title: 'تأییدیۀ محیط زیست', documentNo: '۱۲/۳۴', issuedOn: '1405/08/01', validUntil: '1406/08/01' })
    expect(attachedConfirmations(office.db, id)).toEqual(['تأییدیۀ محیط زیست'])
    expect(office.ask('list', { dossierId: id }).items[0]).toMatchObject({ title: 'تأییدیۀ محیط زیست', issuedOn: '2026-10-23', file: { pages: 2 } })
    office.ask('waive', { dossierId: id, kind: 'agency-confirmation', title: 'تأییدیۀ آتش‌نشانی', reason: 'کارگاه در پارک علم و فناوری است' }, 'expert')
    expect(attachedConfirmations(office.db, id)).toEqual(['تأییدیۀ آتش‌نشانی', 'تأییدیۀ محیط زیست'])
    const scan = office.ask('list', { dossierId: id }).items[0]!
    office.ask('reject', { id: scan.id, version: scan.version, reason: 'مهر ندارد' }, 'expert')
    expect(attachedConfirmations(office.db, id)).toEqual(['تأییدیۀ آتش‌نشانی'])
  })
})

describe('S0-21: who brought what, when, by which channel', () => {
  test('S0-21: each attachment says its channel, its clerk and its moment, and the ledger the digest and never the bytes', () => {
    const office = createScanOffice()
    const id = office.draft(1)
    const { file } = office.ask('attach', { dossierId: id, kind: 'skill', contentBase64: picture }, 'clerk', 'maryam').document
    expect(office.ask('list', { dossierId: id }).items[0]).toMatchObject({ channel: 'counter', attachedBy: 'maryam', attachedAt: '2026-11-21T06:00:00.000Z' })
    expect(office.payload('document.attach')).toEqual({
      dossier: id, kind: 'skill', title: '', no: 1, sha256: file!.sha256, size: jpegOf().length, type: 'image/jpeg', pages: 1, state: 'attached', channel: 'counter', replaces: [],
    })
    expect(office.db.prepare('SELECT group_concat(payload) FROM ledger_entries').pluck().get()).not.toContain(picture.slice(0, 40))
    expect(office.emitted).toEqual([{ dossierId: id }])
  })
})

describe('versions', () => {
  test('a replacement keeps the file before it, and a stale one is told so', () => {
    const office = createScanOffice()
    const id = office.draft(1)
    const first = put(office, id, 'skill')
    const second = put(office, id, 'skill', base64(pngOf()), { replaces: { id: first.id, version: 1 } })
    expect(codeOf(() => put(office, id, 'skill', picture, { replaces: { id: first.id, version: 1 } }))).toBe('RowStale')
    expect(office.ask('list', { dossierId: id }).items).toMatchObject([{ id: second.id, no: 1, earlier: [{ id: first.id, sha256: first.file!.sha256 }] }])
    expect(office.ask('read', { id: first.id }).contentBase64).toBe(picture)
    expect(office.payload('document.attach')).toMatchObject({ replaces: [first.id] })
  })
  test('removal is for drafts only; the bytes go, unless another paper stands on them, and the record stays', () => {
    const office = createScanOffice()
    const [id, other] = [office.draft(1), office.draft(2)]
    const mine = put(office, id, 'skill')
    const theirs = put(office, other, 'skill')
    office.ask('remove', { id: mine.id, version: 1 })
    expect(office.ask('read', { id: theirs.id }).contentBase64).toBe(picture)
    expect(codeOf(() => office.ask('read', { id: mine.id }))).toBe('NOT_FOUND')
    expect(office.payload('document.remove')).toMatchObject({ kind: 'skill', sha256: mine.file!.sha256 })
    expect(office.ask('list', { dossierId: id }).items).toEqual([])
    office.move(other, 'at_agency')
    expect(codeOf(() => office.ask('remove', { id: theirs.id, version: 1 }))).toBe('DOSSIER_STATE')
    expect(office.db.prepare('SELECT count(*) FROM documents WHERE removed_by = ?').pluck().get('clerk')).toBe(1)
  })
  test('while the Director decides nothing moves; after it papers are only added', () => {
    const office = createScanOffice()
    const id = office.draft(1)
    const first = put(office, id, 'skill')
    office.move(id, 'awaiting_signature')
    const judged = { id: first.id, version: 1 }
    for (const act of [
      () => put(office, id, 'degree'), () => office.ask('verify', { ...judged, sha256: first.file!.sha256 }, 'expert'),
      () => office.ask('reject', { ...judged, reason: 'تار است' }, 'expert'), () => office.ask('waive', { dossierId: id, kind: 'degree', reason: 'لازم نیست' }, 'expert'),
    ]) expect(codeOf(act)).toBe('DOSSIER_STATE')
    office.move(id, 'issued')
    expect(codeOf(() => put(office, id, 'skill', picture, { replaces: judged }))).toBe('DOSSIER_STATE')
    const death = put(office, id, 'death-certificate')
    office.ask('verify', { id: death.id, version: 1, sha256: death.file!.sha256 }, 'expert')
    expect(codeOf(() => office.ask('reject', { id: death.id, version: 2, reason: 'تار است' }, 'expert'))).toBe('DOSSIER_STATE')
  })
})

describe('the expert judges', () => {
  test('verified by these very bytes, rejected with a reason, and a better one takes the place', () => {
    const office = createScanOffice()
    const id = office.draft(1)
    const scan = put(office, id, 'degree')
    expect(codeOf(() => office.ask('verify', { id: scan.id, version: 1, sha256: 'A'.repeat(43) }, 'expert'))).toBe('DOCUMENT_STATE')
    expect(office.ask('verify', { id: scan.id, version: 1, sha256: scan.file!.sha256 }, 'expert')).toEqual({ version: 2 })
    expect(codeOf(() => office.ask('verify', { id: scan.id, version: 2, sha256: scan.file!.sha256 }, 'expert'))).toBe('DOCUMENT_STATE')
    expect(codeOf(() => office.ask('reject', { id: scan.id, version: 1, reason: 'ناخوانا' }, 'expert'))).toBe('RowStale')
    office.ask('reject', { id: scan.id, version: 2, reason: 'ناخوانا' }, 'expert')
    expect(attachedKinds(office.db, id)).toEqual([])
    expect(office.ask('list', { dossierId: id }).items[0]).toMatchObject({ state: 'rejected', reason: 'ناخوانا', decidedBy: 'expert' })
    put(office, id, 'degree', base64(pdfOf()), { replaces: { id: scan.id, version: 3 } })
    expect(attachedKinds(office.db, id)).toEqual(['degree'])
    expect(office.kinds()).toEqual(['document.attach', 'document.verify', 'document.reject', 'document.attach'])
    expect(office.db.prepare("SELECT DISTINCT stream FROM deliveries").pluck().all()).toEqual(['dossiers'])
  })
  test('a waiver with its reason answers the line until the paper comes', () => {
    const office = createScanOffice()
    const id = office.draft(1)
    expect(codeOf(() => office.ask('waive', { dossierId: id, kind: 'residence', reason: '' }, 'expert'))).toBe('ZodError')
    const { document } = office.ask('waive', { dossierId: id, kind: 'residence', reason: 'خانۀ سازمانی است' }, 'expert')
    expect(attachedKinds(office.db, id)).toEqual(['residence'])
    expect(codeOf(() => office.ask('waive', { dossierId: id, kind: 'residence', reason: 'دوباره' }, 'expert'))).toBe('DOCUMENT_STATE')
    const deed = put(office, id, 'home-deed')
    expect(office.ask('list', { dossierId: id }).items).toMatchObject([{ id: deed.id, earlier: [{ id: document.id, sha256: null }] }])
    expect(codeOf(() => office.ask('waive', { dossierId: id, kind: 'residence', reason: 'اکنون نه' }, 'expert'))).toBe('DOCUMENT_STATE')
  })
  test('one photo and a reason for the other make the photos whole; a rejected file makes room for a reason', () => {
    const office = createScanOffice()
    const id = office.draft(1)
    const photo = put(office, id, 'photos')
    office.ask('waive', { dossierId: id, kind: 'photos', reason: 'یک عکس کافی است' }, 'expert')
    expect(attachedKinds(office.db, id)).toEqual(['photos'])
    const other = office.draft(2)
    const skill = put(office, other, 'skill')
    office.ask('reject', { id: skill.id, version: 1, reason: 'تار است' }, 'expert')
    office.ask('waive', { dossierId: other, kind: 'skill', reason: 'آزمون در اداره گرفته شد' }, 'expert')
    expect(office.ask('list', { dossierId: other }).items).toMatchObject([{ state: 'waived', no: 1, earlier: [{ id: skill.id }] }])
    expect(photo.no).toBe(1)
  })
})

describe('limits and doubles', () => {
  test('the same file on another person is told with the other code; on the same person it is nobody\'s news', () => {
    const office = createScanOffice()
    const [id, other] = [office.draft(1), office.draft(2)]
    put(office, id, 'photos')
    expect(put(office, id, 'photos').alsoOn).toEqual([])
    expect(put(office, other, 'national-card').alsoOn).toEqual(['T-1'])
    expect(office.ask('list', { dossierId: id }).items.map((item) => item.alsoOn)).toEqual([['T-2'], ['T-2']])
  })
  test('a refused file leaves nothing behind: no row, no entry, no bytes', () => {
    const office = createScanOffice()
    const id = office.draft(1)
    for (const [bytes, code] of [
      [Buffer.from('<svg/>'), 'DOCUMENT_TYPE'], [jpegOf().subarray(0, 90), 'DOCUMENT_DAMAGED'], [Buffer.alloc(scanLimits.fileBytes + 2, 1), 'DOCUMENT_TOO_LARGE'],
      [pdfOf(1, '/AA << /O 1 0 R >>'), 'DOCUMENT_ACTIVE'],
    ] as const) expect(codeOf(() => put(office, id, 'skill', base64(bytes)))).toBe(code)
    expect(office.ask('list', { dossierId: id }).items).toEqual([])
    expect(office.kinds()).toEqual([])
  })
  test('a dossier holds forty files and a kind nine sheets', () => {
    const office = createScanOffice()
    const id = office.draft(1)
    for (const kind of ['skill', 'degree', 'home-deed', 'employment-letter'] as const) {
      for (let i = 0; i < 9; i += 1) put(office, id, kind, base64(jpegOf(10, 10, i + 1)))
      expect(codeOf(() => put(office, id, kind))).toBe('DOCUMENT_TOO_MANY')
    }
    for (let i = 0; i < 4; i += 1) put(office, id, 'death-certificate')
    expect(codeOf(() => put(office, id, 'health-card'))).toBe('DOCUMENT_TOO_MANY')
    const first = office.ask('list', { dossierId: id }).items[0]!
    put(office, id, 'skill', picture, { replaces: { id: first.id, version: 1 } })
  })
  test('the largest file goes through the door whole', () => {
    const office = createScanOffice()
    const small = jpegOf()
    const large = Buffer.concat([small.subarray(0, -2), Buffer.alloc(scanLimits.fileBytes - small.length, 0x11), small.subarray(-2)])
    const { id, file } = put(office, office.draft(1), 'skill', base64(large))
    expect(file?.size).toBe(scanLimits.fileBytes)
    expect(office.ask('read', { id }).contentBase64).toBe(base64(large))
  })
  test('a thumbnail that is no small JPEG is left out', () => {
    const office = createScanOffice()
    const id = office.draft(1)
    expect(put(office, id, 'skill', picture, { thumbnailBase64: base64(jpegOf(90, 120)) }).thumbnail).toBe(base64(jpegOf(90, 120)))
    for (const wrong of [base64(pngOf()), base64(jpegOf(900, 900)), 'no base64!', base64(Buffer.from('<svg>'))]) {
      expect(put(office, id, 'skill', picture, { thumbnailBase64: wrong }).thumbnail).toBeNull()
    }
  })
})

describe('who looked', () => {
  test('the first look of a person at a scan on a day is in the ledger, and stays in the office', () => {
    const office = createScanOffice()
    const id = office.draft(1)
    const scan = put(office, id, 'national-card')
    office.ask('read', { id: scan.id }, 'director')
    office.ask('read', { id: scan.id }, 'director')
    office.ask('read', { id: scan.id }, 'expert')
    office.setToday('2026-11-22')
    office.ask('read', { id: scan.id }, 'director')
    expect(office.kinds().filter((kind) => kind === 'pd.view')).toHaveLength(3)
    expect(office.payload('pd.view')).toEqual({ dossier: id, document: scan.id, kind: 'national-card' })
    expect(office.db.prepare('SELECT count(*) FROM deliveries').pluck().get()).toBe(1)
  })
  test('the auditor sees the facts and no picture', () => {
    const office = createScanOffice()
    const id = office.draft(1)
    put(office, id, 'skill', picture, { thumbnailBase64: picture })
    expect(office.ask('list', { dossierId: id }, 'auditor').items[0]).toMatchObject({ thumbnail: null, file: { type: 'image/jpeg' } })
    expect(office.ask('list', { dossierId: id }, 'expert').items[0]!.thumbnail).toBe(picture)
  })
})
