import fc from 'fast-check'
import { beforeEach, describe, expect, test } from 'vitest'
import { contract } from '#contract'
import { seenFields, type DeskChange, type DeskFacts, type SeenValue } from '#contract/desk'
import { documentHandlers } from '#main/documents/index'
import { jpegOf } from '#main/documents/testing/sample-files'
import { permitHandlers } from '../permit-handlers'
import { createPermitOffice, now, type PermitOffice } from '../testing/permit-office'
import { differences, type Seen, type SeenPaper } from './seen-values'

let office: PermitOffice
beforeEach(() => { office = createPermitOffice() })

const weigh = (dossierId: string, username = 'director'): DeskFacts => now(permitHandlers.weigh(office.as('director', username), { dossierId }))
const look = (dossierId: string, username = 'director'): string =>
  now(permitHandlers.noteLook(office.as('director', username), { dossierId, seen: weigh(dossierId, username).seen })).at
const inQueue = (dossierId: string): string | undefined =>
  now(permitHandlers.queue(office.as('director'), {})).items.find((item) => item.dossierId === dossierId)?.look
const changes = (dossierId: string): DeskChange[] => weigh(dossierId).since!.changes
const later = (seconds: number): void => { office.clock.pass(seconds * 1000) }

const giveBack = (id: string): void => {
  now(permitHandlers.returnToExpert(office.as('director'), { dossierId: id, version: office.read(id).version, reason: 'مدرک را درست کنید' }))
}
const attach = (dossierId: string, seed: number, replaces: { id: string; version: number } | null = null) => now(documentHandlers.attach(office.as('expert'), {
  dossierId, kind: 'degree', title: '', contentBase64: jpegOf(60, 80, seed).toString('base64'), thumbnailBase64: null, documentNo: null, issuedOn: null, validUntil: null, replaces,
})).document

describe('signing goal 4: what changed since I last looked', () => {
  test('a dossier never looked at is new, then the same; another Director has looks of her own', () => {
    const { id } = office.ready(1)
    expect([weigh(id).since, inQueue(id)]).toEqual([null, 'new'])
    const at = look(id)
    expect(weigh(id).since).toMatchObject({ at, changes: [] })
    expect(inQueue(id)).toBe('same')
    expect(weigh(id, 'acting').since).toBeNull()
  })

  test('returned and brought again: the mended fields old and new, when and by whom, as the ledger tells', () => {
    const dossier = office.ready(1)
    look(dossier.id)
    giveBack(dossier.id)
    later(60)
    office.mend(dossier.id, { address: 'خیابان زند، پلاک ۹', mobile: '09161234599' })
    later(600)
    const { id } = office.submit(dossier.id, {}, 'second')
    expect(inQueue(id)).toBe('changed')
    const found = changes(id)
    expect(found).toContainEqual({ what: 'field', field: 'address', old: 'خیابان کیانپارس، پلاک ۱۲', new: 'خیابان زند، پلاک ۹', at: '2026-11-21T06:13:09.000Z', by: 'expert' })
    expect(found).toContainEqual({ what: 'field', field: 'reviewer', old: 'expert', new: 'second', at: '2026-11-21T06:23:09.000Z', by: 'second' })
    expect(found.map((change) => (change.what === 'field' ? change.field : change.kind))).toEqual(['mobile', 'address', 'reviewer', 'reviewedAt'])
    look(id)
    expect([changes(id), inQueue(id)]).toEqual([[], 'same'])
  })

  test('a paper that came, was judged or replaced is told by its own row', () => {
    const { id } = office.ready(1)
    look(id)
    giveBack(id)
    later(30)
    const first = attach(id, 1)
    office.submit(id)
    const papers = (): DeskChange[] => changes(id).filter(({ what }) => what === 'paper')
    expect(papers()).toEqual([{ what: 'paper', kind: 'degree', title: '', no: 1, change: 'added', old: null, new: 'attached', at: '2026-11-21T06:12:39.000Z', by: 'expert' }])
    look(id)
    giveBack(id)
    later(30)
    now(documentHandlers.verify(office.as('expert'), { id: first.id, version: first.version, sha256: first.file!.sha256 }))
    office.submit(id)
    expect(papers()).toMatchObject([{ change: 'judged', old: 'attached', new: 'verified', at: '2026-11-21T06:13:09.000Z' }])
    look(id)
    giveBack(id)
    attach(id, 2, { id: first.id, version: first.version + 1 })
    office.submit(id)
    expect(papers()).toMatchObject([{ change: 'replaced', no: 1, old: 'verified', new: 'attached' }])
  })

  test('nothing is noted as seen that she was not shown', () => {
    const { id } = office.ready(1)
    const { seen } = weigh(id)
    office.db.prepare("UPDATE dossiers SET address = 'جای دیگر' WHERE id = ?").run(id)
    expect(() => { void permitHandlers.noteLook(office.as('director'), { dossierId: id, seen }) }).toThrow('VERSION_STALE')
    expect(weigh(id).since).toBeNull()
  })

  test('only what waits for her is weighed, and a decision forgets the looks', async () => {
    const { id } = office.ready(1)
    look(id)
    await office.sign([id])
    expect(() => weigh(id)).toThrow('NOT_FOUND')
    expect(office.db.prepare('SELECT count(*) FROM desk_looks').pluck().get()).toBe(0)
    expect(() => weigh('019ab000-0000-7000-8000-000000000000')).toThrow('NOT_FOUND')
  })

  test('a scan counts as looked at from the moment its bytes were given to her', async () => {
    const { id } = office.file(1)
    const document = attach(id, 1)
    office.approve(id)
    expect(weigh(id).papersSeen).toEqual([])
    await documentHandlers.read(office.as('director'), { id: document.id })
    expect([weigh(id).papersSeen, weigh(id, 'acting').papersSeen]).toEqual([[document.id], []])
  })
})

describe('the difference of two looks', () => {
  const value: fc.Arbitrary<SeenValue> = fc.oneof(fc.string({ maxLength: 3 }), fc.integer({ min: 0, max: 2 }), fc.boolean(), fc.constant(null))
  const fields = fc.record(Object.fromEntries(seenFields.map((field) => [field, value]))) as fc.Arbitrary<Seen['fields']>
  const paper: fc.Arbitrary<SeenPaper> = fc.record({
    kind: fc.constantFrom('degree' as const, 'photos' as const, 'other' as const), title: fc.constantFrom('', 'ا'), no: fc.integer({ min: 1, max: 2 }),
    state: fc.constantFrom('attached' as const, 'verified' as const, 'waived' as const), sha256: fc.constantFrom('a', 'b', null),
  })
  const seen = fc.record({ fields, papers: fc.uniqueArray(paper, { selector: ({ kind, title, no }) => `${kind} ${title} ${no}` }) })

  test('is nothing for the same, also after it was kept as JSON', () => {
    fc.assert(fc.property(seen, (one) => { expect(differences(JSON.parse(JSON.stringify(one)) as Seen, one)).toEqual([]) }))
  })
  test('names each field and paper that differs, once, and turned round it says the same places', () => {
    fc.assert(fc.property(seen, seen, (old, is) => {
      const names = (found: ReturnType<typeof differences>): string[] => found.map((one) => (one.what === 'field' ? one.field : JSON.stringify([one.kind, one.title, one.no]))).sort()
      const there = names(differences(old, is))
      expect(new Set(there).size).toBe(there.length)
      expect(there).toEqual(names(differences(is, old)))
      expect(there.filter((name) => !name.startsWith('['))).toEqual(seenFields.filter((field) => old.fields[field] !== is.fields[field]).sort())
    }))
  })
  test('a value that an older look did not keep is no difference', () => {
    fc.assert(fc.property(seen, (one) => {
      const { sheba: _, ...fewer } = one.fields
      expect(differences({ ...one, fields: fewer as Seen['fields'] }, one)).toEqual([])
    }))
  })
})

test('kept filters of the queue are her own, by name, and apart from those of the lists', () => {
  const ask = contract.permits.saveDeskFilter.input
  const input = ask.parse({ name: 'اهواز، مشروط', filter: { countyCode: '0603', conditional: true } })
  now(permitHandlers.saveDeskFilter(office.as('director'), input))
  const again = ask.parse({ name: 'اهواز، مشروط', filter: { countyCode: '0603', conditional: false, urgency: 'overdue' } })
  expect(now(permitHandlers.saveDeskFilter(office.as('director'), again)).items).toEqual([again])
  expect(now(permitHandlers.deskFilters(office.as('director', 'acting'), {})).items).toEqual([])
  expect(now(permitHandlers.dropDeskFilter(office.as('director'), { name: 'اهواز، مشروط' })).items).toEqual([])
  for (const bad of [{ name: '', filter: {} }, { name: 'x', filter: { urgency: 'never' } }, { name: 'x', filter: { text: 'x'.repeat(101) } }, { name: 'x'.repeat(41), filter: {} }]) {
    expect(ask.safeParse(bad).success).toBe(false)
  }
})
