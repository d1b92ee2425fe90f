import { beforeEach, expect, test } from 'vitest'
import { contract } from '#contract'
import type { CompromiseDrill } from '#contract/compromise'
import { judge } from '#contract/verify/judge'
import { checkpointHandlers } from '#main/checkpoints/index'
import { dossierHandlers } from '#main/dossiers/index'
import { keysOfTrustFile, signingHandlers } from '#main/signing/index'
import { entriesOf } from '#db/ledger/ledger-repo'
import { dossiersInState } from '#db/dossiers/dossier-repo'
import { findPermit } from '#db/permits/permit-repo'
import { findStatusList } from '#db/permits/status-list-repo'
import { createPermitOffice, nationalIdOf, now, passphrase, type PermitOffice } from '../testing/permit-office'
import { closePermitsOf } from '../close-by-death'
import { confirmInstantly } from '../confirm-instantly'
import { permitHandlers } from '../permit-handlers'
import { verifyListText } from '../status-list/index'
import { verifyPermitText } from '../verify-permit'

let office: PermitOffice
const kidOf = (use: string): string => office.db.prepare<[string], string>("SELECT kid FROM signing_keys WHERE use = ? AND state = 'active'").pluck().get(use)!
const drill = (kid: string, since: string, role: 'director' | 'auditor' = 'director'): CompromiseDrill => now(permitHandlers.compromiseDrill(office.as(role), { kid, since }))
const declare = (shown: CompromiseDrill, more: object = {}) =>
  now(permitHandlers.declareCompromise(office.as('director'), contract.permits.declareCompromise.input.parse({ kid: shown.kid, since: shown.since, digest: shown.digest, reason: 'توکن گم شده است', passphrase, ...more })))
const statuses = (...nos: string[]): string[] => nos.map((no) => findPermit(office.db, no)!.status)

/** Two permits on one day, a sealed checkpoint, one later that day and one on the next. */
const history = async () => {
  const [first, second] = [await office.issue(1), await office.issue(2)]
  office.clock.set('2026-11-21T10:00:00Z')
  await checkpointHandlers.seal(office.as('it'), {})
  office.clock.set('2026-11-21T12:00:00Z')
  const unproven = await office.issue(3)
  office.clock.set('2026-11-22T06:00:00Z')
  const after = await office.issue(4)
  return { first, second, unproven, after, since: '2026-11-21T20:00:00.000Z' }
}

beforeEach(() => { office = createPermitOffice() })

test('design 12: the drill lists what is proven, unproven and later, and changes nothing', async () => {
  const { unproven, after, since } = await history()
  const before = office.db.prepare('SELECT count(*) FROM ledger_entries').pluck().get()
  const shown = drill(kidOf('director'), since, 'auditor')
  expect(shown).toMatchObject({ signed: 4, before: 2, suspends: 2, sealedAt: '2026-11-21T10:00:00.000Z', keyState: 'active' })
  expect(shown.permits.map(({ no, proof, suspends, again }) => ({ no, proof, suspends, again }))).toEqual([
    { no: unproven, proof: 'unproven', suspends: true, again: null }, { no: after, proof: 'after', suspends: true, again: null },
  ])
  expect(drill(kidOf('director'), '2026-11-01T00:00:00Z')).toMatchObject({ before: 0, suspends: 4, position: 0, sealedAt: null })
  expect(office.db.prepare('SELECT count(*) FROM ledger_entries').pluck().get()).toBe(before)
  expect(() => drill(kidOf('director'), '2027-01-01T00:00:00Z')).toThrow('COMPROMISE_FUTURE')
  expect(() => drill('d-AAAAAAAAAAAAAAAA', since)).toThrow('NOT_FOUND')
})

test('design 12: one confirmed act suspends them all in one list and brings each back to the desk; the new permit supersedes the old', async () => {
  const { first, unproven, after, since } = await history()
  const stolen = kidOf('director')
  const lists = findStatusList(office.db, '0600-1')?.version ?? 0
  const shown = drill(stolen, since)
  expect(() => declare(shown, { passphrase: 'not hers' })).toThrow('PASSPHRASE_WRONG')
  expect(() => declare(shown, { digest: 'x'.repeat(43) })).toThrow('COMPROMISE_CHANGED')
  expect(statuses(unproven, after)).toEqual(['valid', 'valid'])
  expect(declare(shown)).toEqual({ suspended: 2, returned: 2, held: [], newSeal: null })
  expect(statuses(first, unproven, after)).toEqual(['valid', 'suspended', 'suspended'])
  expect(findStatusList(office.db, '0600-1')!.version).toBe(lists + 1)
  expect(entriesOf(office.db, 'Key', stolen).map(({ kind }) => kind)).toEqual(['key.enrol', 'key.end'])
  const items = now(permitHandlers.queue(office.as('director'), {})).items
  expect(items.map(({ caseType, proposal, reviewedBy }) => ({ caseType, proposal, reviewedBy }))).toEqual([0, 1].map(() => ({ caseType: 'correction', proposal: 'issue', reviewedBy: 'expert' })))
  await expect(permitHandlers.sign(office.as('director'), { items: [], passphrase })).rejects.toThrow('KEY_ABSENT')
  const fresh = now(signingHandlers.createKey(office.as('director'), { passphrase }))
  const outcomes = await office.sign(items.map(({ dossierId }) => dossierId))
  expect(outcomes.map(({ outcome }) => outcome)).toEqual(['signed', 'signed'])
  expect(statuses(unproven, after)).toEqual(['superseded', 'superseded'])
  const successor = findPermit(office.db, findPermit(office.db, after)!.successorNo!)!
  expect(successor).toMatchObject({ status: 'valid', kid: fresh.kid, predecessorNo: after })
  expect(JSON.parse(successor.bytes)).toMatchObject({ prev: findPermit(office.db, after)!.digest })
  expect(now(permitHandlers.compromises(office.as('auditor'), {})).items).toMatchObject([{ kid: stolen, suspended: 2, again: 2, waiting: 0, reason: 'توکن گم شده است' }])
  expect(drill(stolen, since)).toMatchObject({ suspends: 0, keyState: 'retired' })
})

test('judge rule: outside, a stolen key’s signature alone is never enough, whatever hour and place it bears; what came later is nobody’s', async () => {
  const { first, after, since } = await history()
  const stolen = kidOf('director')
  declare(drill(stolen, since))
  const trust = keysOfTrustFile(now(signingHandlers.trustFile(office.as('director'), {})).content)!
  const early = verifyPermitText(findPermit(office.db, first)!.jws, trust.keys)
  const late = verifyPermitText(findPermit(office.db, after)!.jws, trust.keys)
  expect(early).toMatchObject({ outcome: 'valid', lost: true })
  expect(late).toEqual({ outcome: 'invalid', reason: 'signer_unknown' })
  const list = verifyListText(findStatusList(office.db, '0600-1')!.jws, trust.keys)
  if (early.outcome !== 'valid' || !list.ok) throw new Error('both are good')
  expect(judge({ ...early.payload, lost: true }, [list.list], office.clock.now())).toMatchObject({ state: 'unknown', why: 'key_lost' })
  // In the office the register itself says: this one was written down before.
  expect(permitHandlers.verify(office.as('clerk'), { text: findPermit(office.db, first)!.jws })).toMatchObject({ verdict: { outcome: 'valid' }, registered: true, standing: { status: 'valid' } })
})

test('a permit that a thief writes with a stolen key is refused by name in the office, though its hour is long before', async () => {
  const { first, since } = await history()
  const stolen = kidOf('director')
  const row = findPermit(office.db, first)!
  declare(drill(stolen, since))
  office.db.exec('DROP TRIGGER permits_fixed')
  office.db.prepare("UPDATE permits SET digest = 'another' WHERE no = ?").run(first)
  expect(permitHandlers.verify(office.as('clerk'), { text: row.jws })).toMatchObject({ verdict: { outcome: 'invalid', reason: 'key_compromised' }, registered: false, trust: null })
})

test('a stolen seal is replaced in the same act: the lists are published with the new one, and confirmations go to the experts', async () => {
  const confirmation = await office.issue(7, { fieldCode: '2001' })
  const stolen = kidOf('seal')
  const outcome = declare(drill(stolen, '2026-11-01T00:00:00Z'))
  expect(outcome).toMatchObject({ suspended: 1, returned: 1, held: [] })
  expect(kidOf('seal')).toBe(outcome.newSeal)
  const { iss } = JSON.parse(findPermit(office.db, confirmation)!.bytes) as { iss: string }
  expect(findStatusList(office.db, `${iss}-1`)!.kid).toBe(outcome.newSeal)
  const [{ dossierId } = { dossierId: '' }] = drill(stolen, '2026-11-01T00:00:00Z').permits.map(({ again }) => again ?? { dossierId: '' })
  expect(office.read(dossierId)).toMatchObject({ state: 'in_expert_review', caseType: 'correction' })
  now(dossierHandlers({ confirmInstantly, closePermitsOf }).confirmAfterCheck(office.as('expert'), { id: dossierId, version: office.read(dossierId).version }))
  expect(statuses(confirmation)).toEqual(['superseded'])
  expect(findPermit(office.db, findPermit(office.db, confirmation)!.successorNo!)!.kid).toBe(outcome.newSeal)
})

test('S0-16: a company whose representative died comes back to the experts, who write another before the Director sees it', async () => {
  const no = await office.issue(5, { type: 'supporter_legal' })
  const dossiers = dossierHandlers({ confirmInstantly, closePermitsOf })
  now(dossiers.recordDeath(office.as('expert'), { nationalId: nationalIdOf(5), on: office.clock.today(), reference: 'گواهی فوت' }))
  expect(declare(drill(kidOf('director'), '2026-11-01T00:00:00Z'))).toMatchObject({ suspended: 1, returned: 1, held: [] })
  const { id } = dossiersInState(office.db, 'in_expert_review')[0]!
  expect(office.read(id)).toMatchObject({ caseType: 'correction', predecessorNo: no, proposal: null })
  expect(() => office.submit(id)).toThrow('REPRESENTATIVE_DEAD')
})

test('what cannot come back is suspended all the same, and named; an earlier suspicion may follow, a later one not', async () => {
  const { first, unproven, after, since } = await history()
  const stolen = kidOf('director')
  office.correction(after)
  expect(declare(drill(stolen, since))).toEqual({ suspended: 2, returned: 1, held: [{ no: after, why: 'dossier_open' }], newSeal: null })
  expect(statuses(unproven, after)).toEqual(['suspended', 'suspended'])
  expect(() => declare(drill(stolen, '2026-11-22T00:00:00Z'))).toThrow('COMPROMISE_LATER')
  const wider = drill(stolen, '2026-11-01T00:00:00Z')
  expect(wider.suspends).toBe(2)
  expect(declare(wider)).toMatchObject({ suspended: 2, returned: 2 })
  expect(statuses(first)).toEqual(['suspended'])
})

test('a failure in the middle leaves nothing half done', async () => {
  const { unproven, after, since } = await history()
  office.db.exec("CREATE TRIGGER fault BEFORE INSERT ON compromised_permits WHEN (SELECT count(*) FROM compromised_permits) = 1 BEGIN SELECT RAISE(ABORT, 'disk'); END")
  expect(() => declare(drill(kidOf('director'), since))).toThrow('disk')
  expect(statuses(unproven, after)).toEqual(['valid', 'valid'])
  expect(office.db.prepare('SELECT count(*) FROM key_ends').pluck().get()).toBe(0)
  expect(kidOf('director')).toMatch(/^d-/)
})
