import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { duplicates } from './duplicates'
import { distance, resembles } from './resemblance'
import { createCounter, type Counter } from './testing/counter'
import { draftOf, filedOf, karim, pageOne, tailoring, zahra } from './testing/submissions'

const sameOf = async (counter: Counter, id: string): Promise<string[][]> => (await counter.ask('duplicates', { id })).items.map((item) => item.same)
const elsewhere = { mobile: '09170000000', postalCode: '6134678000', address: 'جایی دیگر در شهر' }

describe('names that may be one', () => {
  test.each([
    ['عبد الله کریمی', 'عبدالله كريمي', true], ['زهرا نمونه‌پور', 'زهره نمونه پور', true], ['طاهره سیدی', 'تاهره صیدی', true], ['مریم رضایی', 'مریم رضائی', true],
    ['زهرا نمونه‌پور', 'مریم نمونه‌پور', false], ['علی رضایی', 'رضا علایی', false], ['', '', false],
  ])('%s and %s: %s', (one, other, alike) => {
    expect(resembles(one, other)).toBe(alike)
  })

  test('the distance of two words is a distance', () => {
    const word = fc.string({ unit: fc.constantFrom(...'ابپتی'), maxLength: 8 })
    fc.assert(fc.property(word, word, (a, b) => {
      expect(distance(a, b)).toBe(distance(b, a))
      expect(distance(a, b) === 0).toBe(a === b)
      expect(distance(a, b)).toBeLessThanOrEqual(Math.max(a.length, b.length))
      expect(resembles(a, b)).toBe(resembles(b, a))
    }))
    expect([distance('ابپ', 'باپ'), distance('ابپ', 'ابپت')]).toEqual([1, 1])
  })
})

test('S0-16: what resembles a dossier is found by holder, mobile, account, address and like name, most alike first', async () => {
  const counter = createCounter()
  const account = { ...tailoring, sheba: 'IR120220000000000000000001' }
  await draftOf(counter, { ...karim, nationalId: '1751234568', ...elsewhere, lastName: 'دیگری' }, { ...tailoring, fieldCode: '1002', loanWanted: false, loanAmountRial: '', sheba: '' })
  const byMobile = (await counter.ask('savePerson', pageOne({ ...karim, ...elsewhere, mobile: zahra.mobile }))).id
  const byName = (await counter.ask('savePerson', pageOne({ ...zahra, ...elsewhere, nationalId: '1860000029', firstName: 'زهره' }))).id
  const byAddress = (await counter.ask('savePerson', pageOne({ ...karim, nationalId: '0084575948', birthDate: '1350/01/01', mobile: '09120000000', address: 'کیانپارس - خیابان ۵ - پلاک ۱۲' }))).id
  const ownOther = await filedOf(counter, zahra, { ...account, fieldCode: '1002' })
  const { id } = await draftOf(counter, zahra, account)
  const { items } = await counter.ask('duplicates', { id })
  expect(items.map((item) => item.dossier.id)).toEqual([ownOther, byMobile, byName, byAddress])
  expect(items.map((item) => item.same)).toEqual([['holder', 'sheba', 'mobile', 'address', 'postalCode'], ['mobile'], ['name'], ['address', 'postalCode']])
  expect(items[0]).toMatchObject({ person: { nationalId: '1740000013' }, planTitle: 'دوخت لباس محلی', decision: null })
})

test('same holder and field is said as such, also of a dossier that is over', async () => {
  const counter = createCounter()
  const first = await filedOf(counter)
  counter.db.prepare("UPDATE dossiers SET state = 'refused', due_on = NULL").run()
  const { id } = await draftOf(counter)
  expect(await sameOf(counter, id)).toEqual([['holder', 'field', 'sheba', 'mobile', 'address', 'postalCode']])
  expect(await sameOf(counter, first)).toEqual([['holder', 'field', 'sheba', 'mobile', 'address', 'postalCode']])
})

test('what the expert decides is kept with its reason and seen from both sides; nothing is merged', async () => {
  const counter = createCounter()
  const { id } = await draftOf(counter)
  const other = (await counter.ask('savePerson', pageOne({ ...karim, mobile: zahra.mobile }))).id
  const { items } = await counter.ask('resolveDuplicate', { id, otherId: other, decision: 'different', note: 'همسر اوست' }, 'expert')
  expect(items).toMatchObject([{ decision: 'different' }])
  expect((await counter.ask('duplicates', { id: other })).items).toMatchObject([{ dossier: { id }, decision: 'different' }])
  counter.setToday('2026-11-22')
  await counter.ask('resolveDuplicate', { id: other, otherId: id, decision: 'same', note: '' }, 'expert')
  expect((await counter.ask('duplicates', { id })).items[0]!.decision).toBe('same')
  expect(counter.kinds().filter((kind) => kind === 'dossier.resolveDuplicate')).toHaveLength(2)
  expect([counter.row(id).version, counter.row(other).version]).toEqual([2, 1])
  await expect(counter.ask('resolveDuplicate', { id, otherId: id, decision: 'same', note: '' }, 'expert')).rejects.toMatchObject({ code: 'NOT_FOUND' })
})

test('an auditor compares masked data', async () => {
  const counter = createCounter()
  const { id } = await draftOf(counter)
  await counter.ask('savePerson', pageOne({ ...karim, mobile: zahra.mobile }))
  const [item] = duplicates(counter.as('auditor'), { id }).items
  expect(item?.person).toMatchObject({ nationalId: '199*****38', mobile: '0916*****67', address: '•••', postalCode: '•••', lastName: 'کریمی' })
})
