import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { PNG } from 'pngjs'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { contract } from '#contract'
import type { PermitPaper } from '#contract/papers'
import { documentHandlers } from '#main/documents/index'
import type { Context, Printer } from '#main/app/ports'
import { paperHandlers } from '#main/papers/index'
import { createPermitOffice, type PermitOffice } from '#main/permits/testing/permit-office'
import { signingHandlers } from '#main/signing/index'
import { fileOf, poppler, realPrinter, scanned, tagged } from '#main/shells/testing/real-printer'
import { recordingTerminal } from '#main/shells/testing/recording-terminal'
import { runCommand } from '#main/shells/cli/run-command'

let office: PermitOffice
let printer: Printer
let trust: string
const nos: Record<'person' | 'company' | 'confirmation', string> = { person: '', company: '', confirmation: '' }

const as = (role: Parameters<PermitOffice['as']>[0]): Context => ({ ...office.as(role), printer })
const printed = async (wanted: readonly string[], form: 'sheets' | 'files' = 'sheets') => {
  const answer = await paperHandlers.print(as('clerk'), { nos: [...wanted], as: form })
  return { ...answer, bytes: Buffer.from(answer.file?.base64 ?? '', 'base64') }
}
/** The scan of a paper, checked as a bank does: its picture, the trust file, nothing else. */
const verified = async (picture: string): Promise<{ code: number; said: string }> => {
  const terminal = recordingTerminal()
  return { code: await runCommand(['verify', picture, '--trust', trust, '--json'], terminal), said: terminal.lines.join('\n') }
}
beforeAll(async () => {
  office = createPermitOffice()
  printer = realPrinter()
  nos.person = await office.issue(1, { pending: true })
  nos.company = await office.issue(2, { type: 'supporter_legal', covered: 40 })
  nos.confirmation = await office.issue(3, { fieldCode: '2001' })
  const file = await signingHandlers.trustFile(office.as('director'), {})
  trust = join(mkdtempSync(join(tmpdir(), 'mohr-trust-')), 'trust.json')
  writeFileSync(trust, file.content)
}, 60_000)
afterAll(() => printer.close())

describe('signing row 17: the QR on the paper carries the whole signed permit', () => {
  test.each(['person', 'company', 'confirmation'] as const)('%s: read back from the page at 200 dpi, and verified', async (which) => {
    const { bytes } = await printed([nos[which]])
    const { code, said } = await verified(scanned(bytes))
    expect(JSON.parse(said)).toMatchObject({ results: [{ outcome: 'valid', test: false, payload: { no: nos[which] } }] })
    // The signature is good; without a status list nothing is said of the status.
    expect(code).toBe(6)
  }, 40_000)

  test('domain model §6: its modules are at least 0.35 mm, with four white ones around, also for the longest permit that is coded', async () => {
    const paper = await paperHandlers.preview(as('director'), { no: nos.person })
    const longest = { ...paper, jws: `${paper.jws}${'A'.repeat(1500 - paper.jws.length)}` }
    for (const { made, largest } of [{ made: paper, largest: 22 }, { made: longest, largest: 25 }]) {
      const picture = PNG.sync.read(readFileSync(scanned(await printer.draw([made], { title: 'x', signal: new AbortController().signal, onDrawn: () => undefined }), { dpi: 400 })))
      const { side, module } = codeIn(picture)
      const version = (side - 17) / 4
      expect(version).toBeLessThanOrEqual(largest)
      expect(Number.isInteger(version)).toBe(true)
      expect((module / 400) * 25.4).toBeGreaterThanOrEqual(0.35)
    }
  }, 40_000)

  test('above 1,500 characters there is no code, and the paper says where the whole permit is', async () => {
    const paper = await paperHandlers.preview(as('director'), { no: nos.person })
    const pdf = await printer.draw([{ ...paper, jws: 'A'.repeat(1501) }], { title: 'x', signal: new AbortController().signal, onDrawn: () => undefined })
    expect((await verified(scanned(pdf))).code).toBe(3)
    expect(folded(pdf)).toContain(fold('نسخۀ کامل در پرونده است'))
  }, 40_000)
})

describe('a paper that others can read', () => {
  test('ui §6: A4, tagged, titled, in Persian, with the static Vazirmatn and no other font', async () => {
    const { bytes } = await printed([nos.person])
    expect(poppler('pdfinfo', bytes)).toMatch(new RegExp(`Title: +${nos.person}\n[^]*Tagged: +yes[^]*JavaScript: +no\nPages: +1\n[^]*Page size: +59[45][^\n]*\\(A4\\)`))
    const fonts = poppler('pdffonts', bytes).split('\n').slice(2).filter((line) => line !== '')
    expect(fonts.length).toBeGreaterThanOrEqual(2)
    for (const font of fonts) expect(font).toMatch(/^[A-Z]{6}\+Vazirmatn-(Regular|Medium|Bold) +CID TrueType +Identity-H +yes yes yes/)
    const path = fileOf('a.pdf', bytes)
    execFileSync('qpdf', ['--check', path], { stdio: 'ignore' })
    const plain = execFileSync('qpdf', ['--qdf', '--object-streams=disable', path, '-'], { encoding: 'latin1', maxBuffer: 1 << 26 })
    expect(plain).toContain('/Lang (fa)')
    expect(plain).toContain('/StructTreeRoot')
    expect(plain).not.toMatch(/\/(JavaScript|JS|Launch|EmbeddedFile|URI)\b/)
  }, 40_000)

  test('the tags read the paper in its order: document, number, title, holder, activity, conditions, signatures, check', async () => {
    const { tags, language } = await tagged((await printed([nos.person])).bytes)
    expect(language).toBe('fa')
    const said = tags.map(({ text }) => letters(text))
    const order = ['شماره', 'مجوز مشاغل خانگی', 'رایگان و غیرقابل انتقال', 'دارندۀ مجوز', 'زهرا نمونه‌پور', 'فعالیت', 'خیاطی', 'شرط‌ها:', 'امضای نخست: دستگاه اجرایی', 'امضای نهایی', 'بررسی اصالت:', 'شکایت:']
      .map((one) => said.indexOf(letters(one)))
    expect(order).not.toContain(-1)
    expect(order).toEqual([...order].sort((a, b) => a - b))
    expect(tags.filter(({ role, text }) => role === 'H1' && text !== '').map(({ text }) => letters(text))).toEqual([letters('مجوز مشاغل خانگی')])
    expect(tags.filter(({ role }) => role === 'H2').length).toBeGreaterThanOrEqual(4)
    expect(tags.filter(({ alt }) => alt !== undefined)).toEqual([{ role: 'Figure', alt: 'کد QR مجوز امضاشده', text: '' }])
  }, 40_000)

  test('domain facts, S0-24, S0-25, S0-27, S0-28: what a permit says', async () => {
    const text = folded((await printed([nos.person])).bytes)
    for (const one of ['رایگان و غیرقابل انتقال', 'تا زنده بودن دارنده معتبر است', 'این مجوز مشروط است', 'نام پدر', 'کد ملی', 'امضای نخست: دستگاه اجرایی', 'کلید درون', 'zrm.mcls.gov.ir']) {
      expect(text, one).toContain(fold(one))
    }
    const company = folded((await printed([nos.company])).bytes)
    for (const one of ['شرکت نمونه', 'نماینده', 'مدیرعامل', 'شناسۀ ملی', '۴۰ نفر']) expect(company, one).toContain(fold(one))
    expect(folded((await printed([nos.confirmation])).bytes)).toContain(fold('با کلید مهر اداره مهر شد؛ امضای شخص ندارد'))
  }, 40_000)

  test('long names and sixty conditions: nothing is cut, every paper keeps one page, conditions follow on their own', async () => {
    const paper = await paperHandlers.preview(as('director'), { no: nos.company })
    const long: PermitPaper = {
      ...paper,
      bytes: paper.bytes.replace('شرکت نمونه‌بافان جنوب', 'شرکت تعاونی تولیدی توزیعی زنان سرپرست خانوار بافندۀ دزفول و شوشتر و اندیمشک و روستاهای پیرامون رودخانۀ کارون بزرگ'),
      face: { ...paper.face, address: 'خوزستان، دزفول، شهرک شهید محمدجواد، خیابان بیست و چهار متری آزادگان، کوچۀ شهید عبدالرضا موسوی، بن‌بست سوم، پلاک ۱۲۴، ساختمان نرگس، طبقۀ سوم، واحد هفت، روبه‌روی دبستان شهدا، نبش کوچۀ یکم' },
      office: { ...paper.office, address: 'اهواز، بلوار گلستان، میدان دانشگاه، خیابان فروردین، ساختمان شمارۀ دو', phone: '061-33330000', expertPhones: ['061-33331111', '061-33332222'] },
      conditions: Array.from({ length: 60 }, (_, i) => `بند ${'یکم و دوم '.repeat(8)} پایان بند ${i + 1}`), copy: 3,
    }
    const pdf = await printer.draw([long], { title: 'x', signal: new AbortController().signal, onDrawn: () => undefined })
    const pages = Number(/Pages: +(\d+)/.exec(poppler('pdfinfo', pdf))?.[1])
    expect(pages).toBeGreaterThanOrEqual(3)
    expect(pages).toBeLessThanOrEqual(5)
    for (const one of ['نبش کوچۀ یکم', 'SHA-256', 'پایان بند 60']) expect(folded(pdf), one).toContain(fold(one))
    // The whole permit stands on the first page, its last line above the frame.
    expect(folded(pdf, '-l', '1')).toContain('SHA256')
    expect((await verified(scanned(pdf))).said).toContain(nos.company)
  }, 40_000)
})

test('S0-24: a training office’s paper says test across its face, in its text and to its verifier; a superseded permit names its successor', async () => {
  const training = createPermitOffice({ training: true })
  const context = { ...training.as('clerk'), printer }
  const no = await training.issue(1)
  const { file } = await paperHandlers.print(context, { nos: [no], as: 'sheets' })
  const said = (await tagged(Buffer.from(file!.base64, 'base64'))).tags.map(({ text }) => letters(text))
  expect(said).toContain(letters('آزمایشی'))
  const after = office.correction(nos.company)
  await office.sign([after.id])
  const successor = office.read(after.id).permitNo!
  const old = await printed([nos.company])
  expect(old.marked).toEqual([nos.company])
  expect(folded(old.bytes)).toContain(fold('این برگ اعتبار ندارد'))
  expect(folded(old.bytes)).toContain(fold(successor.replace(/\d/g, (digit) => String.fromCharCode(0x06f0 + Number(digit)))).slice(1))
}, 40_000)

test('S4-14: the holder’s photo is printed small from a scan of any size, and a paper without one keeps its place free', async () => {
  const no = await office.issue(20)
  const { dossierId } = office.db.prepare<[string], { dossierId: string }>('SELECT dossier_id AS dossierId FROM permits WHERE no = ?').get(no)!
  const without = (await printed([no])).bytes
  const picture = { width: 900, height: 1500, data: Buffer.alloc(900 * 1500 * 4, 255) }
  for (let i = 0; i < picture.data.length; i += 4) picture.data.set([200, (i >> 6) % 256, 40, 255], i)
  const attach = contract.documents.attach.input.parse({ dossierId, kind: 'photos', contentBase64: PNG.sync.write(picture).toString('base64') })
  await documentHandlers.attach(as('expert'), attach)
  const { bytes, reprints } = await printed([no])
  expect(reprints).toBe(1)
  const images = (pdf: Buffer): string[] => execFileSync('pdfimages', ['-list', fileOf('a.pdf', pdf)], { encoding: 'utf8' }).split('\n').slice(2).filter((line) => line !== '')
  expect(images(without)).toEqual([])
  expect(images(bytes)).toHaveLength(1)
  expect(images(bytes)[0]).toMatch(/image +354 +472 +(?:icc|rgb) .* jpeg/)
  expect(folded(without)).toContain(fold('جای عکس'))
  expect(office.db.prepare<[], number>("SELECT count(*) FROM ledger_entries WHERE kind = 'pd.view'").pluck().get()).toBe(1)
}, 40_000)

/** Letters alone: marks of direction, spaces and points move about in what poppler gives, and lam-alef comes either way (ui §6). */
const fold = (text: string): string => text.normalize('NFKC').replace(/[^\p{L}\p{Nd}]/gu, '').replaceAll('ال', 'لا')
const folded = (pdf: Buffer, ...flags: string[]): string => fold(poppler('pdftotext', pdf, ...flags))
/** The same letters in any order: pdf.js gives them as they are seen. */
const letters = (text: string): string => [...text.normalize('NFKC').replace(/[^\p{L}]/gu, '')].sort().join('')

/** The code's dark square in a scan: how many modules a side, and how wide each is. */
const codeIn = ({ width, height, data }: ReturnType<typeof PNG.sync.read>): { side: number; module: number } => {
  const dark = (x: number, y: number): boolean => data[(y * width + x) * 4]! < 90
  // The code stands at the foot, on the far side of a right-to-left page; the finder in its upper left corner is seven modules wide.
  const rows = Array.from({ length: height }, (_, y) => y).filter((y) => y > height * 0.775)
  const top = rows.find((y) => runs(y).some(({ length }) => length > 36))!
  const found = runs(top + 4).filter(({ length }) => length > 36)
  function runs(y: number): { start: number; length: number }[] {
    const all: { start: number; length: number }[] = []
    for (let x = Math.round(width * 0.06); x < width * 0.33; x += 1) {
      const start = x
      while (x < width && dark(x, y)) x += 1
      if (x > start) all.push({ start, length: x - start })
    }
    return all
  }
  const first = found[0]!
  const last = found.at(-1)!
  const module = first.length / 7
  return { module, side: Math.round((last.start + last.length - first.start) / module) }
}
