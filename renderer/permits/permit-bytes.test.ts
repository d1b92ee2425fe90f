import { describe, expect, test } from 'vitest'
import fc from 'fast-check'
import { digestOf, readPermit, sizeOf } from './permit-bytes'

/** The example of the domain model §6. */
const example = '{"act":"independent","at":"2026-11-21T06:12:09Z","bat":"QllIrxzvQiaQTcUw-RPsgxqyo-8SHCkSnzz2RN0C9T0","cond":1,"cty":"0603","face":"1_6b-g6rFs--m0pT5or16m5JyyE4Dbu5jRBpice_Ex8","fld":"S-0101","fn":"خیاطی","id4":"0013","iss":"0600","k":"permit","name":"زهرا نمونه‌پور","no":"P-0600-1405-01-00042-7","on":"2026-11-21","post":"director","skl":"2027-05-20","st":"0600-1:41872","v":1}'

const permit = example.replace(/"bat":"[^"]+",/, '')

describe('the permit drawn from its bytes', () => {
  test('the model example reads member for member', () => {
    expect(readPermit(permit)).toEqual(JSON.parse(permit))
  })
  test.each([
    ['not JSON', 'سلام'], ['null', 'null'], ['another version', permit.replace('"v":1', '"v":2')],
    ['a referral', permit.replace('"k":"permit"', '"k":"referral"')], ['a member missing', permit.replace('"id4":"0013",', '')],
    ['a member of another type', permit.replace('"cond":1', '"cond":"1"')], ['no such day shape', permit.replace('"on":"2026-11-21"', '"on":"امروز"')],
    ['test set to false', permit.replace('"v":1', '"test":false,"v":1')], ['a member no sheet draws', permit.replace('"cond":1', '"bat":"x","cond":1')], ['members out of order', permit.replace('"v":1', '"a":1')],
    ['a member twice', permit.replace('"cond":1', '"cond":1,"cond":1')], ['a space', permit.replace(':', ': ')], ['inherited members', '{"__proto__":{"v":1}}'],
  ])('%s is no permit', (_, bytes) => { expect(readPermit(bytes)).toBeNull() })
  test('no text makes the reader throw', () => {
    fc.assert(fc.property(fc.oneof(fc.string(), fc.json()), (text) => { readPermit(text) }))
  })
  test('size and digest of the model example are those the model gives', async () => {
    expect(sizeOf(example)).toBe(397)
    expect(await digestOf(example)).toBe('euJ9hBs12_cwn4K1109nz6DyW_X35ZITH9TMOoq8UYQ')
  })
  test('the size is that of UTF-8, and another text has another digest', async () => {
    await fc.assert(fc.asyncProperty(fc.string({ unit: 'grapheme' }), async (text) => {
      expect(sizeOf(text)).toBe(encodeURIComponent(text).replace(/%../g, '.').length)
      expect(await digestOf(text)).toMatch(/^[\w-]{43}$/)
      expect(await digestOf(`${text}.`)).not.toBe(await digestOf(text))
    }), { numRuns: 50 })
  })
})
