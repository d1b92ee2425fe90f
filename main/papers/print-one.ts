import type { Paper, Printed } from '#contract/papers'
import { Fault } from '#main/app/fault'
import type { Context } from '#main/app/ports'
import { appendEntry, type NewEntry } from '#main/ledger/index'
import { insertPrint, type PrintedThing } from '#db/papers/print-repo'
import { transact } from '#db/transact'
import { printerOf } from './print-permits'

export type OnePrint = { thing: PrintedThing; no: string; paper: Paper; as: 'sheets' | 'printer'; entry: NewEntry }

/**
 * Prints one letter: drawn, and only then counted and logged, so that what failed or was cancelled was never printed.
 * @throws Fault PRINTER_ABSENT, PRINTER_FAILED, PRINTER_SLOW, PRINT_CANCELLED.
 */
export const printOne = async (context: Context, { thing, no, paper, as, entry }: OnePrint, signal: AbortSignal): Promise<Printed> => {
  const { db, clock, actor } = context
  const printer = printerOf(context)
  const job = { title: no, signal, onDrawn: () => undefined }
  if (as === 'printer' && !printer.print) throw new Fault('PRINTER_ABSENT')
  const file: Printed['file'] = as === 'printer' ? null : { name: `${no}.pdf`, type: 'application/pdf', base64: (await printer.draw([paper], job)).toString('base64') }
  if (as === 'printer' && !(await printer.print?.([paper], job))) throw new Fault('PRINT_CANCELLED')
  transact(db, () => {
    insertPrint(db, thing, paper.copy, clock.now().toISOString(), actor.username)
    appendEntry(context, entry)
  })
  return { file, printed: 1, reprints: paper.copy > 1 ? 1 : 0, marked: [] }
}
