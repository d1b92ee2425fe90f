import { mkdtempSync, readFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { importColumns, type ImportReport } from '#contract/dossiers'
import { isOwnNumber } from '#contract/values/tracking-code'
import { fixedClock } from '#main/app/clock'
import { createApp } from '#main/app/create-app'
import { openDesk, type Desk } from '#main/app/rehearsal/desk'
import { minimumCost } from '#main/staff/index'

const read = (name: string): Buffer => readFileSync(new URL(name, import.meta.url))
const host = { kind: 'cli', capabilities: {} } as const

const openOffice = async (): Promise<Desk> => {
  const app = createApp({ home: mkdtempSync(join(tmpdir(), 'mohr-sample-')), host, clock: fixedClock('2026-11-21T06:00:00Z'), kdfCost: minimumCost })
  await app.connect().call('office.createTraining', { sampleData: false })
  return openDesk(() => app.connect())
}
const submit = (desk: Desk): Promise<ImportReport> =>
  desk.clerk.call('dossiers.importFile', { name: 'submissions.csv', contentBase64: read('submissions.csv').toString('base64') })

/** Row, column and reason of every submission that is rightly refused. */
const refused = [
  [6, 'nationalId', 'NATIONAL_ID_CHECKSUM'], [12, 'documents', 'DOCUMENT_MISSING_HEALTH_CARD'], [18, 'militaryStatus', 'MILITARY_STATUS_REQUIRED'],
  [24, 'birthDate', 'DATE_IMPOSSIBLE'], [30, 'sheba', 'SHEBA_CHECKSUM'], [36, 'fieldCode', 'FIELD_UNKNOWN'], [42, 'fieldCode', 'DOSSIER_DUPLICATE'],
  [48, 'activityType', 'ACTIVITY_TYPE_UNSUPPORTED'], [54, 'countyCode', 'COUNTY_OUT_OF_PROVINCE'], [60, 'loanAmountRial', 'LOAN_AMOUNT_REQUIRED'],
  [66, 'birthDate', 'PERSON_MISMATCH'], [72, 'mobile', 'MOBILE_INVALID'],
]

test('every shipped submission gets exactly the verdict it was written for, and the same file again creates nothing', async () => {
  const desk = await openOffice()
  const first = await submit(desk)
  expect(first).toMatchObject({ rows: 76, accepted: 64, refused: 12 })
  const verdicts = first.verdicts.flatMap((v) => (v.outcome === 'refused' ? v.faults.map((f) => [v.row, f.field, f.reason]) : []))
  expect(verdicts).toEqual(refused)
  const codes = first.verdicts.flatMap((v) => (v.outcome === 'accepted' ? [v.trackingCode] : []))
  expect(new Set(codes).size).toBe(64)
  expect(codes.every(isOwnNumber)).toBe(true)
  const codeOf = (row: number): string | null => first.verdicts[row - 1]?.trackingCode ?? null
  expect(codeOf(42)).toBe(codeOf(1))

  const states = await Promise.all((['at_agency', 'issued'] as const).map(async (state) => (await desk.expert.call('dossiers.find', { states: [state] })).total))
  expect(states).toEqual([59, 5])

  const again = await submit(desk)
  expect(again).toMatchObject({ rows: 76, accepted: 0, refused: 76 })
  for (const verdict of first.verdicts) {
    if (verdict.outcome === 'refused') continue
    expect(again.verdicts[verdict.row - 1]).toEqual({
      row: verdict.row, outcome: 'refused', name: verdict.name, trackingCode: verdict.trackingCode, faults: [{ field: 'fieldCode', reason: 'DOSSIER_DUPLICATE' }],
    })
  }
  expect((await desk.expert.call('dossiers.find', {})).total).toBe(64)
  expect(await desk.it.call('ledger.verify', {})).toMatchObject({ ok: true })
  desk.close()
})

test('the sample shows the breadth of the work: all counties, both genders, loans and none, every kind of skill evidence', async () => {
  const [header, ...rows] = read('submissions.csv').toString('utf8').trimEnd().split('\n').map((line) => line.split(','))
  const column = (name: (typeof importColumns)[number]): Set<string | undefined> => new Set(rows.map((row) => row[importColumns.indexOf(name)]))
  expect(header).toEqual([...importColumns])
  expect(column('countyCode').size).toBeGreaterThanOrEqual(29)
  expect([...column('gender')].sort()).toEqual(['female', 'male'])
  expect(column('fieldCode').size).toBeGreaterThanOrEqual(12)
  expect([...column('firstName')].some((name) => name?.includes('\u200C'))).toBe(true)
})

test('the template is the header and nothing else, marked as UTF-8', () => {
  expect(read('template.csv').toString('utf8')).toBe(`\uFEFF${importColumns.join(',')}\r\n`)
})
