import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import type { InputOf, OperationName, OutputOf, ResultOf, Role } from '#contract'
import type { importColumns } from '#contract/dossiers'
import { fixedClock } from '#main/app/clock'
import { createApp } from '#main/app/create-app'
import { minimumCost } from '#main/staff/index'
import { verifyJws } from '#main/signing/index'

const passphrase = 'a long enough passphrase'
const clock = fixedClock('2026-11-21T06:00:00Z')
const host = { kind: 'cli', capabilities: {} } as const
const app = createApp({ home: mkdtempSync(join(tmpdir(), 'mohr-path-')), host, clock, kdfCost: minimumCost })
afterAll(() => app.close())

const door = async (username: string) => {
  const connection = app.connect()
  if (username !== '') await connection.call('staff.signIn', { username, passphrase })
  const raw = <N extends OperationName>(name: N, input: InputOf<N>) => connection.call(name, input) as Promise<ResultOf<N>>
  return {
    /** The answer, which must be a good one. */
    call: async <N extends OperationName>(name: N, input: InputOf<N>): Promise<OutputOf<N>> => {
      const result = await raw(name, input)
      if (!result.ok) throw new Error(`${name}: ${JSON.stringify(result.error)}`)
      return result.value
    },
    code: async <N extends OperationName>(name: N, input: InputOf<N>): Promise<string> => {
      const result = await raw(name, input)
      return result.ok ? 'ok' : result.error.code
    },
    raw,
  }
}

const staffed = async () => {
  const outside = await door('')
  await outside.call('office.create', { name: 'اداره‌کل خوزستان', unit: '0600', manager: { username: 'manager', displayName: 'کیوان رستگار', passphrase } })
  const manager = await door('manager')
  for (const role of ['director', 'expert', 'clerk'] as const satisfies Role[]) {
    await manager.call('staff.saveUser', { username: role, displayName: role, roles: [role], active: true, passphrase })
  }
  return { manager, director: await door('director'), expert: await door('expert'), clerk: await door('clerk') }
}

const nationalId = (nine: string): string => {
  const rest = [...nine].reduce((sum, digit, i) => sum + Number(digit) * (10 - i), 0) % 11
  return `${nine}${rest < 2 ? rest : 11 - rest}`
}
const submission = (nine: string, name: string, fieldCode = '1001') => ({
  activityType: 'independent', nationalId: nationalId(nine), firstName: name, lastName: 'موسوی‌زاده', fatherName: 'عبدالله', birthDate: '1378/06/18',
  gender: 'female', militaryStatus: '', mobile: '09164438222', countyCode: '0603', address: 'اهواز، کوی گلستان، پلاک ۱', postalCode: '6135530736',
  fieldCode, planTitle: 'کارگاه در منزل', skillEvidence: 'certificate', governmentEmployee: 'no', loanWanted: 'yes', loanAmountRial: '600000000',
  sheba: 'IR390120000005215790585096', documents: 'skill|photos|birth-certificate|national-card|residence|degree|form-print', receivedOn: '1405/08/20',
} satisfies Record<(typeof importColumns)[number], string>)

const opinion: InputOf<'dossiers.recordOpinion'>['opinion'] = {
  decision: 'approve', personalCompetence: true, technicalCompetence: true, conditionsMet: true, isTopOfficial: true, decidedOn: '1405/08/25',
  signerName: 'یوسف طرفی‌زاده', signerPost: 'مدیرکل', letterNo: '1001', letterOn: '1405/08/25',
}
const attendees: InputOf<'inspections.recordVisit'>['attendees'] = [{ name: 'مهدی سواری', side: 'office' }, { name: 'لیلا مکوندی', side: 'agency' }]
const visitOf = (permitNo: string): InputOf<'inspections.recordVisit'> =>
  ({ permitNo, visitedOn: '1405/08/30', attendees, active: { ok: true }, skill: { ok: true }, management: { ok: true } })
const asked = { bankCode: '012', amountRial: '۶۰۰٬۰۰۰٬۰۰۰', need: 'خرید چرخ', capacity: 'کارگاه ۲۰ متری', jobs: '۲' }

test('S0-04…S1-A10, through the door: paper → agency → review → permit → visit → quota → signed referral, each only in its turn', async () => {
  const { manager, director, expert, clerk } = await staffed()
  await director.call('signing.createKey', { passphrase })

  const rows = [submission('174494396', 'خدیجه'), submission('194834532', 'زینب', '1002'), submission('188987654', 'مریم', '2001')]
  const report = await clerk.call('dossiers.importFile', { name: 'rows.json', contentBase64: Buffer.from(JSON.stringify(rows)).toString('base64') })
  expect(report.verdicts.map((verdict) => verdict.outcome === 'refused' ? verdict.faults : verdict.outcome)).toEqual(['accepted', 'accepted', 'accepted'])

  // Before the agency: neither review nor signature.
  const { items: atAgency } = await expert.call('dossiers.find', { states: ['at_agency'] })
  expect(atAgency).toHaveLength(2)
  for (const { id, version } of atAgency) {
    expect(await expert.code('dossiers.submitForSignature', { id, version, readiness: 'ready', documentsSeen: true })).toBe('DOSSIER_STATE')
    expect(await director.code('permits.open', { dossierId: id })).toMatch(/^(DOSSIER_STATE|AGENCY_SIGNATURE_MISSING)$/)
    expect(await expert.code('dossiers.recordOpinion', { id, version, opinion: { ...opinion, isTopOfficial: false } })).toBe('OPINION_SIGNER')
    const decided = await expert.call('dossiers.recordOpinion', { id, version, opinion })
    expect(await director.code('permits.open', { dossierId: id })).toBe('DOSSIER_STATE')
    await expert.call('dossiers.submitForSignature', { id, version: decided.version, readiness: 'ready', documentsSeen: true })
  }
  expect(await expert.code('permits.sign', { items: [{ dossierId: atAgency[0]!.id, digest: 'x'.repeat(43) }], passphrase })).toBe('ROLE_REFUSED')
  const frozenPermits = await director.call('permits.freeze', { dossierIds: atAgency.map(({ id }) => id) })
  const permits = await director.call('permits.sign', { items: frozenPermits.items.map(({ dossierId, digest }) => ({ dossierId, digest })), passphrase })
  expect(permits).toMatchObject({ signed: 2, failed: 0, untouched: 0 })

  // No referral without a permit, or without a programme year.
  const { items: candidates } = await expert.call('referrals.candidates', {})
  expect(candidates.map(({ permitNo }) => permitNo[0]).sort()).toEqual(['C', 'P', 'P'])
  const permitNo = candidates.find((one) => one.permitNo.startsWith('P'))!.permitNo
  const confirmationNo = candidates.find((one) => one.permitNo.startsWith('C'))!.permitNo
  expect(await expert.code('referrals.prepare', { permitNo: 'P-0600-1405-01-99999-0', ...asked })).toBe('NOT_FOUND')
  expect(await expert.code('referrals.prepare', { permitNo, ...asked })).toBe('YEAR_CLOSED')

  // Quotas: the province bounds the counties, an empty year does not open.
  let year = await manager.call('quotas.saveYear', { year: '1405', provincialQuotaRial: '1000000000', independentCeilingRial: '1000000000', bankCodes: ['012'] })
  expect(await director.code('quotas.openYear', { year: 1405, version: year.version })).toBe('YEAR_EMPTY')
  const allotment = { year: 1405, version: year.version, countyCode: '0603', allottedRial: 1_000_000_001, employmentCommitment: 5 }
  expect(await manager.code('quotas.allot', allotment)).toBe('QUOTA_EXCEEDS_PROVINCE')
  expect(await manager.code('quotas.allot', { ...allotment, countyCode: '0703' })).toBe('COUNTY_NOT_OURS')
  year = await manager.call('quotas.allot', { ...allotment, allottedRial: 1_000_000_000 })

  // Before the visit and before the year is open the request is kept, with the gates that refuse it.
  const draft = await expert.call('referrals.prepare', { permitNo, ...asked })
  expect(draft.evaluation.outcomes.filter(({ result }) => result === 'fail').map(({ gate }) => gate)).toEqual(['REF-03', 'REF-12'])
  expect(await expert.code('referrals.prepare', { permitNo, ...asked })).toBe('REFERRAL_OPEN')
  expect(await expert.raw('referrals.submit', { id: draft.id, version: draft.version })).toMatchObject({
    ok: false, error: { code: 'REFERRAL_GATES', details: { gates: ['REF-03', 'REF-12'] } },
  })
  expect(await director.call('referrals.freeze', { ids: [draft.id] })).toEqual({ items: [], dropped: [draft.id] })
  await director.call('quotas.openYear', { year: 1405, version: year.version })
  expect(await director.code('quotas.openYear', { year: 1405, version: year.version + 1 })).toBe('YEAR_STATE')

  // The visit is joint, in time, and completed by the system manager only.
  expect(await expert.code('inspections.recordVisit', visitOf(permitNo))).toBe('ROLE_REFUSED')
  expect(await manager.code('inspections.recordVisit', { ...visitOf(permitNo), visitedOn: '1405/09/01' })).toBe('VISIT_DATE')
  const alone = await manager.call('inspections.recordVisit', { ...visitOf(permitNo), attendees: attendees.slice(0, 1) })
  expect(await manager.code('inspections.completeForm', alone)).toBe('VISIT_NOT_JOINT')
  const joint = await manager.call('inspections.recordVisit', { ...visitOf(permitNo), id: alone.id, version: alone.version })
  expect(await expert.code('referrals.submit', { id: draft.id, version: draft.version })).toBe('REFERRAL_GATES')
  const complete = await manager.call('inspections.completeForm', joint)
  expect(await manager.code('inspections.completeForm', complete)).toBe('VISIT_STATE')

  // A confirmation waits for its visit and its forty-fifth day (S1-A10), and says so.
  const early = await expert.call('referrals.prepare', { permitNo: confirmationNo, ...asked, readiness: 'ready' })
  expect(early.evaluation.outcomes.find(({ gate }) => gate === 'REF-04')).toMatchObject({ result: 'fail', earliestOn: '2027-01-05' })

  // Only now: submit, freeze, sign.
  const waiting = await expert.call('referrals.submit', { id: draft.id, version: draft.version })
  expect((await expert.call('quotas.read', {})).year!.counties[0]).toMatchObject({ heldRial: 600_000_000, remainingRial: 400_000_000 })
  expect(await expert.code('referrals.freeze', { ids: [waiting.id] })).toBe('ROLE_REFUSED')
  const { items } = await director.call('referrals.freeze', { ids: [waiting.id] })
  const toSign = items.map(({ id, digest }) => ({ id, digest }))
  expect(await director.code('referrals.sign', { items: toSign, passphrase: 'not her passphrase' })).toBe('PASSPHRASE_WRONG')
  expect(await director.call('referrals.sign', { items: toSign, passphrase })).toMatchObject({ signed: 1 })
  const issued = await expert.call('referrals.read', { id: waiting.id })
  const { keys } = await expert.call('signing.keys', {})
  expect(verifyJws(issued.jws!, 'referral+jws', keys)).toMatchObject({ ok: true, text: items[0]!.bytes })
  expect(JSON.parse(items[0]!.bytes)).not.toHaveProperty('test')
  expect(await manager.call('ledger.verify', {})).toMatchObject({ ok: true })
})
