import { expect, test } from 'vitest'
import { contract, type InputOf } from '#contract'
import type { VisitForm } from '#contract/inspections'
import { findDossier, setDossierState, type DossierRow } from '#db/dossiers/dossier-repo'
import { entriesOf } from '#db/ledger/ledger-repo'
import { preLoanCheckOn, prePermitCheckDone, visitsOf } from '#db/inspections/inspection-repo'
import type { PermitRow } from '#db/permits/permit-repo'
import { insertLink, markAccepted } from '#db/supporters/link-repo'
import { createLoanOffice, type LoanOffice } from '#db/testing/loan-office'
import { transact } from '#db/transact'
import { inspectionHandlers as handlers } from './inspection-handlers'

const team = [{ name: 'مریم خنیفر', side: 'office' as const }, { name: 'حسن دریس', side: 'agency' as const }]
const found = { active: { ok: true, score: '۸۰' }, skill: { ok: true, score: 100 }, management: { ok: true } }
const now = <T>(answer: T | Promise<T>): T => {
  if (answer instanceof Promise) throw new TypeError('not synchronous')
  return answer
}
const supporter = { nationalId: '0013542419', issuedOn: '2026-10-01', activityType: 'supporter_natural' as const, committed: 3 }
const record = (at: LoanOffice, change: Partial<InputOf<'inspections.recordVisit'>>): VisitForm =>
  now(handlers.recordVisit(at.as('inspector'), contract.inspections.recordVisit.input.parse({ visitedOn: '1405/07/20', attendees: team, ...found, ...change })))
const complete = (at: LoanOffice, form: VisitForm): VisitForm => now(handlers.completeForm(at.as('system_manager'), { id: form.id, version: form.version }))
const plan = (at: LoanOffice, change: Partial<InputOf<'inspections.plan'>>) =>
  now(handlers.plan(at.as('inspector'), contract.inspections.plan.input.parse({ plannedOn: '1405/08/05', team, ...change })))
const due = (at: LoanOffice) => now(handlers.due(at.as('inspector'), {})).items
const taken = (at: LoanOffice, permit: PermitRow, n: number): DossierRow => {
  const covered = at.enterPool({ nationalId: String(1_740_000_000 + n), issuedOn: '2026-10-02' })
  transact(at.db, () => {
    insertLink(at.db, {
      id: `link-${n}`, supporterNo: permit.no, dossierId: covered.id, introducedBy: 'agency', introducedOn: '2026-10-03', letterNo: '1', letterOn: '2026-10-03',
      unfitReason: null, at: '2026-10-03T06:00:00Z', by: 'expert',
    })
    markAccepted(at.db, `link-${n}`, '2026-10-05')
    setDossierState(at.db, covered.id, covered.version, { state: 'linked' })
  })
  return covered
}
const workStates = (at: LoanOffice) => at.db.prepare<[], string>('SELECT state FROM support_links ORDER BY id').pluck().all()

test('S1-B2: the check before a supporter\'s permit is made on the dossier, and counts once it is complete', () => {
  const at = createLoanOffice()
  const dossier = at.fileForReview(supporter)
  expect(due(at)).toMatchObject([{ visitKind: 'pre_permit', dossierId: dossier.id, permitNo: null, issuedOn: '2026-09-21', form: null }])
  const form = record(at, { kind: 'pre_permit', dossierId: dossier.id })
  expect(form).toMatchObject({ kind: 'pre_permit', permitNo: null, dossierId: dossier.id, executionAssured: null })
  expect(prePermitCheckDone(at.db, dossier.id)).toBe(false)
  complete(at, form)
  expect(prePermitCheckDone(at.db, dossier.id)).toBe(true)
  expect(due(at)).toEqual([])
  expect(now(handlers.list(at.as('auditor'), { permitNo: null, dossierId: dossier.id, kind: 'pre_permit' })).forms).toHaveLength(1)
  expect(findDossier(at.db, dossier.id)!.state).toBe('in_expert_review')
})

test('S0-03: an auditor reads a visit without address and whole mobile, the system manager with them', () => {
  const at = createLoanOffice()
  const dossier = at.fileForReview(supporter)
  const visit = (role: 'auditor' | 'system_manager') => now(handlers.list(at.as(role), { permitNo: null, dossierId: dossier.id, kind: 'pre_permit' })).visit
  expect(visit('auditor')).toMatchObject({ address: '•••', mobile: `${dossier.person.mobile.slice(0, 4)}*****${dossier.person.mobile.slice(-2)}` })
  expect(visit('system_manager')).toMatchObject({ address: dossier.person.address, mobile: dossier.person.mobile })
})

test('S1-B2: the check before the permit is a supporter\'s only, while the request waits; before the loan it is of a permit', () => {
  const at = createLoanOffice()
  const independent = at.fileForReview({ ...supporter, activityType: 'independent' })
  expect(() => record(at, { kind: 'pre_permit', dossierId: independent.id })).toThrow('VISIT_SUBJECT')
  const permit = at.issuePermit({ ...supporter, nationalId: '0790419904' })
  expect(() => record(at, { kind: 'pre_permit', dossierId: permit.dossierId })).toThrow('VISIT_SUBJECT')
  expect(() => record(at, { kind: 'pre_loan', permitNo: at.issuePermit({ nationalId: '0499370899', issuedOn: '2026-10-01' }).no })).toThrow('VISIT_SUBJECT')
  expect(() => record(at, { kind: 'pre_loan', dossierId: permit.dossierId })).toThrow('NOT_FOUND')
  expect(preLoanCheckOn(at.db, permit.no)).toBeNull()
  complete(at, record(at, { kind: 'pre_loan', permitNo: permit.no }))
  expect(preLoanCheckOn(at.db, permit.no)).toBe('2026-10-12')
})

test('S1-B1: a visit is planned with a joint team from today on, the holder is told the day, and it can be cancelled', () => {
  const at = createLoanOffice()
  const { no, dossierId } = at.issuePermit(supporter)
  expect(() => plan(at, { permitNo: no, team: [team[0]!, team[0]!] })).toThrow('VISIT_TEAM')
  expect(() => plan(at, { permitNo: no, plannedOn: '1405/07/30' })).toThrow('VISIT_PLAN_DAY')
  const planned = plan(at, { permitNo: no })
  expect(planned).toMatchObject({ kind: 'post', permitNo: no, dossierId, plannedOn: '2026-10-27', team })
  const [message] = at.db.prepare<[], { key: string; text: string }>("SELECT key, text FROM messages WHERE key = 'inspection.appointment'").all()
  expect(message!.text).toContain('۱۴۰۵/۰۸/۰۵')
  expect(() => plan(at, { permitNo: no })).toThrow('VISIT_STATE')
  expect(due(at)[0]).toMatchObject({ visitKind: 'post', planned: { id: planned.id } })
  void handlers.cancel(at.as('expert'), { id: planned.id, version: planned.version, reason: 'باران' })
  expect(() => handlers.cancel(at.as('expert'), { id: planned.id, version: 2, reason: 'باران' })).toThrow('VISIT_STATE')
  expect(() => record(at, { id: planned.id, version: 2, permitNo: no })).toThrow('NOT_FOUND')
  expect(entriesOf(at.db, 'Inspection', planned.id).map(({ kind }) => kind)).toEqual(['inspection.plan', 'inspection.cancel'])
  expect(plan(at, { permitNo: no }).id).not.toBe(planned.id)
})

test('S1-B1: a planned visit becomes the form of the visit that was made', () => {
  const at = createLoanOffice()
  const { no } = at.issuePermit({ ...supporter, activityType: 'independent' })
  const planned = plan(at, { permitNo: no, kind: 'follow_up' })
  expect(() => record(at, { permitNo: no, kind: 'follow_up' })).toThrow('VISIT_STATE')
  expect(() => record(at, { id: planned.id, version: 1, permitNo: no, kind: 'post' })).toThrow('NOT_FOUND')
  const form = record(at, { id: planned.id, version: 1, permitNo: no, kind: 'follow_up' })
  expect(form).toMatchObject({ id: planned.id, version: 2, state: 'visited', kind: 'follow_up' })
  expect(complete(at, form).state).toBe('complete')
})

test('S1-B3: the three items stand in every form, each with yes or no, a score of 100 if given, and a note', () => {
  const at = createLoanOffice()
  const { no } = at.issuePermit(supporter)
  expect(() => record(at, { permitNo: no, active: { ok: true, score: 101 } })).toThrow('NUMBER_TOO_LARGE')
  expect(contract.inspections.recordVisit.input.safeParse({ permitNo: no, visitedOn: '1405/07/20', attendees: team, active: { ok: true }, skill: { ok: true } }).success).toBe(false)
  expect(record(at, { permitNo: no, management: { ok: false, note: 'نیاز به آموزش' } })).toMatchObject({
    active: { ok: true, score: 80, note: '' }, skill: { score: 100 }, management: { ok: false, score: null, note: 'نیاز به آموزش' },
  })
})

test('S1-B4: a complete form is corrected by a new version with a reason; the old one stays readable and is never edited', () => {
  const at = createLoanOffice()
  const { no } = at.issuePermit(supporter)
  const first = complete(at, record(at, { permitNo: no }))
  const input = (form: VisitForm, change: object = {}) => contract.inspections.correctForm.input.parse({
    id: form.id, version: form.version, reason: 'نمره جابه‌جا نوشته شده بود', visitedOn: '1405/07/20', attendees: team, ...found, ...change,
  })
  const second = now(handlers.correctForm(at.as('system_manager'), input(first, { active: { ok: false } })))
  expect(second).toMatchObject({ state: 'complete', formVersion: 2, correctReason: 'نمره جابه‌جا نوشته شده بود', active: { ok: false }, completedBy: 'system_manager' })
  expect(visitsOf(at.db, no).map(({ state, formVersion, active }) => [state, formVersion, active.ok])).toEqual([['complete', 2, false], ['superseded', 1, true]])
  expect(() => handlers.correctForm(at.as('system_manager'), input(first))).toThrow('VISIT_STATE')
  expect(() => handlers.correctForm(at.as('system_manager'), input(second, { attendees: [team[0]] }))).toThrow('VISIT_NOT_JOINT')
  expect(() => at.db.prepare("UPDATE inspections SET active_note = 'x' WHERE id = ?").run(first.id)).toThrow('never edited')
  expect(() => at.db.prepare("UPDATE inspections SET state = 'superseded', active_ok = 1 WHERE id = ?").run(second.id)).toThrow('never edited')
  expect(entriesOf(at.db, 'Inspection', second.id).map(({ kind, payload }) => [kind, (JSON.parse(payload) as { corrects: string }).corrects])).toEqual([['inspection.correct', first.id]])
})

test('S1-B5: a completed visit says who of the accepted persons works; only a supporter\'s own persons are named', () => {
  const at = createLoanOffice()
  const permit = at.issuePermit(supporter)
  const [one, two] = [taken(at, permit, 1), taken(at, permit, 2)]
  const stranger = at.enterPool({ nationalId: '1740000009', issuedOn: '2026-10-02' })
  expect(due(at).find(({ visitKind }) => visitKind === 'post')!.covered.map(({ dossierId }) => dossierId)).toEqual([one.id, two.id])
  expect(() => record(at, { permitNo: permit.no, coveredSeen: [{ dossierId: stranger.id, working: true }] })).toThrow('VISIT_COVERED')
  expect(() => record(at, { permitNo: permit.no, coveredSeen: [{ dossierId: one.id, working: true }, { dossierId: one.id, working: false }] })).toThrow('VISIT_COVERED')
  const form = record(at, { permitNo: permit.no, coveredSeen: [{ dossierId: one.id, working: true }, { dossierId: two.id, working: false, note: 'مرخصی' }] })
  expect(workStates(at)).toEqual(['accepted', 'accepted'])
  complete(at, form)
  expect(workStates(at)).toEqual(['working', 'accepted'])
  expect(() => at.db.prepare('DELETE FROM covered_seen').run()).toThrow('never edited')
})

test('S1-B5: the newest visit speaks, whichever form is completed last; a correction counts too', () => {
  const at = createLoanOffice()
  const permit = at.issuePermit(supporter)
  const { id: dossierId } = taken(at, permit, 1)
  const newer = complete(at, record(at, { kind: 'follow_up', permitNo: permit.no, visitedOn: '1405/07/28', coveredSeen: [{ dossierId, working: true }] }))
  complete(at, record(at, { permitNo: permit.no, visitedOn: '1405/07/21', coveredSeen: [{ dossierId, working: false }] }))
  expect(workStates(at)).toEqual(['working'])
  void handlers.correctForm(at.as('system_manager'), contract.inspections.correctForm.input.parse({
    id: newer.id, version: newer.version, reason: 'سر کار نبود', visitedOn: '1405/07/28', attendees: team, ...found, coveredSeen: [{ dossierId, working: false }],
  }))
  expect(workStates(at)).toEqual(['accepted'])
})
