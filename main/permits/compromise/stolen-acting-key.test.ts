import { beforeEach, expect, test } from 'vitest'
import { contract } from '#contract'
import { judge } from '#contract/verify/judge'
import { keysOfTrustFile, signingHandlers } from '#main/signing/index'
import { findPermit } from '#db/permits/permit-repo'
import { findStatusList } from '#db/permits/status-list-repo'
import { createActingOffice, type ActingOffice } from '../testing/acting-office'
import { now, passphrase } from '../testing/permit-office'
import { permitHandlers } from '../permit-handlers'
import { verifyListText } from '../status-list/index'
import { verifyPermitText } from '../verify-permit'

let at: ActingOffice
beforeEach(() => { at = createActingOffice() })

const exported = () => now(signingHandlers.trustFile(at.director(), {}))
const signedByDeputy = async (n: number) => {
  const { id } = at.ready(n)
  await at.signAs(at.deputy(), [id])
  return findPermit(at.db, at.read(id).permitNo!)!
}
const declareStolen = (kid: string, since: string) => {
  const { digest, since: exact } = now(permitHandlers.compromiseDrill(at.director(), { kid, since }))
  return now(permitHandlers.declareCompromise(at.director(), contract.permits.declareCompromise.input.parse({ kid, since: exact, digest, reason: 'توکن جانشین گم شده است', passphrase })))
}

test('a stolen key of an acting director: outside the office no list vouches for it, whatever hour and place it writes', async () => {
  const { toKid } = at.give()
  const early = await signedByDeputy(1)
  at.clock.set('2026-11-21T12:00:00Z')
  const late = await signedByDeputy(2)
  const before = exported()
  declareStolen(toKid, '2026-11-21T10:00:00Z')
  const { content, digest } = exported()
  expect(digest, 'who pinned the file by its own words compares them again').not.toBe(before.digest)
  expect(JSON.parse(content)).toMatchObject({ v: 2, stolen: [{ kid: toKid, since: '2026-11-21T10:00:00Z' }] })
  const { keys, stolen } = keysOfTrustFile(content)!
  expect(stolen).toEqual([{ kid: toKid, since: '2026-11-21T10:00:00Z' }])
  expect(verifyPermitText(late.jws, keys)).toEqual({ outcome: 'invalid', reason: 'signer_unknown' })
  const verdict = verifyPermitText(early.jws, keys)
  expect(verdict).toMatchObject({ outcome: 'valid', lost: true, acting: { name: 'نرگس نمونه‌کار' } })
  const list = verifyListText(findStatusList(at.db, '0600-1')!.jws, keys)
  if (verdict.outcome !== 'valid' || !list.ok) throw new Error('both are good')
  // A place that no permit has: the list calls it valid, and the verifier must not.
  expect(judge({ ...verdict.payload, st: '0600-1:131071', lost: verdict.lost ?? false }, [list.list], at.clock.now())).toMatchObject({ state: 'unknown', why: 'key_lost' })
})

test('the office itself goes by its register: what the stolen acting key signed there is read as before', async () => {
  const { toKid } = at.give()
  const permit = await signedByDeputy(1)
  declareStolen(toKid, '2026-11-21T05:00:00Z')
  expect(permitHandlers.verify(at.as('clerk'), { text: permit.jws })).toMatchObject({ verdict: { outcome: 'valid' }, registered: true, standing: { status: 'suspended' } })
})

test('a stolen key of a Director is an entry of its own, and an office without stolen acting keys says nothing more', async () => {
  at.give()
  expect(JSON.parse(exported().content)).not.toHaveProperty('stolen')
  const kid = at.db.prepare<[], string>("SELECT kid FROM signing_keys WHERE kid LIKE 'd-%'").pluck().get()!
  declareStolen(kid, '2026-11-21T06:12:09Z')
  expect(JSON.parse(exported().content)).not.toHaveProperty('stolen')
})
