import type { Printed, ReferralPaper } from '#contract/papers'
import type { ReferralPayload } from '#contract/referrals'
import { Fault } from '#main/app/fault'
import type { Context } from '#main/app/ports'
import { officeKeys, verifyJws } from '#main/signing/index'
import { findBank, findCounty } from '#db/catalogues/catalogue-repo'
import { printsOf } from '#db/papers/print-repo'
import { findPermit } from '#db/permits/permit-repo'
import { findReferral, type ReferralRow } from '#db/referrals/referral-repo'
import { paperOffice, signersIn } from './paper-office'
import { printOne } from './print-one'

type Signed = ReferralRow & Record<'no' | 'bytes' | 'digest' | 'jws' | 'kid' | 'signedBy', string>
const isSigned = (row: ReferralRow): row is Signed => row.jws !== null && row.no !== null

/** Nothing is printed that a bank's own check would refuse, or that says something else than the row beside it. */
const isSound = (context: Context, row: Signed): boolean => {
  const check = verifyJws(row.jws, 'referral+jws', officeKeys(context.db))
  if (!check.ok || check.text !== row.bytes || check.key.kid !== row.kid) return false
  // Bytes that verify were written by this program.
  const { no, amt, bank, jobs, yr, on } = check.value as ReferralPayload
  return no === row.no && amt === row.amountRial && bank === row.bankCode && jobs === row.jobs && yr === row.year && on === row.issuedOn
}

/**
 * The letter that introduces a holder to an agent bank (S0-08, S4-01), on the office's letterhead, with the signed referral in its QR code.
 * @throws Fault NOT_FOUND, REFERRAL_STATE {state} before it is signed, REFERRAL_DAMAGED {no} when row and signature no longer belong
 * together, PRINTER_ABSENT, PRINTER_FAILED, PRINTER_SLOW, PRINT_CANCELLED.
 */
export const printReferral = (context: Context, { id, as }: { id: string; as: 'sheets' | 'printer' }, signal: AbortSignal): Promise<Printed> => {
  const { db, clock } = context
  const row = findReferral(db, id)
  const permit = row && findPermit(db, row.permitNo)
  if (!permit) throw new Fault('NOT_FOUND')
  if (!isSigned(row)) throw new Fault('REFERRAL_STATE', { state: row.state })
  if (!isSound(context, row)) throw new Fault('REFERRAL_DAMAGED', { no: row.no })
  const thing = { what: 'referral', id } as const
  const paper: ReferralPaper = {
    form: 'referral', jws: row.jws, bytes: row.bytes, digest: row.digest, state: row.state, nationalId: permit.nationalId,
    company: permit.face.representative !== undefined, permitNo: permit.no, permitIssuedOn: permit.issuedOn, fieldTitle: permit.fieldTitle,
    countyTitle: findCounty(db, permit.countyCode)?.title ?? permit.countyCode, bankTitle: findBank(db, row.bankCode)?.title ?? row.bankCode,
    branch: row.branch, need: row.need, capacity: row.capacity, signer: signersIn(context)(row.kid, row.signedBy), asOf: clock.now().toISOString(),
    copy: printsOf(db, thing) + 1, office: paperOffice(context, permit.countyCode),
  }
  const entry = {
    kind: 'referral.print', aggregate: { type: 'BankReferral', id }, baseVersion: row.version,
    payload: { no: row.no, digest: row.digest, copy: paper.copy, state: row.state, as },
  } as const
  return printOne(context, { thing, no: row.no, paper, as, entry }, signal)
}
