import { expect, test } from 'vitest'
import { parsePostalCode } from './postal-code'

test.each(['6134678911', '6193913414', '1969833131', '6134567891', '6135712345', '2134612345'])('%s is taken: warnings never refuse', (code) => {
  expect(parsePostalCode(code)).toEqual({ value: code })
})

test.each([['6134', 'POSTAL_CODE_LENGTH'], ['61346789111', 'POSTAL_CODE_LENGTH'], ['61346-7891', 'POSTAL_CODE_LENGTH'],
  ['613467-8911', 'POSTAL_CODE_LENGTH'], ['0134678911', 'POSTAL_CODE_INVALID'], ['6666666666', 'POSTAL_CODE_INVALID']])(
  '%s is refused: %s', (code, reason) => {
    expect(parsePostalCode(code)).toEqual({ reason })
  },
)

test('one dash or space after the fifth digit and Persian digits are forgiven', () => {
  for (const typed of ['61346-78911', '61346 78911', '۶۱۳۴۶۷۸۹۱۱', '٦١٣٤٦٧٨٩١١']) expect(parsePostalCode(typed)).toEqual({ value: '6134678911' })
})
