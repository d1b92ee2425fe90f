import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { digestOf } from '../permits/permit-bytes'
import { fittingOnly, jsonParts } from './frozen'

const item = (id: string, bytes: string, digest: string) => ({ id, version: 1, no: 'R-1', name: 'لیلا', bankTitle: 'ملت', amountRial: 1, bytes, digest })

describe('frozen referrals', () => {
  it('drops an item whose bytes are not those of its digest', async () => {
    const good = item('a', '{"amt":1}', await digestOf('{"amt":1}'))
    const { items, dropped } = await fittingOnly({ items: [good, item('b', '{"amt":2}', good.digest)], dropped: ['c'] })
    expect(items).toEqual([good])
    expect(dropped).toEqual(['c', 'b'])
  })

  it('shows every byte: the pieces joined are the text', () => {
    fc.assert(fc.property(fc.json(), (text) => { expect(jsonParts(text).join('')).toBe(text) }))
  })
})
