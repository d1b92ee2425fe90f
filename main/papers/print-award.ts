import type { Printed } from '#contract/papers'
import type { Context } from '#main/app/ports'
import { awardById } from '#main/incentives/index'
import { printsOf } from '#db/papers/print-repo'
import { findPermit } from '#db/permits/permit-repo'
import { paperOffice, signersIn } from './paper-office'
import { printOne } from './print-one'

/**
 * A letter of commendation on A4 (S1-D2): as a draft for reading, and signed by the Director for the two signatures outside.
 * @throws Fault NOT_FOUND, PRINTER_ABSENT, PRINTER_FAILED, PRINTER_SLOW, PRINT_CANCELLED.
 */
export const printAward = (context: Context, { id, as }: { id: string; as: 'sheets' | 'printer' }, signal: AbortSignal): Promise<Printed> => {
  const { db, clock, office } = context
  const award = awardById(db, id)
  const thing = { what: 'award', id } as const
  const copy = printsOf(db, thing) + 1
  const paper = {
    form: 'award', award, signer: award.director && signersIn(context)(award.director.kid, award.director.by), asOf: clock.now().toISOString(), copy,
    office: paperOffice(context, findPermit(db, award.permitNo)?.countyCode ?? ''), test: office.training,
  } as const
  const entry = { kind: 'award.print', aggregate: { type: 'Award', id }, baseVersion: award.version, payload: { no: award.no, copy, state: award.state, as } } as const
  return printOne(context, { thing, no: award.no, paper, as, entry }, signal)
}
