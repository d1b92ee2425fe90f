import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { deflateSync } from 'node:zlib'
import { scanLimits } from '#contract/documents'
import { jpegOf, packedPdf, pdfOf, pdfOfObjects, pngOf } from '../testing/sample-files'
import { inspectScan } from './inspect-scan'

const codeOf = (bytes: Buffer): string => {
  const verdict = inspectScan(bytes)
  return verdict.ok ? `${verdict.facts.type} ${verdict.facts.pages} ${verdict.facts.width ?? '-'}×${verdict.facts.height ?? '-'}` : `${verdict.code} ${verdict.found}`
}
const text = (content: string): Buffer => Buffer.from(content, 'latin1')
const zip = text(`PK\x03\x04${'\0'.repeat(26)}PK\x05\x06${'\0'.repeat(18)}`)

describe('what is taken, by content', () => {
  test('JPEG, PNG and PDF with their sizes and pages', () => {
    expect(codeOf(jpegOf(60, 80))).toBe('image/jpeg 1 60×80')
    expect(codeOf(pngOf(40, 30))).toBe('image/png 1 40×30')
    expect(codeOf(pdfOf(3))).toBe('application/pdf 3 -×-')
    expect(codeOf(packedPdf())).toBe('application/pdf 1 -×-')
  })
  test('a JPEG whose last sector a scanner filled, and one with restart marks and a filled marker', () => {
    expect(codeOf(Buffer.concat([jpegOf(), Buffer.alloc(300)]))).toBe('image/jpeg 1 60×80')
    const jpeg = jpegOf()
    const withRestarts = Buffer.concat([jpeg.subarray(0, -2), Buffer.from([0xff, 0xd0, 0x12, 0xff, 0x00, 0xff, 0xff, 0xd9])])
    expect(codeOf(withRestarts)).toBe('image/jpeg 1 60×80')
  })
  test('a PDF that says which page comes first, and one with an empty second table as office programs write it', () => {
    expect(codeOf(pdfOf(1, '/OpenAction [3 0 R /Fit]'))).toBe('application/pdf 1 -×-')
    const first = pdfOf(1)
    const second = text(`xref\n0 0\ntrailer\n<< /Size 6 /Root 1 0 R /Prev 400 >>\nstartxref\n${first.length}\n%%EOF\n`)
    expect(codeOf(Buffer.concat([first, second]))).toBe('application/pdf 1 -×-')
  })
})

describe('what is refused by name', () => {
  test.each([
    ['', 'empty'], ['<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"><script>1</script></svg>', 'svg'],
    ['<!doctype html><script>alert(1)</script>', 'html'], ['PK\x03\x04 docx', 'zip'], ['MZ\x90\0', 'exe'], ['\x7fELF\x02', 'exe'],
    ['GIF89a\x01\0', 'gif'], ['II*\0\x08', 'tiff'], ['RIFF\0\0\0\0WEBPVP8 ', 'webp'], ['\0\0\0\x18ftypheic', 'heic'], ['\xd0\xcf\x11\xe0\xa1', 'office'],
    ['Rar!\x1a', 'rar'], ['BM\0\0', 'bmp'], ['only words', 'text'], ['\x01\x02\x03', 'unknown'],
  ])('%j is %s', (content, found) => {
    expect(codeOf(text(content))).toBe(`DOCUMENT_TYPE ${found}`)
  })
  test('a picture that is something else too: trailing HTML or ZIP, a PDF in its head', () => {
    expect(codeOf(Buffer.concat([jpegOf(), text('<script>1</script>')]))).toBe('DOCUMENT_MIXED after-jpeg')
    expect(codeOf(Buffer.concat([jpegOf(), zip]))).toBe('DOCUMENT_MIXED zip')
    expect(codeOf(Buffer.concat([pngOf(), zip]))).toBe('DOCUMENT_MIXED zip')
    expect(codeOf(Buffer.concat([pngOf(), text('x')]))).toBe('DOCUMENT_MIXED after-png')
    const jpeg = jpegOf()
    const comment = Buffer.concat([Buffer.from([0xff, 0xfe, 0, 11]), text('%PDF-1.4\n')])
    expect(codeOf(Buffer.concat([jpeg.subarray(0, 2), comment, jpeg.subarray(2)]))).toBe('DOCUMENT_MIXED pdf')
    expect(codeOf(Buffer.concat([pdfOf(), zip]))).toBe('DOCUMENT_MIXED zip')
    expect(codeOf(Buffer.concat([jpegOf(), Buffer.alloc(5000)]))).toBe('DOCUMENT_MIXED after-jpeg')
  })
  test('bombs are refused from their headers', () => {
    expect(codeOf(pngOf(4, 4, 0, { width: 60_000, height: 60_000 }))).toBe('DOCUMENT_PIXELS 60000×60000')
    expect(codeOf(jpegOf(65_000, 65_000))).toBe('DOCUMENT_PIXELS 65000×65000')
    expect(codeOf(pdfOf(51))).toBe('DOCUMENT_PAGES 51')
    expect(codeOf(pdfOfObjects(['<< /Type /Catalog /Pages 2 0 R >>', '<< /Type /Pages /Kids [3 0 R] /Count 1 >>', '<< /Type /Page /Parent 2 0 R >>',
      '<< /Subtype /Image /Width 100000 /Height 100000 /Length 1 >>\nstream\nx\nendstream']))).toBe('DOCUMENT_PIXELS 100000×100000')
    expect(codeOf(Buffer.alloc(scanLimits.fileBytes + 1, 0xff))).toBe(`DOCUMENT_TOO_LARGE ${scanLimits.fileBytes + 1}`)
    const bomb = deflateSync(Buffer.alloc(64 * 1024 * 1024, 0x20))
    const packed = Buffer.concat([text(`%PDF-1.5\n1 0 obj\n<< /Type /ObjStm /N 0 /First 0 /Filter /FlateDecode /Length ${bomb.length} >>\nstream\n`), bomb,
      text('\nendstream\nendobj\nstartxref\n9\n%%EOF\n')])
    expect(codeOf(packed)).toBe('DOCUMENT_DAMAGED packed')
    const nested = `${'['.repeat(5000)}${']'.repeat(5000)}`
    expect(codeOf(pdfOf(1, `/A ${nested}`))).toBe('DOCUMENT_DAMAGED too-deep')
    const circle = pdfOfObjects(['<< /Type /Catalog /Pages 2 0 R >>', '<< /Type /Pages /Kids [2 0 R] /Count 1 >>'])
    expect(codeOf(circle)).toBe('DOCUMENT_DAMAGED pages')
  })
  test.each([
    ['/OpenAction << /S /JavaScript /JS (app.alert\\(1\\)) >>', 'JavaScript'], ['/Names << /J#61vaScript 9 0 R >>', 'JavaScript'],
    ['/OpenAction << /S /GoTo /D [3 0 R] >>', 'OpenAction'], ['/OpenAction 5 0 R', 'OpenAction'], ['/AA << /O 5 0 R >>', 'AA'], ['/X << /S /Launch /F (cmd.exe) >>', 'Launch'],
    ['/Names << /EmbeddedFiles 5 0 R >>', 'EmbeddedFiles'], ['/AcroForm << /XFA 5 0 R >>', 'XFA'],
  ])('a PDF that acts or carries: %s', (more, found) => {
    expect(codeOf(pdfOf(1, more))).toBe(`DOCUMENT_ACTIVE ${found}`)
    expect(codeOf(packedPdf(more))).toBe(`DOCUMENT_ACTIVE ${found}`)
  })
  test('a PDF that is encrypted, or was written on afterwards', () => {
    expect(codeOf(pdfOfObjects(['<< /Type /Catalog >>'], '/Root 1 0 R /Encrypt << /V 1 >>'))).toBe('DOCUMENT_ENCRYPTED Encrypt')
    const first = pdfOf(1)
    const update = text(`3 0 obj\n<< /Type /Page /Parent 2 0 R >>\nendobj\nxref\n3 1\n${String(first.length).padStart(10, '0')} 00000 n \ntrailer\n<< /Size 6 /Root 1 0 R /Prev 1 >>\nstartxref\n${first.length + 48}\n%%EOF\n`)
    expect(codeOf(Buffer.concat([first, update]))).toBe('DOCUMENT_EDITED update')
  })
  test('a PDF whose table leads into the middle of something, so that a viewer would see another one', () => {
    const hidden = text(pdfOf(1).toString('latin1').replace(/\d{10} 00000 n /, '0000000020 00000 n '))
    expect(codeOf(hidden)).toBe('DOCUMENT_DAMAGED position')
    const elsewhere = text(pdfOf(1).toString('latin1').replace(/startxref\n\d+/, 'startxref\n20'))
    expect(codeOf(elsewhere)).toBe('DOCUMENT_DAMAGED start')
    expect(codeOf(Buffer.concat([pdfOf(1), text('<html>')]))).toBe('DOCUMENT_DAMAGED body')
  })
})

describe('any bytes', () => {
  const samples = { jpeg: jpegOf(), png: pngOf(), pdf: pdfOf(2), packed: packedPdf() }
  const heads = [Buffer.alloc(0), Buffer.from([0xff, 0xd8, 0xff]), pngOf().subarray(0, 8), text('%PDF-1.4\n'), text('%PDF-1.7\n1 0 obj\n<<')]

  test('never throw, and what is taken has pages and a type', () => {
    fc.assert(fc.property(fc.constantFrom(...heads), fc.uint8Array({ maxLength: 400 }), (head, tail) => {
      const verdict = inspectScan(Buffer.concat([head, tail]))
      expect(verdict.ok ? verdict.facts.pages >= 1 : verdict.found.length > 0).toBe(true)
    }), { numRuns: 2000 })
  })
  test.each(Object.entries(samples))('a %s cut off anywhere is refused', (_, whole) => {
    for (let end = 0; end < whole.length - 1; end += 1) expect(inspectScan(whole.subarray(0, end)).ok, String(end)).toBe(false)
  })
  test('one turned bit in a PNG is always refused', () => {
    const { png } = samples
    for (let bit = 0; bit < png.length * 8; bit += 1) {
      const other = Buffer.from(png)
      other[bit >> 3]! ^= 1 << (bit & 7)
      expect(inspectScan(other).ok, String(bit)).toBe(false)
    }
  })
  test.each(['jpeg', 'pdf', 'packed'] as const)('one turned bit in a %s is refused or harmless: it stays what it says it is, within the limits', (name) => {
    const whole = samples[name]
    for (let bit = 0; bit < whole.length * 8; bit += 1) {
      const other = Buffer.from(whole)
      other[bit >> 3]! ^= 1 << (bit & 7)
      const verdict = inspectScan(other)
      if (!verdict.ok) continue
      expect(verdict.facts.type).toBe(name === 'jpeg' ? 'image/jpeg' : 'application/pdf')
      expect((verdict.facts.width ?? 0) * (verdict.facts.height ?? 0)).toBeLessThanOrEqual(scanLimits.pixels)
    }
  })
  test.each([
    ['brackets', text(`%PDF-1.4\n1 0 obj\n${'[<<'.repeat(1_500_000)}`)], ['open strings', text(`%PDF-1.4\n1 0 obj\n${'('.repeat(9_000_000)}`)],
    ['numbers', text(`%PDF-1.4\n${'1 0 obj 1 '.repeat(900_000)}`)], ['spaces', text(`%PDF-1.4\n1${' '.repeat(9_000_000)}`)], ['markers', Buffer.concat([Buffer.from([0xff, 0xd8]), Buffer.alloc(9_000_000, 0xff)])],
    ['stuffed scan', Buffer.concat([jpegOf().subarray(0, -2), Buffer.alloc(9_000_000, 'ff00', 'hex')])],
    ['directory ends', Buffer.concat([Buffer.from([0xff, 0xd8]), Buffer.alloc(9_000_000, 'PK\x05\x06', 'latin1')])],
    ['numbers that could be lengths', text(`%PDF-1.4\n${'1 0 obj 7 endobj '.repeat(500_000)}`)],
  ])('nine megabytes of %s take no more than two seconds of work', (_, bytes) => {
    // Of the processor, not of the clock: a busy machine is not a slow reader.
    const from = process.cpuUsage()
    expect(inspectScan(bytes).ok).toBe(false)
    const { user, system } = process.cpuUsage(from)
    expect((user + system) / 1000).toBeLessThan(2000)
  })
})
