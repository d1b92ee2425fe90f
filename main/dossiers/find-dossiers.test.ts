import { describe, expect, test } from 'vitest'
import { nameQuery } from './identity'
import { searchBy } from './find-dossiers'
import { createCounter, type Counter } from './testing/counter'
import { approval, draftOf, filedOf, karim, tailoring, zahra } from './testing/submissions'

const names = async (counter: Counter, text: string): Promise<string[]> => (await counter.ask('find', { text })).items.map((item) => item.name)
const twoPeople = async (): Promise<Counter> => {
  const counter = createCounter()
  await filedOf(counter)
  await filedOf(counter, karim, { ...tailoring, documents: [...tailoring.documents, 'military'] })
  return counter
}

describe('what a typed text is looked for as', () => {
  test.each([
    ['', { by: 'all' }], [' خ-۰۶۰۳-۰۵-۰۲-۰۰۱۲۳-۵', { by: 'trackingCode', code: 'T-0603-05-02-00123-5' }], ['۱۷۴۰۰۰۰۰۱۳', { by: 'nationalId', nationalId: '1740000013' }],
    ['174-000001-3', { by: 'nationalId', nationalId: '1740000013' }], ['+98 916 123 4567', { by: 'mobile', mobile: '09161234567' }],
    ['0916', { by: 'digits', digits: '0916' }], ['MKH-42', { by: 'trackingCode', code: 'MKH-42' }], ['کریمی', { by: 'name', match: '"کریمی"*' }], ['!!!', null],
  ])('%j', (text, search) => {
    expect(searchBy(text)).toEqual(search)
  })

  test('no text of a person can become a command of the index', () => {
    expect(nameQuery('"a" OR b* NOT (c)')).toBe('("a"* AND "or"* AND "b"* AND "not"* AND "c"*) OR "aorbnotc"*')
  })
})

test.each(['نمونه', 'نمونه‌پور', 'نمونه پور', 'زهرا نمونه', 'نمونه زهرا', 'پور', 'زهر', '1740000013', '۰۹۱۶۱۲۳۴۵۶۷', '1740'])('%s finds زهرا نمونه‌پور and nobody else', async (text) => {
  expect(await names(await twoPeople(), text)).toEqual(['زهرا نمونه‌پور'])
})

test.each(['عبدالله', 'عبد الله', 'عبدالله کریمی', 'كريمي', 'کریمی عبدالله', '1990001238'])('%s finds عبد الله کریمی in any spelling', async (text) => {
  expect(await names(await twoPeople(), text)).toEqual(['عبد الله کریمی'])
})

test('a tracking code finds its dossier; what matches nobody answers nothing', async () => {
  const counter = await twoPeople()
  const { items: [first] } = await counter.ask('find', {})
  expect(await names(counter, first!.trackingCode)).toEqual([first!.name])
  for (const text of ['ناشناس', '0000000000', 'MKH-42', '!!!']) expect(await counter.ask('find', { text })).toEqual({ items: [], next: null, total: 0, more: false })
})

test('S0-10: a row shows a masked ID, the clock and nothing more of the person', async () => {
  const counter = createCounter()
  await filedOf(counter, zahra, tailoring, '1405/08/20')
  expect((await counter.ask('find', {})).items).toEqual([{
    id: expect.any(String), version: 4, trackingCode: expect.any(String), state: 'at_agency', name: 'زهرا نمونه‌پور', nationalIdMasked: '174*****13',
    fieldTitle: 'خیاطی', countyTitle: 'اهواز', loanWanted: true, clock: { filedOn: '2026-11-11', lookUpOn: '2026-11-21', dueOn: '2026-11-25', daysLeft: 4, pausedSince: null },
    activityType: 'independent', caseType: 'new', stateSince: '2026-11-21', agencyDueOn: '2026-11-28',
  }])
})

test('pages follow one another newest first without gaps or repeats, with and without states', async () => {
  const counter = createCounter()
  const ids: string[] = []
  for (const fieldCode of ['1001', '1002', '1004', '1005', '1006', '1007']) ids.unshift((await draftOf(counter, zahra, { ...tailoring, fieldCode })).id)
  for (const id of [ids[1]!, ids[4]!]) await counter.ask('file', { id, version: 2, declaration: true })
  const walk = async (states: ('draft' | 'at_agency')[]): Promise<string[]> => {
    const seen: string[] = []
    let after: string | null = null
    do {
      const page: { items: { id: string }[]; next: string | null; total: number } = await counter.ask('find', { states, after, limit: 2 })
      expect(page.total).toBe(states.length === 1 ? { draft: 4, at_agency: 2 }[states[0]!] : 6)
      seen.push(...page.items.map((item) => item.id))
      after = page.next
    } while (after)
    return seen
  }
  expect(await walk([])).toEqual(ids)
  expect(await walk(['draft', 'at_agency'])).toEqual(ids)
  expect(await walk(['at_agency'])).toEqual([ids[1], ids[4]])
  expect((await walk(['draft'])).length).toBe(4)
})

test('a person is looked up before being typed again', async () => {
  const counter = await twoPeople()
  const known = await counter.ask('lookUpPerson', { nationalId: '۱۷۴۰۰۰۰۰۱۳' })
  expect(known.person).toMatchObject({ firstName: 'زهرا', fatherName: 'حسن', mobile: '09161234567' })
  expect(known.dossiers).toHaveLength(1)
  expect(await counter.ask('lookUpPerson', { nationalId: '1860000029' })).toEqual({ person: null, entity: null, dossiers: [] })
})

test('read: checklist, opinions and a timeline in the order things happened', async () => {
  const counter = createCounter()
  const id = await filedOf(counter)
  await counter.ask('recordOpinion', { id, version: 4, opinion: { ...approval, note: 'کارگاه خانگی مناسب است' } }, 'expert')
  const detail = await counter.ask('read', { id })
  expect(detail).toMatchObject({ state: 'in_expert_review', fieldTitle: 'خیاطی', agencyTitle: 'سازمان صنعت، معدن و تجارت', centralCode: null, activityType: 'independent', channel: 'counter' })
  expect(detail.checklist).toHaveLength(9)
  expect(detail.checklist.filter((paper) => paper.needed).every((paper) => paper.received)).toBe(true)
  expect(detail.checklist.find((paper) => paper.kind === 'military')).toEqual({ kind: 'military', needed: false, received: false })
  expect(detail.timeline.map((step) => [step.kind, step.note])).toEqual([
    ['dossier.open', null], ['dossier.savePlan', null], ['dossier.file', null], ['dossier.route', null], ['opinion.record', 'کارگاه خانگی مناسب است'],
  ])
  await expect(counter.ask('read', { id: id.replace(/.$/, (c) => (c === '0' ? '1' : '0')) })).rejects.toMatchObject({ code: 'NOT_FOUND' })
})
