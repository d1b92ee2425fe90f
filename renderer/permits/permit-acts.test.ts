import { describe, expect, test } from 'vitest'
import type { Role } from '#contract'
import { permitStatuses, type PermitStatus } from '#contract/permit-life'
import type { PermitDetail } from '#contract/permits'
import { actsOf } from './permit-acts'

const permit = (status: PermitStatus, more: Partial<PermitDetail> = {}): PermitDetail => ({
  no: 'P-0600-1405-01-00042-7', kind: 'permit', status, name: 'n', fieldTitle: 'f', countyTitle: 'c', issuedOn: '2026-11-21', loanWanted: true, dossierId: 'd',
  jws: '', bytes: '', digest: '', kid: '', signedBy: '', face: { address: '', postalCode: '', fatherName: '', nationalId: '', salt: '' }, activityType: 'independent',
  covered: null, till: null, agency: null, skillDue: '2027-05-20', skillPaper: null, history: [], openCase: null, predecessorNo: null, successorNo: null, batchNo: null,
  verdict: { outcome: 'invalid', reason: 'form' }, trust: 'office_internal', delivery: 'queued', ...more,
})
const acts = (role: Role, shown: PermitDetail, today = '2026-12-01') => actsOf(shown, (...roles) => roles.includes(role), today)

describe('what a screen offers, by role and status', () => {
  test('the Director suspends what is in force and lifts what is suspended; nobody proposes and decides', () => {
    expect(acts('director', permit('valid'))).toEqual(['suspend'])
    expect(acts('director', permit('suspended'))).toEqual(['reinstate'])
  })
  test('S1-B7: the expert accepts a paper up to its last day, and no longer', () => {
    expect(acts('expert', permit('conditional'), '2027-05-20')).toContain('accept')
    expect(acts('expert', permit('conditional'), '2027-05-21')).not.toContain('accept')
    expect(acts('expert', permit('valid'))).not.toContain('accept')
  })
  test('one proposal at a time, and none for what is over', () => {
    expect(acts('system_manager', permit('valid'))).toEqual(['propose'])
    const openCase = { id: 'i' } as PermitDetail['openCase']
    expect(acts('system_manager', permit('valid', { openCase }))).toEqual([])
    expect(acts('system_manager', permit('closed_by_death'))).toEqual(['propose'])
    for (const over of ['revoked', 'expired', 'superseded'] satisfies PermitStatus[]) expect(acts('system_manager', permit(over)), over).toEqual([])
  })
  test('S0-13: only a permit with an end is renewed, even one that has run out; S0-24: a correction needs one in force', () => {
    expect(acts('clerk', permit('expired', { till: '2026-11-30' }))).toEqual(['renew'])
    expect(acts('clerk', permit('valid'))).toEqual([])
    expect(acts('expert', permit('valid'))).toEqual(['propose', 'correct'])
  })
  test('an auditor and an inspector only look', () => {
    for (const status of permitStatuses) for (const role of ['auditor', 'inspector', 'it'] as const) expect(acts(role, permit(status, { till: '2027-01-01' }))).toEqual([])
  })
})
