import { expect, test } from 'vitest'
import { findBank, findField, listAgencies } from '../catalogues/catalogue-repo'
import { findRow, findSet, listRows, rowHistory, writeRow } from '../catalogues/reference-repo'
import { createDb, updateToVersion } from '../testing/memory-db'

test('0130 keeps an office\'s fields, banks and agencies, and gives each what is new', () => {
  const db = createDb(110)
  db.exec(`
    INSERT INTO agencies VALUES ('industry', 'صمت');
    INSERT INTO banks VALUES ('022', 'بانک بسیار بلندنام تعاون');
    INSERT INTO fields VALUES ('1001', 'خیاطی', 'تولیدی', 'industry', 'approval', 0, 1, NULL, '2027-03-20')`)
  updateToVersion(db, 130)
  expect(findField(db, '1001')).toEqual({
    code: '1001', title: 'خیاطی', group: 'تولیدی', agencyCode: 'industry', secondAgencies: [], path: 'approval', hygiene: false, confirmations: [],
    loanAllowed: true, model: false, from: null, to: '2027-03-20',
  })
  expect(listAgencies(db)).toEqual([{ code: 'industry', title: 'صمت', kind: 'executive', level: 'province', from: null, to: null }])
  expect(findBank(db, '022')?.shortTitle).toBe('بانک بسیار ')
  expect(listRows(db, 'correctionReasons').find(({ code }) => code === 'health_card')).toMatchObject({ title: 'ارائۀ کارت بهداشت', values: { asks: 'documents' } })
  expect([listRows(db, 'refusalReasons').length, listRows(db, 'revocationReasons').length, findSet(db, 'refusalReasons')?.sample]).toEqual([8, 6, true])
})

test('rows end and never vanish; every version stays readable and is never rewritten', () => {
  const db = createDb()
  const mark = { at: '2026-11-21T06:00:00.000Z', by: 'm' }
  const row = { code: 'x1', title: 'دلیل', from: null, to: null, source: 'دستی', version: 1, values: { shortTitle: '' } }
  writeRow(db, 'refusalReasons', row, mark)
  writeRow(db, 'refusalReasons', { ...row, title: 'دلیل دیگر', to: '2026-11-20', version: 2 }, mark)
  expect(findRow(db, 'refusalReasons', 'x1')).toMatchObject({ title: 'دلیل دیگر', to: '2026-11-20', version: 2 })
  expect(findRow(db, 'revocationReasons', 'x1')).toBeUndefined()
  expect(rowHistory(db, 'refusalReasons', 'x1').map((version) => version.row.title)).toEqual(['دلیل دیگر', 'دلیل'])
  expect(() => { db.exec('DELETE FROM reasons') }).toThrow('never deleted')
  expect(() => { db.exec("UPDATE reference_history SET row = '{}'") }).toThrow('stays readable')
  expect(() => { db.exec('DELETE FROM reference_history') }).toThrow('stays readable')
})

test('a closed service needs the law that closed it', () => {
  const db = createDb()
  expect(() => { db.exec("INSERT INTO agreements VALUES ('aid', 2, 'x', '2026-01-01', '2026-02-01', '', '', '')") }).toThrow('CHECK')
})
