import { beforeEach, describe, expect, test } from 'vitest'
import { contract } from '#contract'
import { knowingEnds } from '#contract/verify/judge'
import { endDelegation, keysOfTrustFile, officeKeys, signingHandlers } from '#main/signing/index'
import { entriesOf } from '#db/ledger/ledger-repo'
import { findDraft } from '#db/permits/draft-repo'
import { findPermit } from '#db/permits/permit-repo'
import { transact } from '#db/transact'
import { closePermitsOf } from './close-by-death'
import { permitHandlers } from './permit-handlers'
import { publishEnds, verifyListText } from './status-list/index'
import { createActingOffice, type ActingOffice } from './testing/acting-office'
import { now, passphrase } from './testing/permit-office'
import { verifyPermitText } from './verify-permit'

let at: ActingOffice
beforeEach(() => {
  at = createActingOffice()
})
const trusted = () => keysOfTrustFile(now(signingHandlers.trustFile(at.director(), {})).content)!
const only = async (id: string) => (await at.signAs(at.deputy(), [id]))[0]

describe('signing goal 10: an acting director signs within what the Director delegated', () => {
  test('under a delegation she signs, the payload names it, and a stranger with the trust file finds who acted', async () => {
    const words = trusted().digest
    const given = at.give()
    const { id } = at.ready(1)
    expect(await only(id)).toMatchObject({ outcome: 'signed' })
    const permit = findPermit(at.db, at.read(id).permitNo!)!
    expect(JSON.parse(permit.bytes)).toMatchObject({ post: 'acting', del: given.digest, k: 'permit' })
    expect(permit).toMatchObject({ signedBy: 'deputy', kid: given.toKid })
    const { keys, digest } = trusted()
    expect(digest, 'nobody has to compare the ten words again').toBe(words)
    expect(verifyPermitText(permit.jws, keys)).toMatchObject({ outcome: 'valid', acting: { name: 'نرگس نمونه‌کار', post: 'معاون اشتغال', from: '2026-11-21', until: '2026-12-01' } })
    expect(now(permitHandlers.read(at.director(), { no: permit.no })).verdict).toMatchObject({ outcome: 'valid', acting: { name: 'نرگس نمونه‌کار' } })
    const entry = entriesOf(at.db, 'Permit', permit.no).find(({ kind }) => kind === 'permit.sign')!
    expect(JSON.parse(entry.depends_on), 'the registry must have the delegation first').toContain(entriesOf(at.db, 'Delegation', given.digest)[0]!.op_id)
  })

  test('without one she signs nothing and opens nothing; the queue says why', async () => {
    const { id } = at.ready(1)
    expect(now(permitHandlers.queue(at.deputy(), {})).items.map(({ delegation }) => delegation)).toEqual(['delegation_absent'])
    expect(now(permitHandlers.queue(at.director(), {})).items.map(({ delegation }) => delegation)).toEqual([null])
    expect(() => permitHandlers.open(at.deputy(), { dossierId: id })).toThrow('DELEGATION_REFUSED')
    expect(now(permitHandlers.freeze(at.deputy(), { dossierIds: [id] })).dropped).toEqual([id])
  })

  test('each item is asked for itself: another county, another field, a wish for a loan', async () => {
    at.give({ counties: ['0603'], fields: ['1001'], withLoan: false })
    const [inside, county, field, loan] = [at.ready(1, { loanWanted: false }), at.ready(2, { county: '0604', loanWanted: false }), at.ready(3, { fieldCode: '1002', loanWanted: false }), at.ready(4)]
    const said = Object.fromEntries(now(permitHandlers.queue(at.deputy(), {})).items.map(({ dossierId, delegation }) => [dossierId, delegation]))
    expect([inside, county, field, loan].map(({ id }) => said[id])).toEqual([null, 'delegation_scope', 'delegation_scope', 'delegation_scope'])
    const { items, dropped } = now(permitHandlers.freeze(at.deputy(), { dossierIds: [inside.id, county.id, field.id, loan.id] }))
    expect([items.map(({ dossierId }) => dossierId), dropped]).toEqual([[inside.id], [county.id, field.id, loan.id]])
    // What the Director was shown is not the acting one's to sign.
    const { digest } = at.freeze([county.id])[0]!
    const { outcomes } = await permitHandlers.sign(at.deputy(), { items: [{ dossierId: inside.id, digest: items[0]!.digest }, { dossierId: county.id, digest }], passphrase })
    expect(outcomes).toMatchObject([{ outcome: 'signed' }, { outcome: 'failed', reason: 'delegation_scope' }])
  })

  test('not a day before, not a day after', async () => {
    at.give({ from: '1405/09/02', until: '1405/09/03' })
    const { id } = at.ready(1)
    const on = (jalali: string) => {
      at.setToday(jalali)
      return now(permitHandlers.queue(at.deputy(), {})).items.map(({ delegation }) => delegation)
    }
    expect([on('1405/09/01'), on('1405/09/02'), on('1405/09/03'), on('1405/09/04')]).toEqual([['delegation_dates'], [null], [null], ['delegation_dates']])
    at.setToday('1405/09/03')
    expect(await only(id)).toMatchObject({ outcome: 'signed' })
  })

  test('as many as were allowed, and not one more, in one batch too', async () => {
    at.give({ max: '2' })
    const ids = [1, 2, 3].map((n) => at.ready(n).id)
    expect((await at.signAs(at.deputy(), ids)).map((one) => ('reason' in one ? one.reason : one.outcome))).toEqual(['signed', 'signed', 'delegation_full'])
    expect(now(signingHandlers.delegations(at.director(), {})).items[0]).toMatchObject({ signed: 2, scope: { max: 2 } })
    expect(await at.signAs(at.director(), [ids[2]!])).toMatchObject([{ outcome: 'signed' }])
  })

  test('she who examined a dossier does not sign it, delegation or not', async () => {
    at.give()
    const { id } = at.ready(1, {}, 'deputy')
    expect(await only(id)).toMatchObject({ outcome: 'failed', reason: 'same_person' })
  })

  test('bytes fixed for one post are not signed by the other: fixed anew, under the same number', async () => {
    at.give()
    const { id } = at.ready(1)
    const [own] = at.freeze([id])
    const [hers] = now(permitHandlers.freeze(at.deputy(), { dossierIds: [id] })).items
    expect(hers!.no).toBe(own!.no)
    expect(JSON.parse(findDraft(at.db, id)!.bytes)).toMatchObject({ post: 'acting' })
    const { outcomes } = await permitHandlers.sign(at.director(), { items: [{ dossierId: id, digest: hers!.digest }], passphrase })
    expect(outcomes).toMatchObject([{ outcome: 'failed', reason: 'changed' }])
    expect(await at.signAs(at.director(), [id])).toMatchObject([{ outcome: 'signed', no: own!.no }])
  })
})

describe('taken back', () => {
  test('at once: what was shown a second before is not signed, and what was signed stays good', async () => {
    const given = at.give()
    const [first, second] = [at.ready(1), at.ready(2)]
    await at.signAs(at.deputy(), [first.id])
    const { items: [shown] } = now(permitHandlers.freeze(at.deputy(), { dossierIds: [second.id] }))
    expect(at.end(given.digest)).toMatchObject({ state: 'ended', endedBy: 'director', endReason: 'از مأموریت بازگشتم' })
    const { outcomes } = await permitHandlers.sign(at.deputy(), { items: [{ dossierId: second.id, digest: shown!.digest }], passphrase })
    expect(outcomes).toMatchObject([{ outcome: 'failed', reason: 'delegation_revoked' }])
    expect(now(permitHandlers.read(at.director(), { no: at.read(first.id).permitNo! })).verdict.outcome).toBe('valid')
    expect(verifyPermitText(findPermit(at.db, at.read(first.id).permitNo!)!.jws, trusted().keys).outcome).toBe('valid')
  })

  test('the next status list tells it to whoever holds an old trust file', () => {
    const given = at.give()
    const old = trusted().keys
    const ended = endDelegation(at.director(), { digest: given.digest, reason: 'سوءاستفاده', passphrase }, publishEnds)
    const [file] = now(permitHandlers.statusList(at.director(), {})).lists
    const list = verifyListText(file!.content, old)
    expect(list).toMatchObject({ ok: true, list: { ended: [{ del: given.digest, at: ended.endedAt }] } })
    const known = list.ok ? knowingEnds(old, [list.list]).flatMap(({ delegations = [] }) => delegations) : []
    expect(known).toMatchObject([{ digest: given.digest, endedAt: ended.endedAt }])
    expect(officeKeys(at.db).flatMap(({ delegations = [] }) => delegations)).toEqual(known)
  })
})

describe('S1-B7: permits that are taken out of force', () => {
  const proposed = async (n: number, wanted = {}) => {
    const no = await at.issue(n, wanted)
    const { id, version } = now(permitHandlers.proposeRevocation(at.as('expert'), contract.permits.proposeRevocation.input.parse({ no, reasonCode: 'inactive', reason: 'کارگاه بسته است' })))
    return { no, target: { id, version } }
  }

  test('within county and field she suspends, reinstates and revokes; the statement names her delegation', async () => {
    const given = at.give({ counties: ['0603'] })
    const { no, target } = await proposed(1)
    void permitHandlers.suspend(at.deputy(), { no, reason: 'شکایت رسید' })
    void permitHandlers.reinstate(at.deputy(), { no, reason: 'شکایت نادرست بود' })
    expect(now(permitHandlers.revoke(at.deputy(), { ...target, passphrase }))).toEqual({ status: 'revoked' })
    const entry = entriesOf(at.db, 'Permit', no).find(({ kind }) => kind === 'permit.revoke')!
    const [, payload = ''] = (JSON.parse(entry.payload) as { jws: string }).jws.split('.')
    expect(JSON.parse(Buffer.from(payload, 'base64url').toString())).toMatchObject({ k: 'revocation', post: 'acting', del: given.digest })
  })

  test('outside it, or with a delegation for permits alone, she does neither', async () => {
    at.give({ counties: ['0601'] })
    const { no, target } = await proposed(1)
    expect(() => permitHandlers.suspend(at.deputy(), { no, reason: 'شکایت رسید' })).toThrow('DELEGATION_REFUSED')
    expect(() => permitHandlers.revoke(at.deputy(), { ...target, passphrase })).toThrow('DELEGATION_REFUSED')
    expect(() => permitHandlers.dismissRevocation(at.deputy(), { ...target, reason: 'باز است' })).toThrow('DELEGATION_REFUSED')
    expect(() => permitHandlers.returnToExpert(at.deputy(), { dossierId: at.ready(2).id, version: 1, reason: 'نشانی' })).toThrow()
    at.end(now(signingHandlers.delegations(at.director(), {})).items[0]!.digest)
    at.clock.set('2026-11-21T07:00:00Z')
    at.give({ kinds: ['permit'] })
    expect(() => permitHandlers.suspend(at.deputy(), { no, reason: 'شکایت رسید' })).toThrow('DELEGATION_REFUSED')
    expect(now(permitHandlers.suspend(at.director(), { no, reason: 'شکایت رسید' }))).toMatchObject({ status: 'suspended' })
  })

  test('P12: a wrong record of death is for the Director alone', async () => {
    at.give()
    const no = await at.issue(1)
    transact(at.db, () => closePermitsOf(at.as('expert'), findPermit(at.db, no)!.nationalId, '2026-11-20'))
    const open = contract.permits.proposeRevocation.input.parse({ no, act: 'reopen', reasonCode: 'other', reason: 'زنده است' })
    const { id, version } = now(permitHandlers.proposeRevocation(at.as('expert'), open))
    expect(() => permitHandlers.revoke(at.deputy(), { id, version, passphrase })).toThrow('PRINCIPAL_ONLY')
  })
})
