import type { PermitPaper, Printed, PrintForm } from '#contract/papers'
import { jalaliText } from '#contract/values/jalali'
import { Fault } from '#main/app/fault'
import type { Context, Printer } from '#main/app/ports'
import { appendEntry } from '#main/ledger/index'
import { printsOf, insertPrint } from '#db/papers/print-repo'
import { permitVersion } from '#db/permits/status-repo'
import { RowStale } from '#db/faults'
import { transact } from '#db/transact'
import { zipOf } from './zip'
import { paperMaker } from './permit-paper'

const inForce = new Set(['valid', 'conditional'])

/** @throws Fault PRINTER_ABSENT where the host has none. */
export const printerOf = ({ printer }: Pick<Context, 'printer'>): Printer => {
  if (!printer) throw new Fault('PRINTER_ABSENT')
  return printer
}

const pdf = 'application/pdf' as const

/**
 * Prints permits in the order given: gathered and checked one by one, drawn, and only then counted and logged, so that what
 * failed or was cancelled was never printed. A print that another one overtook is not handed out.
 * @throws Fault NOT_FOUND, PERMIT_DAMAGED {no}, PRINTER_ABSENT, PRINTER_FAILED, PRINTER_SLOW, PRINT_CANCELLED; RowStale.
 */
export const printPermits = async (context: Context, input: { nos: readonly string[]; as: PrintForm }, signal: AbortSignal): Promise<Printed> => {
  const nos = [...new Set(input.nos)]
  const printer = printerOf(context)
  const total = nos.length
  const tell = (done: number): void => { context.emit('print.progress', { by: context.actor.username, done, total }) }
  const made = await gather(context, nos, signal)
  tell(0)
  const file = await fileOf(context, printer, made, input.as, signal, tell)
  if (file === 'closed') throw new Fault('PRINT_CANCELLED')
  log(context, made, input.as)
  return {
    file, printed: total, reprints: made.filter(({ copy }) => copy > 1).length,
    marked: made.flatMap((paper, i) => (inForce.has(paper.status) ? [] : [nos[i]!])),
  }
}

const gather = async (context: Context, nos: readonly string[], signal: AbortSignal): Promise<PermitPaper[]> => {
  const paperOf = paperMaker(context)
  const made: PermitPaper[] = []
  for (const no of nos) {
    if (signal.aborted) throw new Fault('PRINT_CANCELLED')
    made.push(await paperOf(no, 'print'))
    // Other calls of the office are answered between two papers.
    await new Promise((resolve) => { setImmediate(resolve) })
  }
  return made
}

const numberOf = ({ bytes }: PermitPaper): string => (JSON.parse(bytes) as { no: string }).no

const fileOf = async (
  context: Context, printer: Printer, made: readonly PermitPaper[], as: PrintForm, signal: AbortSignal, tell: (done: number) => void,
): Promise<Printed['file'] | 'closed'> => {
  const title = made.length === 1 ? numberOf(made[0]!) : `${context.office.name}، ${made.length}`
  if (as === 'printer') {
    if (!printer.print) throw new Fault('PRINTER_ABSENT')
    return (await printer.print(made, { title, signal, onDrawn: tell })) ? null : 'closed'
  }
  if (as === 'sheets') {
    const drawn = await printer.draw(made, { title, signal, onDrawn: tell })
    return { name: made.length === 1 ? `${title}.pdf` : `permits-${day(context)}-${made.length}.pdf`, type: pdf, base64: drawn.toString('base64') }
  }
  const drawn = await printer.drawEach(made.map((paper) => ({ paper, title: numberOf(paper) })), { signal, onDrawn: tell })
  const files = drawn.map((bytes, i) => ({ name: `${numberOf(made[i]!)}.pdf`, bytes }))
  return { name: `permits-${day(context)}-${made.length}.zip`, type: 'application/zip', base64: zipOf(files, context.clock.now()).toString('base64') }
}

const day = ({ clock }: Context): string => jalaliText(clock.today()).replaceAll('/', '')

const log = (context: Context, made: readonly PermitPaper[], as: PrintForm): void => {
  const { db, clock, actor } = context
  transact(db, () => {
    for (const paper of made) {
      const thing = { what: 'permit', id: numberOf(paper) } as const
      if (printsOf(db, thing) + 1 !== paper.copy) throw new RowStale(thing.id)
      insertPrint(db, thing, paper.copy, clock.now().toISOString(), actor.username)
      appendEntry(context, {
        kind: 'permit.print', aggregate: { type: 'Permit', id: thing.id }, baseVersion: permitVersion(db, thing.id),
        payload: { no: thing.id, digest: paper.digest, copy: paper.copy, status: paper.status, as },
      })
    }
  })
}
