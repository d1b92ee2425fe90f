import type { Printed } from '#contract/papers'
import { Fault } from '#main/app/fault'
import type { Context } from '#main/app/ports'
import { awardById } from '#main/incentives/index'
import { appendEntry } from '#main/ledger/index'
import { insertPrint, printsOf } from '#db/papers/print-repo'
import { findPermit } from '#db/permits/permit-repo'
import { transact } from '#db/transact'
import { paperOffice, signersIn } from './paper-office'
import { printerOf } from './print-permits'

/**
 * A letter of commendation on A4 (S1-D2): as a draft for reading, and signed by the Director for the two signatures outside.
 * @throws Fault NOT_FOUND, PRINTER_ABSENT, PRINTER_FAILED, PRINTER_SLOW, PRINT_CANCELLED.
 */
export const printAward = async (context: Context, { id, as }: { id: string; as: 'sheets' | 'printer' }, signal: AbortSignal): Promise<Printed> => {
  const { db, clock, office, actor } = context
  const award = awardById(db, id)
  const thing = { what: 'award', id } as const
  const copy = printsOf(db, thing) + 1
  const printer = printerOf(context)
  const paper = {
    form: 'award', award, signer: award.director && signersIn(context)(award.director.kid, award.director.by), asOf: clock.now().toISOString(), copy,
    office: paperOffice(context, findPermit(db, award.permitNo)?.countyCode ?? ''), test: office.training,
  } as const
  const job = { title: award.no, signal, onDrawn: () => undefined }
  if (as === 'printer' && !printer.print) throw new Fault('PRINTER_ABSENT')
  const file: Printed['file'] = as === 'printer' ? null : { name: `${award.no}.pdf`, type: 'application/pdf', base64: (await printer.draw([paper], job)).toString('base64') }
  if (as === 'printer' && !(await printer.print?.([paper], job))) throw new Fault('PRINT_CANCELLED')
  transact(db, () => {
    insertPrint(db, thing, copy, clock.now().toISOString(), actor.username)
    appendEntry(context, { kind: 'award.print', aggregate: { type: 'Award', id }, baseVersion: award.version, payload: { no: award.no, copy, state: award.state, as } })
  })
  return { file, printed: 1, reprints: copy > 1 ? 1 : 0, marked: [] }
}
