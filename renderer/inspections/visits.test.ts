import { describe, expect, it } from 'vitest'
import { contract } from '#contract'
import { byPressure, draftOf, groupOfVisit, isJoint, visitInputOf, type VisitDue } from './visits'

const visit = (permitNo: string, visitDue: string | null, issuedOn = '2026-10-01'): VisitDue => ({
  permitNo, kind: visitDue ? 'confirmation' : 'permit', name: 'زهرا سواری', fieldTitle: 'حروف‌چینی', countyTitle: 'اهواز',
  address: 'کیانپارس', mobile: '09161234567', issuedOn, visitDue, form: null,
})

describe('visits due', () => {
  it('S1-B6: day 45 itself is not late, the day after is', () => {
    expect(groupOfVisit(visit('C-1', '2026-11-21'), '2026-11-21')).toBe('near')
    expect(groupOfVisit(visit('C-1', '2026-11-21'), '2026-11-22')).toBe('late')
    expect(groupOfVisit(visit('C-1', '2026-11-29'), '2026-11-21')).toBe('later')
    expect(groupOfVisit(visit('P-1', null), '2026-11-21')).toBe('open')
  })

  it('puts the most pressing first and old permits before new ones', () => {
    const sorted = byPressure([visit('P-new', null, '2026-11-01'), visit('C-far', '2026-12-20'), visit('P-old', null, '2026-09-01'), visit('C-late', '2026-11-01')], '2026-11-21')
    expect(sorted.map((one) => one.permitNo)).toEqual(['C-late', 'C-far', 'P-old', 'P-new'])
  })
})

describe('the visit form', () => {
  it('S1-B1: is joint only with a named person of each side', () => {
    expect(isJoint([{ name: 'مریم', side: 'office' }, { name: ' ', side: 'agency' }])).toBe(false)
    expect(isJoint([{ name: 'مریم', side: 'office' }, { name: 'حسن', side: 'agency' }])).toBe(true)
  })

  it('S1-B3: an unanswered question is refused by the contract, not sent as «no»', () => {
    const draft = draftOf(null)
    draft.visitedOn = '1405/08/20'
    draft.attendees[0]!.name = 'مریم خنیفر'
    const input = contract.inspections.recordVisit.input.safeParse(visitInputOf(draft, 'P-0603-1405-00-00001-1', null, false))
    expect(input.success).toBe(false)
    expect(input.error?.issues.map((issue) => issue.path.join('.'))).toEqual(['active.ok', 'skill.ok', 'management.ok'])
  })

  it('S1-A10: asks for execution only of a confirmation', () => {
    const draft = { ...draftOf(null), execution: 'yes' as const }
    expect(visitInputOf(draft, 'P', null, false).executionAssured).toBeNull()
    expect(visitInputOf(draft, 'C', null, true).executionAssured).toBe(true)
  })
})
