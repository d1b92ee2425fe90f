import { describe, expect, it } from 'vitest'
import type { GateId, GateOutcome } from '#contract/referrals'
import { failing, gateGroups, mendPath } from './gates'

const outcome = (gate: GateId, result: GateOutcome['result']): GateOutcome => ({ gate, result, clauses: ['S1-A3'], text: 'متن', earliestOn: null })

describe('the gates as they are read', () => {
  const outcomes = [outcome('REF-00', 'pass'), outcome('REF-04', 'not_applicable'), outcome('REF-05', 'fail'), outcome('REF-12', 'fail')]

  it('puts what stands in the way first and keeps the order of the gates', () => {
    expect(gateGroups({ outcomes }).map((group) => [group.result, group.outcomes.map((one) => one.gate)])).toEqual([
      ['fail', ['REF-05', 'REF-12']], ['pass', ['REF-00']], ['not_applicable', ['REF-04']],
    ])
    expect(failing({ outcomes })).toHaveLength(2)
  })

  it('leaves out groups that nothing falls into', () => {
    expect(gateGroups({ outcomes: [outcome('REF-00', 'pass')] })).toHaveLength(1)
  })

  it('S1-B4: leads from a missing visit to its form', () => {
    expect(mendPath('REF-03', 'P-1')).toEqual({ path: '/inspections/P-1', what: 'visit' })
    expect(mendPath('REF-09', 'P-1')).toEqual({ path: '/inspections/P-1/pre_loan', what: 'visit' })
    expect(mendPath('REF-06', 'P-1')).toBeNull()
  })
})
