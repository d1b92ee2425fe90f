import { parse } from 'csv-parse/sync'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { csvText } from './csv'

test('what was written is read back by a stranger, and no text begins like a formula', () => {
  const cell = fc.oneof(fc.string({ unit: 'binary' }), fc.integer(), fc.constantFrom('=1+1', '+9', '-9', '@x', '\tx', '"', 'a,b', 'سطر\r\nدو'))
  fc.assert(fc.property(fc.array(fc.array(cell, { minLength: 1, maxLength: 4 }), { minLength: 1, maxLength: 5 }), (lines) => {
    const read: string[][] = parse(csvText(lines), { bom: true, relax_column_count: true, skip_empty_lines: false, record_delimiter: '\r\n' })
    const written = lines.map((line) => line.map((one) => (typeof one === 'string' && /^[=+\-@\t\r\n]/.test(one) ? `'${one}` : String(one))))
    expect(read).toEqual(written)
  }))
})
