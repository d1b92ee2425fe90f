import { expect, test } from 'vitest'
import { codesIn, fa, fileSize, number, percent, rial, tomanWords } from './digits'

test('all three digit sets are shown Persian', () => {
  expect(fa('1۲٣')).toBe('۱۲۳')
  expect(fa('T-0600')).toBe('T-۰۶۰۰')
})
test('thousands are separated only between digits', () => {
  expect([number(0), number(261), number(1234), number(1234567), number(-1000)]).toEqual(['۰', '۲۶۱', '۱٬۲۳۴', '۱٬۲۳۴٬۵۶۷', '\u200E\u2212۱٬۰۰۰'])
})
test('money is said as people say it', () => {
  expect(rial(12_500_000)).toBe('۱۲٬۵۰۰٬۰۰۰ ریال')
  expect([tomanWords(9), tomanWords(850_000_000), tomanWords(12_000_000_000), tomanWords(15_000)])
    .toEqual(['', '۸۵ میلیون تومان', '۱ میلیارد و ۲۰۰ میلیون تومان', '۱ هزار و ۵۰۰ تومان'])
})
test('shares and sizes use the Persian decimal sign', () => {
  expect(percent(0.355)).toBe('۳۵٫۵٪')
  expect(fileSize(1_258_291)).toBe('۱٫۲ مگابایت')
})

test('numbers of ours in a sentence are whole, from the left, in Persian digits; other Latin words stay', () => {
  expect(codesIn('مجوز P-0600-1405-01-00042-7 هنوز باز است')).toBe('مجوز \u2066P-۰۶۰۰-۱۴۰۵-۰۱-۰۰۰۴۲-۷\u2069 هنوز باز است')
  expect(codesIn('کد QR، بند S1-A3 و شرط REF-03')).toBe('کد QR، بند S1-A3 و شرط REF-03')
})
