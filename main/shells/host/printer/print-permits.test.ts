import { readFileSync, readdirSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { unzipSync } from 'fflate'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { contract } from '#contract'
import type { Role } from '#contract/define'
import type { Context, Printer } from '#main/app/ports'
import { catalogueHandlers } from '#main/catalogues/index'
import { incentiveHandlers } from '#main/incentives/index'
import { paperHandlers } from '#main/papers/index'
import { permitHandlers } from '#main/permits/index'
import { createPermitOffice, passphrase, type PermitOffice } from '#main/permits/testing/permit-office'
import { poppler, realPrinter } from '#main/shells/testing/real-printer'

let office: PermitOffice
let printer: Printer
let nos: string[]
beforeAll(async () => {
  office = createPermitOffice()
  printer = realPrinter()
  nos = [await office.issue(1), await office.issue(2), await office.issue(3, { fieldCode: '2001' })]
}, 60_000)
afterAll(() => printer.close())

const as = (role: Role, username: string = role): Context => ({ ...office.as(role, username), printer })
const print = (context: Context, wanted: readonly string[], form: 'sheets' | 'files' | 'printer' = 'sheets') => paperHandlers.print(context, { nos: [...wanted], as: form })
type Logged = { no: string; copy: number; as: string; status: string }
const logged = (): Logged[] =>
  office.db.prepare<[], string>("SELECT payload FROM ledger_entries WHERE kind = 'permit.print' ORDER BY seq").pluck().all().map((text) => JSON.parse(text) as Logged)

test('S0-09 as at the counter: every print is counted and logged by who made it, and a second one says it is a copy', async () => {
  const first = await print(as('clerk'), [nos[0]!])
  expect(first).toMatchObject({ printed: 1, reprints: 0, marked: [], file: { name: `${nos[0]!}.pdf`, type: 'application/pdf' } })
  const again = await print(as('director'), [nos[0]!, nos[1]!])
  expect(again).toMatchObject({ printed: 2, reprints: 1 })
  expect(poppler('pdftotext', Buffer.from(again.file!.base64, 'base64'), '-l', '1')).toContain('چاپ')
  expect(logged().map(({ no, copy, as: form }) => [no, copy, form])).toEqual([[nos[0], 1, 'sheets'], [nos[0], 2, 'sheets'], [nos[1], 1, 'sheets']])
  expect(office.db.prepare<[], string>("SELECT actor FROM ledger_entries WHERE kind = 'permit.print' ORDER BY seq").pluck().all()).toEqual(['clerk', 'director', 'director'])
})

test('many as files: one ZIP with a whole PDF of each number; a number asked for twice is printed once', async () => {
  const steps: number[] = []
  const context = as('clerk')
  const { file, printed } = await print({ ...context, emit: (event, payload) => { if (event === 'print.progress' && 'done' in payload) steps.push(payload.done) } }, [...nos, nos[0]!], 'files')
  expect(printed).toBe(3)
  const files = unzipSync(Buffer.from(file!.base64, 'base64'))
  expect(Object.keys(files).sort()).toEqual(nos.map((no) => `${no}.pdf`).sort())
  for (const [name, bytes] of Object.entries(files)) expect(poppler('pdfinfo', Buffer.from(bytes))).toMatch(new RegExp(`Title: +${name.replace('.pdf', '')}\n[^]*Pages: +1\n`))
  expect(steps).toEqual([0, 1, 2, 3])
})

test('a cancelled print, one without a printer and one of a damaged permit leave no trace of a print', async () => {
  const before = logged().length
  const clerk = as('clerk')
  const going = print({ ...clerk, emit: (event) => { if (event === 'print.progress') void paperHandlers.cancel(clerk, {}) } }, nos, 'files')
  await expect(print(clerk, nos)).rejects.toMatchObject({ code: 'PRINT_RUNNING' })
  await expect(going).rejects.toMatchObject({ code: 'PRINT_CANCELLED' })
  expect(await paperHandlers.cancel(clerk, {})).toEqual({ stopped: false })
  await expect(print(office.as('clerk'), nos)).rejects.toMatchObject({ code: 'PRINTER_ABSENT' })
  await expect(print(clerk, nos, 'printer')).rejects.toMatchObject({ code: 'PRINTER_ABSENT' })
  await expect(print(clerk, [nos[0]!, 'P-0600-1405-01-99999-0'])).rejects.toMatchObject({ code: 'NOT_FOUND' })
  const damaged = await office.issue(9)
  office.db.exec('DROP TRIGGER permits_fixed')
  office.db.prepare("UPDATE permits SET face = json_set(face, '$.address', 'جای دیگر') WHERE no = ?").run(damaged)
  await expect(print(clerk, [nos[0]!, damaged])).rejects.toMatchObject({ code: 'PERMIT_DAMAGED', details: { no: damaged } })
  expect(logged()).toHaveLength(before)
})

test('a permit that is suspended is printed with its mark, and the answer names it; reinstated it is as before', async () => {
  const no = nos[1]!
  await permitHandlers.suspend(as('director'), { no, reason: 'بررسی شکایت' })
  const { marked, file } = await print(as('expert'), [no])
  expect(marked).toEqual([no])
  expect(logged().at(-1)).toMatchObject({ no, status: 'suspended' })
  expect(poppler('pdftotext', Buffer.from(file!.base64, 'base64'))).toContain('این برگ')
  await permitHandlers.reinstate(as('director'), { no, reason: 'بررسی شد' })
  expect((await print(as('expert'), [no])).marked).toEqual([])
})

test('the auditor sees the sheet masked, and more conditions come from the office’s own text', async () => {
  const before = await paperHandlers.preview(as('director'), { no: nos[0]! })
  const masked = await paperHandlers.preview(as('auditor'), { no: nos[0]! })
  expect(masked.face.address).not.toBe(before.face.address)
  expect(masked.face.nationalId).not.toBe(before.face.nationalId)
  expect(masked.photo).toBeNull()
  await catalogueHandlers.changeSetting(as('system_manager'), contract.catalogues.changeSetting.input.parse({ key: 'permitConditions', before: '', value: 'شرط نخست\n\nشرط دوم' }))
  expect((await paperHandlers.preview(as('director'), { no: nos[0]! })).conditions).toEqual(['شرط نخست', 'شرط دوم'])
})

test('what an office knows is worth is what the paper says of the key, and no more', async () => {
  const { signer } = await paperHandlers.preview(as('director'), { no: nos[0]! })
  expect(signer).toMatchObject({ trust: 'office_internal', name: 'director' })
  expect((await paperHandlers.preview(as('director'), { no: nos[2]! })).signer).toMatchObject({ name: null, post: '' })
})

test('nothing of a print stays in the office’s folder or among temporary files', async () => {
  const marker = 'خیابان بی‌همتای آزمون'
  const no = await office.issue(11, { address: marker })
  await print(as('clerk'), [no])
  const inside = (folder: string): string[] => readdirSync(folder, { withFileTypes: true, recursive: true }).filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name))
  const profiles = readdirSync(tmpdir()).filter((name) => name.startsWith('mohr-print-')).map((name) => join(tmpdir(), name))
  for (const file of [...inside(office.home), ...profiles.flatMap(inside)]) {
    const bytes = statSync(file, { throwIfNoEntry: false }) ? readFileSync(file) : Buffer.alloc(0)
    for (const encoding of ['utf8', 'utf16le'] as const) expect(bytes.includes(Buffer.from(marker, encoding)), file).toBe(false)
    expect(bytes.includes('%PDF-'), file).toBe(false)
  }
})

test('S1-D2: the letter of commendation is printed as a draft and signed, and each print is logged', async () => {
  const no = await office.issue(31, { type: 'supporter_legal', covered: 40 })
  const award = await incentiveHandlers.prepareAward(as('expert'), { permitNo: no, text: 'با فراهم کردن کار برای چهل نفر' })
  const draft = await paperHandlers.printAward(as('expert'), { id: award.id, as: 'sheets' })
  expect(letters(poppler('pdftotext', Buffer.from(draft.file!.base64, 'base64')))).toContain(letters('پیش‌نویس'))
  await incentiveHandlers.signAward(as('director'), { id: award.id, version: award.version, passphrase })
  const signed = await paperHandlers.printAward(as('expert'), { id: award.id, as: 'sheets' })
  expect(signed).toMatchObject({ reprints: 1, file: { name: `${award.no}.pdf` } })
  const pdf = Buffer.from(signed.file!.base64, 'base64')
  expect(poppler('pdfinfo', pdf)).toMatch(/Tagged: +yes[^]*Pages: +1\n/)
  expect(letters(poppler('pdftotext', pdf))).toContain(letters('شرکت نمونه‌بافان'))
  expect(office.db.prepare<[], number>("SELECT count(*) FROM ledger_entries WHERE kind = 'award.print'").pluck().get()).toBe(2)
})

const letters = (text: string): string => text.normalize('NFKC').replace(/[^\p{L}\p{Nd}]/gu, '')
