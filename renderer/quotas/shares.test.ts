import { describe, expect, it } from 'vitest'
import type { ProgrammeYear } from '#contract/quotas'
import { barParts, shareRows, sumWith, tenthsOf, tenthsText } from './shares'

const share = (countyCode: string, countyTitle: string, allottedRial: number) => ({
  countyCode, countyTitle, allottedRial, heldRial: 0, paidRial: 0, remainingRial: allottedRial, employmentCommitment: 10, lastAbsorptionTenths: null, note: '',
})
const year: ProgrammeYear = {
  year: 1405, version: 3, state: 'planned', provincialQuotaRial: 1_000, independentCeilingRial: 100, absorbBy: null, bankCodes: ['012'],
  supporterCeilingRial: 0, perCoveredRial: 0, minCovered: null, ruleSet: '1405.1', allottedRial: 700, counties: [share('0603', 'اهواز', 400), share('0612', 'شوشتر', 300)],
}

describe('county shares', () => {
  it('lists counties without a share too, of our province only, in Persian order', () => {
    const rows = shareRows(year, [{ code: '0601', title: 'آبادان' }, { code: '0603', title: 'اهواز' }, { code: '1001', title: 'اصفهان' }], '06')
    expect(rows.map((row) => [row.countyTitle, row.written])).toEqual([['آبادان', false], ['اهواز', true], ['شوشتر', true]])
  })

  it('S1-A1: tells the sum and what is left before anything is saved, also when it is too much', () => {
    expect(sumWith(year, '0603', 500)).toEqual({ sum: 800, left: 200 })
    expect(sumWith(year, '0601', 400)).toEqual({ sum: 1_100, left: -100 })
  })

  it('draws nothing for a share of zero', () => {
    expect(barParts({ allottedRial: 0, heldRial: 0, paidRial: 0 })).toEqual({ paid: 0, held: 0 })
    expect(barParts({ allottedRial: 200, heldRial: 50, paidRial: 100 })).toEqual({ paid: 50, held: 25 })
  })

  it.each([['87.5', 875], ['۸۷', 870], ['87٫5', 875], ['', null], ['100', 1000], ['87.55', undefined]])('reads a percentage %j as %j tenths', (text, tenths) => {
    expect(tenthsOf(text)).toBe(tenths)
  })

  it('writes tenths back as they are typed', () => {
    expect([tenthsText(875), tenthsText(900), tenthsText(null)]).toEqual(['87٫5', '90', ''])
  })
})
