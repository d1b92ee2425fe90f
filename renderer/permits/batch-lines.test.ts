import { describe, expect, test } from 'vitest'
import fc from 'fast-check'
import type { FrozenPermit, QueueItem, SignOutcome } from '#contract/permits'
import { answered, changedLines, inShownOrder, linesOf, refrozen, tally } from './batch-lines'

const frozen = (dossierId: string, dossierVersion = 3): FrozenPermit => ({
  dossierId, dossierVersion, no: `P-${dossierId}`, name: 'نام', fieldTitle: 'خیاطی', countyTitle: 'اهواز', bytes: '{}', digest: 'd', opened: false, review: { opened: false, seconds: 0, toEnd: false }, validatedBy: 'expert',
})
const queued = (dossierId: string, version = 3): QueueItem => ({
  dossierId, version, trackingCode: 'T', name: 'نام', fieldTitle: 'خیاطی', countyTitle: 'اهواز', conditional: false, loanWanted: false,
  reviewedBy: 'سمیه ظهیری', clock: { filedOn: '2026-11-07', lookUpOn: '2026-11-17', dueOn: '2026-11-21', daysLeft: 0, pausedSince: null },
  activityType: 'independent', caseType: 'new', proposal: 'issue', reasons: [], fieldCode: '1001', countyCode: '0603', marks: [], look: 'new', delegation: null,
})

/** The example of the domain model §6. */
const example = '{"act":"independent","at":"2026-11-21T06:12:09Z","cond":1,"cty":"0603","face":"1_6b-g6rFs--m0pT5or16m5JyyE4Dbu5jRBpice_Ex8","fld":"S-0101","fn":"خیاطی","id4":"0013","iss":"0600","k":"permit","name":"زهرا نمونه‌پور","no":"P-0600-1405-01-00042-7","on":"2026-11-21","post":"director","st":"0600-1:41872","v":1}'

describe('the final list', () => {
  test('goal 5: a record changed or taken away while the list is open falls out of it', () => {
    const lines = linesOf([frozen('a'), frozen('b'), frozen('c')], [])
    expect(changedLines(lines, [queued('a'), queued('b', 4)]).map((line) => line.frozen.dossierId)).toEqual(['b', 'c'])
  })
  test('whom each permit was relied on comes from the queue', () => {
    expect(linesOf([frozen('a'), frozen('z')], [queued('a')]).map((line) => line.reviewedBy)).toEqual(['سمیه ظهیری', ''])
  })
  test('frozen again with other bytes, a line is another: it does not slip in under the old look', () => {
    const before = linesOf([frozen('a'), frozen('b')], [])
    const after = linesOf([frozen('a'), { ...frozen('b'), digest: 'other' }, frozen('c')], [])
    expect(refrozen(before, after).map((line) => line.frozen.dossierId)).toEqual(['b'])
  })
  test('what is shown is what is sent, in that order, and nothing is lost by grouping', () => {
    const bytes = (fld: string): string => example.replace('S-0101', fld)
    const lines = linesOf([{ ...frozen('a'), bytes: bytes('1') }, { ...frozen('b'), bytes: bytes('2') }, { ...frozen('c'), bytes: bytes('2') }, frozen('d')], [])
    expect(inShownOrder(lines).map((line) => line.frozen.dossierId)).toEqual(['b', 'c', 'a', 'd'])
  })
  test('a result is never fuller than the answers: silence is untouched, and the three counts make the list', () => {
    const outcome = fc.constantFrom<'signed' | 'failed' | 'untouched' | 'silent'>('signed', 'failed', 'untouched', 'silent')
    fc.assert(fc.property(fc.array(outcome), (kinds) => {
      const lines = linesOf(kinds.map((_, i) => frozen(String(i))), [])
      const outcomes = kinds.flatMap((kind, i): SignOutcome[] => {
        const dossierId = String(i)
        if (kind === 'silent') return []
        return [kind === 'signed' ? { dossierId, outcome: kind, no: 'P' } : kind === 'failed' ? { dossierId, outcome: kind, reason: 'changed' } : { dossierId, outcome: kind }]
      })
      const counts = tally(answered(lines, outcomes))
      expect(counts.signed).toBe(kinds.filter((kind) => kind === 'signed').length)
      expect(counts.signed + counts.failed + counts.untouched).toBe(lines.length)
    }))
  })
})
