import { beforeEach, describe, expect, test } from 'vitest'
import { contract } from '#contract'
import { quotaHandlers } from '#main/quotas/index'
import { referralHandlers } from '#main/referrals/index'
import { entriesOf } from '#db/ledger/ledger-repo'
import { findPermit } from '#db/permits/permit-repo'
import { findReferral } from '#db/referrals/referral-repo'
import { transact } from '#db/transact'
import { applyCentralOrder } from './central-orders'
import { closePermitsOf } from './close-by-death'
import { expirePermits } from './daily-steps'
import { permitHandlers } from './permit-handlers'
import { createPermitOffice, now, passphrase, type PermitOffice } from './testing/permit-office'

let office: PermitOffice
beforeEach(() => {
  office = createPermitOffice()
  office.db.prepare("INSERT INTO settings (key, value, at) VALUES ('permitValidityMonths', '1', '')").run()
  now(quotaHandlers.saveYear(office.as('expert'), contract.quotas.saveYear.input.parse({
    year: 1405, provincialQuotaRial: 20_000_000_000, independentCeilingRial: 1_000_000_000, absorbBy: '', bankCodes: ['022'],
  })))
})

/** A referral as far as the bank has it: its letter is signed and numbered. */
const issuedReferral = (permitNo: string): string => {
  const { id } = now(referralHandlers.prepare(office.as('expert'), contract.referrals.prepare.input.parse({
    permitNo, bankCode: '022', branch: '4411', amountRial: 800_000_000, need: 'خرید چرخ خیاطی', capacity: 'کارگاه', jobs: 1,
  })))
  office.db.prepare(`
    UPDATE referrals SET state = 'issued', no = 'R-' || id, issued_on = '2026-11-21', bytes = '{}', digest = 'd', jws = 'j', kid = 'k', signed_by = 'director',
      submitted_by = 'expert' WHERE id = ?`).run(id)
  return id
}

const ends: [string, (no: string) => unknown, boolean][] = [
  ['P04 suspended', (no) => permitHandlers.suspend(office.as('director'), { no, reason: 'گزارش خلاف' }), true],
  ['P07 revoked', (no) => {
    const { id, version } = now(permitHandlers.proposeRevocation(office.as('expert'), { no, act: 'revoke', reasonCode: 'inactive', reason: 'بسته است' }))
    return permitHandlers.revoke(office.as('director'), { id, version, passphrase })
  }, true],
  ['P13 revoked by the centre', (no) => {
    applyCentralOrder(office.as('system_manager'), { permit_no: no, to: 'revoked', authority: 'مرکز', order_no: '۱', ordered_on: '2026-11-20', reason: 'دستور' })
  }, true],
  ['P09 run out', () => {
    office.setToday('1405/10/02')
    return expirePermits(office.as('director'), office.clock.today())
  }, true],
  ['P11 closed by death', (no) => transact(office.db, () => closePermitsOf(office.as('expert'), findPermit(office.db, no)!.nationalId, '2026-11-20')), false],
]

describe('S4-08: only a permit in force goes to the bank', () => {
  test.each(ends)('S0-08: a permit that is %s takes its open referral with it, in the same commit', async (_, end, heard) => {
    const no = await office.issue(1)
    const other = await office.issue(2)
    const [mine, theirs] = [issuedReferral(no), issuedReferral(other)]
    const { dossierId } = findPermit(office.db, no)!
    if (heard) await end(no)
    else end(no)
    expect(findReferral(office.db, mine)).toMatchObject({ state: 'withdrawn' })
    expect(entriesOf(office.db, 'BankReferral', mine).at(-1)!.kind).toBe('referral.withdraw')
    expect(office.told(dossierId).includes('referral.withdrawn')).toBe(heard)
    if (!_.startsWith('P09')) expect(findReferral(office.db, theirs)?.state).toBe('issued')
  })

  test('S0-08: a draft is withdrawn too, silently: the applicant had not heard of it', async () => {
    const no = await office.issue(1)
    const { id } = now(referralHandlers.prepare(office.as('expert'), contract.referrals.prepare.input.parse({
      permitNo: no, bankCode: '022', branch: '', amountRial: 800_000_000, need: 'خرید چرخ خیاطی', capacity: 'کارگاه', jobs: 1,
    })))
    now(permitHandlers.suspend(office.as('director'), { no, reason: 'گزارش خلاف' }))
    expect(findReferral(office.db, id)?.state).toBe('withdrawn')
    expect(office.told(findPermit(office.db, no)!.dossierId)).not.toContain('referral.withdrawn')
    expect(() => now(referralHandlers.submit(office.as('expert'), { id, version: 2 }))).toThrow(expect.objectContaining({ code: 'REFERRAL_STATE' }))
  })

  test('S1-B7: REF-11 counts the paper that was handed in later', async () => {
    const no = await office.issue(1, { pending: true })
    const skill = () => now(referralHandlers.prepare(office.as('expert'), contract.referrals.prepare.input.parse({
      permitNo: no, bankCode: '022', branch: '', amountRial: 800_000_000, need: 'خرید', capacity: 'کارگاه', jobs: 1,
    }))).evaluation.outcomes.find(({ gate }) => gate === 'REF-11')
    now(permitHandlers.acceptSkillEvidence(office.as('expert'), { no, evidence: 'experience', paperNo: '۱', issuedOn: '2026-11-20' }))
    expect(skill()).toMatchObject({ result: 'pass' })
  })
})
