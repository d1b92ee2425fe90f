import { expect, test } from 'vitest'
import { visitInput } from '#contract/inspections'
import { createLoanOffice, type LoanOffice } from '#db/testing/loan-office'
import { entriesOf } from '#db/ledger/ledger-repo'
import { completeForm } from './complete-form'
import { inspectionHandlers } from './inspection-handlers'
import { recordVisit } from './record-visit'
import { insertStaff } from '#db/staff/staff-repo'

const office = { name: 'مریم خنیفر', side: 'office' } as const
const agency = { name: 'حسن دریس', side: 'agency' } as const
const holder = { nationalId: '0013542419', issuedOn: '2026-10-01' }
const answers = { active: { ok: true }, skill: { ok: true }, management: { ok: false, note: 'نیاز به آموزش' } }
const typed = (permitNo: string, change: object = {}) =>
  visitInput.parse({ permitNo, visitedOn: '1405/07/20', attendees: [office, agency], ...answers, ...change })
const manager = (at: LoanOffice) => at.as('system_manager')
const recorded = (at: LoanOffice, permitNo: string, change: object = {}) => recordVisit(manager(at), typed(permitNo, change))

test('I02, I03: a joint visit is recorded, changed, completed by the system manager, and both are in the ledger', () => {
  const at = createLoanOffice()
  const { no } = at.issuePermit(holder)
  const first = recorded(at, no, { attendees: [office] })
  const changed = recorded(at, no, { id: first.id, version: first.version, executionAssured: true })
  expect(changed).toMatchObject({ id: first.id, version: 2, state: 'visited', attendees: [office, agency], executionAssured: null })
  insertStaff(at.db, { username: 'system_manager', displayName: 'کیوان رستگار', post: '', roles: ['system_manager'], active: true }, at.clock.now().toISOString())
  const complete = completeForm(manager(at), changed)
  expect(complete).toMatchObject({ state: 'complete', completedBy: 'system_manager', completedByName: 'کیوان رستگار', completedAt: '2026-10-23T06:00:00.000Z', management: { ...answers.management, score: null } })
  const entries = entriesOf(at.db, 'Inspection', first.id)
  expect(entries.map(({ kind, base_version }) => [kind, base_version])).toEqual([['inspection.visit', 0], ['inspection.visit', 1], ['inspection.record', 2]])
  expect(JSON.parse(entries[2]!.payload)).toMatchObject({ permit_no: no, visited_on: '2026-10-12', active: { ok: true } })
})

test('S1-B1: a visit is dated between the permit and today', () => {
  const at = createLoanOffice()
  const { no } = at.issuePermit(holder)
  expect(() => recorded(at, no, { visitedOn: '1405/07/08' })).toThrow('VISIT_DATE')
  expect(() => recorded(at, no, { visitedOn: '1405/08/02' })).toThrow('VISIT_DATE')
  expect(recorded(at, no, { visitedOn: '1405/07/09' }).visitedOn).toBe(holder.issuedOn)
  expect(() => recorded(at, 'P-0600-1405-01-99999-0')).toThrow('NOT_FOUND')
})

test('S1-B1: without the office or without the agency the form is not completed', () => {
  const at = createLoanOffice()
  for (const [nationalId, attendees] of [['0013542419', [office]], ['0499370899', [agency, agency]]] as const) {
    const form = recorded(at, at.issuePermit({ ...holder, nationalId }).no, { attendees })
    expect(() => completeForm(manager(at), form)).toThrow('VISIT_NOT_JOINT')
    // The table says so too, whoever writes.
    expect(() => at.db.prepare("UPDATE inspections SET state = 'complete', completed_by = 'x', completed_role = 'system_manager', completed_at = 'x' WHERE id = ?").run(form.id)).toThrow('joint')
  }
})

test('S1-A10: a registration-based field needs its execution answered; "no" is an answer', () => {
  const at = createLoanOffice()
  const { no } = at.issuePermit({ ...holder, path: 'registration_based' })
  const silent = recorded(at, no)
  expect(() => completeForm(manager(at), silent)).toThrow('VISIT_EXECUTION_MISSING')
  const answered = recorded(at, no, { id: silent.id, version: silent.version, executionAssured: false })
  expect(completeForm(manager(at), answered)).toMatchObject({ state: 'complete', executionAssured: false })
})

test('S1-B4: a complete form is never edited, by command or by SQL; a later visit is a new form', () => {
  const at = createLoanOffice()
  const { no } = at.issuePermit(holder)
  const form = completeForm(manager(at), recorded(at, no))
  expect(() => recorded(at, no, { id: form.id, version: form.version })).toThrow('VISIT_STATE')
  expect(() => completeForm(manager(at), form)).toThrow('VISIT_STATE')
  expect(() => at.db.prepare("UPDATE inspections SET active_note = 'x' WHERE id = ?").run(form.id)).toThrow('never edited')
  expect(() => at.db.prepare('DELETE FROM inspections WHERE id = ?').run(form.id)).toThrow('never deleted')
  expect(recorded(at, no, { visitedOn: '1405/07/25' }).id).not.toBe(form.id)
  expect(inspectionHandlers.list(manager(at), { permitNo: no, dossierId: null, kind: 'post' })).toMatchObject({ forms: [{ state: 'visited' }, { state: 'complete' }] })
})

test('S1-B4: only the system manager\'s completion is a completion', () => {
  const at = createLoanOffice()
  const form = recorded(at, at.issuePermit(holder).no)
  expect(() => completeForm(at.as('expert'), form)).toThrow('CHECK constraint failed')
})

test('one draft per permit, and a stale draft is not overwritten', () => {
  const at = createLoanOffice()
  const { no } = at.issuePermit(holder)
  const form = recorded(at, no)
  expect(() => recorded(at, no)).toThrow('VISIT_STATE')
  recorded(at, no, { id: form.id, version: form.version })
  expect(() => recorded(at, no, { id: form.id, version: form.version })).toThrow('VERSION_STALE')
  expect(() => completeForm(manager(at), form)).toThrow('VERSION_STALE')
  expect(() => recorded(at, at.issuePermit({ ...holder, nationalId: '0499370899' }).no, { id: form.id, version: 2 })).toThrow('NOT_FOUND')
})

test('S1-B4: due are the permits whose holder wants a loan and that have no complete form, oldest first', () => {
  const at = createLoanOffice()
  const newer = at.issuePermit({ nationalId: '0013542419', issuedOn: '2026-10-10', path: 'registration_based' })
  const older = at.issuePermit({ nationalId: '0499370899', issuedOn: '2026-09-01' })
  const visited = at.issuePermit({ nationalId: '0790419904', issuedOn: '2026-08-01' })
  at.issuePermit({ nationalId: '0084575948', issuedOn: '2026-07-01', loanWanted: false })
  completeForm(manager(at), recorded(at, visited.no))
  const draft = recorded(at, older.no)
  expect(inspectionHandlers.due(manager(at), {})).toMatchObject({ items: [
    { permitNo: older.no, kind: 'permit', visitDue: null, form: { id: draft.id }, countyTitle: 'اهواز', mobile: '09161234567' },
    { permitNo: newer.no, kind: 'confirmation', visitDue: '2026-11-24', form: null },
  ] })
  expect(visited.loanWanted).toBe(true)
})
