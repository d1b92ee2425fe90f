import { describe, expect, it } from 'vitest'
import { contract } from '#contract'
import { byPressure, contentOf, draftOf, groupOfVisit, isJoint, subjectOf, visitInputOf, visitPath, type VisitDue } from './visits'

const visit = (permitNo: string, visitDue: string | null, issuedOn = '2026-10-01', change: Partial<VisitDue> = {}): VisitDue => ({
  visitKind: 'post', dossierId: '019ab000-0000-7000-8000-000000000001', trackingCode: 'T', permitNo, kind: visitDue ? 'confirmation' : 'permit',
  registrationBased: visitDue !== null, supporter: false, name: 'زهرا سواری', fieldTitle: 'حروف‌چینی', countyTitle: 'اهواز', address: 'کیانپارس', mobile: '09161234567',
  issuedOn, visitDue, covered: [], planned: null, form: null, ...change,
})
const empty = { covered: [], planned: null }
const team = [{ name: 'مریم', side: 'office' as const }, { name: 'حسن', side: 'agency' as const }]

describe('visits due', () => {
  it('S1-B6: day 45 itself is not late, the day after is; a planned day presses too', () => {
    expect(groupOfVisit(visit('C-1', '2026-11-21'), '2026-11-21')).toBe('near')
    expect(groupOfVisit(visit('C-1', '2026-11-21'), '2026-11-22')).toBe('late')
    expect(groupOfVisit(visit('C-1', '2026-11-29'), '2026-11-21')).toBe('later')
    expect(groupOfVisit(visit('P-1', null), '2026-11-21')).toBe('open')
    const planned = { id: 'i', version: 1, kind: 'post' as const, dossierId: 'd', permitNo: 'P-1', plannedOn: '2026-11-23', team }
    expect(groupOfVisit(visit('P-1', null, '2026-10-01', { planned }), '2026-11-21')).toBe('near')
  })

  it('puts the most pressing first and old permits before new ones', () => {
    const sorted = byPressure([visit('P-new', null, '2026-11-01'), visit('C-far', '2026-12-20'), visit('P-old', null, '2026-09-01'), visit('C-late', '2026-11-01')], '2026-11-21')
    expect(sorted.map((one) => one.permitNo)).toEqual(['C-late', 'C-far', 'P-old', 'P-new'])
  })

  it('S1-B2: leads to a permit\'s visit, or to that of a dossier that has none yet', () => {
    const early = visit('', null, '2026-10-01', { permitNo: null, visitKind: 'pre_permit' })
    expect(visitPath(early)).toBe(`/inspections/${early.dossierId}/pre_permit`)
    expect(subjectOf(early.dossierId, 'pre_permit')).toMatchObject({ permitNo: null, dossierId: early.dossierId })
    expect(subjectOf('P-0600-1405-01-00042-7', 'post')).toMatchObject({ permitNo: 'P-0600-1405-01-00042-7', dossierId: null })
  })
})

describe('the visit form', () => {
  it('S1-B1: is joint only with a named person of each side', () => {
    expect(isJoint([{ name: 'مریم', side: 'office' }, { name: ' ', side: 'agency' }])).toBe(false)
    expect(isJoint(team)).toBe(true)
  })

  it('S1-B3: an unanswered question is refused by the contract, not sent as «no»', () => {
    const draft = draftOf(null, empty)
    draft.visitedOn = '1405/08/20'
    draft.attendees[0]!.name = 'مریم خنیفر'
    const input = contract.inspections.recordVisit.input.safeParse(visitInputOf(draft, visit('P-0603-1405-00-00001-1', null), null))
    expect(input.success).toBe(false)
    expect(input.error?.issues.map((issue) => issue.path.join('.'))).toEqual(['active.ok', 'skill.ok', 'management.ok'])
  })

  it('S1-B3: a score is optional; what is no whole number up to 100 is refused at its own field', () => {
    const draft = draftOf(null, empty)
    draft.visitedOn = '1405/08/20'
    draft.attendees[0]!.name = 'مریم خنیفر'
    draft.answers = { active: { answer: 'yes', score: '', note: '' }, skill: { answer: 'yes', score: '۱۰۱', note: '' }, management: { answer: 'no', score: '۴۰', note: '' } }
    const input = contract.inspections.recordVisit.input.safeParse(visitInputOf(draft, visit('P', null), null))
    expect(input.error?.issues.map((issue) => issue.path.join('.'))).toEqual(['skill.score'])
    expect(contentOf(draft, false).active).toEqual({ ok: true, score: null, note: '' })
  })

  it('S1-A10: asks for execution only of a registration-based field', () => {
    const draft = { ...draftOf(null, empty), execution: 'yes' as const }
    expect(contentOf(draft, false).executionAssured).toBeNull()
    expect(contentOf(draft, true).executionAssured).toBe(true)
  })

  it('S1-B5: covered persons nobody answered for are not sent', () => {
    const draft = draftOf(null, { planned: null, covered: [{ dossierId: 'a', name: 'مریم' }, { dossierId: 'b', name: 'سارا' }] })
    draft.covered[1]!.answer = 'no'
    expect(contentOf(draft, false).coveredSeen).toEqual([{ dossierId: 'b', working: false, note: '' }])
  })

  it('S1-B1: the planned team stands in the form when the visit is written', () => {
    const planned = { id: 'i', version: 3, kind: 'post' as const, dossierId: 'd', permitNo: 'P-1', plannedOn: '2026-11-23', team }
    const due = visit('P-1', null, '2026-10-01', { planned })
    expect(draftOf(null, due).attendees).toEqual(team)
    expect(visitInputOf(draftOf(null, due), due, planned)).toMatchObject({ id: 'i', version: 3, permitNo: 'P-1' })
  })
})
