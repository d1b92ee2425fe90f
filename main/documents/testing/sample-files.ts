import { crc32, deflateSync } from 'node:zlib'

const u16 = (n: number): Buffer => Buffer.from([n >> 8, n & 255])
const u32 = (n: number): Buffer => Buffer.from([n >>> 24, (n >>> 16) & 255, (n >>> 8) & 255, n & 255])

const segment = (marker: number, body: Buffer): Buffer => Buffer.concat([Buffer.from([0xff, marker]), u16(body.length + 2), body])

/** A well-formed JPEG of this size; its picture is noise, its frame is true. */
export const jpegOf = (width = 60, height = 80, seed = 1): Buffer => Buffer.concat([
  Buffer.from([0xff, 0xd8]),
  segment(0xe0, Buffer.from('JFIF\0\x01\x01\0\0\x01\0\x01\0\0', 'latin1')),
  segment(0xdb, Buffer.alloc(65, 1).fill(0, 0, 1)),
  segment(0xc0, Buffer.concat([Buffer.from([8]), u16(height), u16(width), Buffer.from([1, 1, 0x11, 0])])),
  segment(0xc4, Buffer.concat([Buffer.from([0]), Buffer.alloc(16).fill(1, 0, 1), Buffer.from([0])])),
  segment(0xda, Buffer.from([1, 1, 0, 0, 63, 0])),
  Buffer.from(Array.from({ length: 200 }, (_, i) => ((i + 1) * 31 * seed) % 251)),
  Buffer.from([0xff, 0xd9]),
])

const chunk = (name: string, body: Buffer): Buffer => {
  const named = Buffer.concat([Buffer.from(name, 'latin1'), body])
  return Buffer.concat([u32(body.length), named, u32(crc32(named))])
}

/** A real grey PNG of this size. `claimed` writes another size into its header, as a bomb does. */
export const pngOf = (width = 40, height = 30, shade = 200, claimed = { width, height }): Buffer => Buffer.concat([
  Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
  chunk('IHDR', Buffer.concat([u32(claimed.width), u32(claimed.height), Buffer.from([8, 0, 0, 0, 0])])),
  chunk('IDAT', deflateSync(Buffer.alloc(height * (width + 1), shade))),
  chunk('IEND', Buffer.alloc(0)),
])

/** Objects (number = place + 1) as a PDF with a right table. */
export const pdfOfObjects = (objects: readonly string[], trailer = '/Root 1 0 R', version = '1.4'): Buffer => {
  let text = `%PDF-${version}\n%\xe2\xe3\xcf\xd3\n`
  const offsets = objects.map((body, i) => {
    const at = text.length
    text += `${i + 1} 0 obj\n${body}\nendobj\n`
    return at
  })
  const at = text.length
  const rows = offsets.map((offset) => `${String(offset).padStart(10, '0')} 00000 n \n`).join('')
  text += `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${rows}trailer\n<< /Size ${objects.length + 1} ${trailer} >>\nstartxref\n${at}\n%%EOF\n`
  return Buffer.from(text, 'latin1')
}

const pageText = 'BT /F1 24 Tf 72 700 Td (Confirmation) Tj ET'

/** A scan-like PDF of so many pages; `more` goes into the catalogue. */
export const pdfOf = (pages = 1, more = ''): Buffer => {
  const kids = Array.from({ length: pages }, (_, i) => `${i + 3} 0 R`).join(' ')
  const font = pages + 3
  const page = `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << /Font << /F1 ${font} 0 R >> >> /Contents ${font + 1} 0 R >>`
  return pdfOfObjects([
    `<< /Type /Catalog /Pages 2 0 R ${more} >>`,
    `<< /Type /Pages /Kids [${kids}] /Count ${pages} >>`,
    ...Array.from({ length: pages }, () => page),
    '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>',
    `<< /Length ${pageText.length} >>\nstream\n${pageText}\nendstream`,
  ])
}

const row = (kind: number, place: number, gen: number): number[] => [kind, (place >> 8) & 255, place & 255, gen]

/** The newer form: objects packed in a stream, positions in another, rows written as differences. */
export const packedPdf = (more = ''): Buffer => {
  const packed = [`<< /Type /Catalog /Pages 2 0 R ${more} >>`, '<< /Type /Pages /Kids [3 0 R] /Count 1 >>', '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 200 200] >>']
  let offset = 0
  const heads = packed.map((body, i) => { const at = offset; offset += body.length + 1; return `${i + 1} ${at}` }).join(' ')
  const content = deflateSync(Buffer.from(`${heads} ${packed.join(' ')}`, 'latin1'))
  const start = Buffer.from('%PDF-1.5\n', 'latin1')
  const objects = Buffer.concat([
    Buffer.from(`4 0 obj\n<< /Type /ObjStm /N 3 /First ${heads.length + 1} /Filter /FlateDecode /Length ${content.length} >>\nstream\n`, 'latin1'),
    content, Buffer.from('\nendstream\nendobj\n', 'latin1'),
  ])
  const at = start.length + objects.length
  const rows = [row(0, 0, 255), row(2, 4, 0), row(2, 4, 1), row(2, 4, 2), row(1, start.length, 0), row(1, at, 0)]
  const differences = rows.map((line, i) => [2, ...line.map((byte, k) => (byte - (rows[i - 1]?.[k] ?? 0)) & 255)])
  const table = deflateSync(Buffer.from(differences.flat()))
  const end = Buffer.concat([
    Buffer.from(`5 0 obj\n<< /Type /XRef /Size 6 /W [1 2 1] /Root 1 0 R /Filter /FlateDecode /DecodeParms << /Predictor 12 /Columns 4 >> /Length ${table.length} >>\nstream\n`, 'latin1'),
    table, Buffer.from(`\nendstream\nendobj\nstartxref\n${at}\n%%EOF\n`, 'latin1'),
  ])
  return Buffer.concat([start, objects, end])
}
