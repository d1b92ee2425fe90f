import type { Printer } from '#main/app/ports'
import { createPrinter } from '#main/shells/host/printer/printer'
import type { ErrandDesk } from './errands'

/** The printer of the core's process: its windows stand in the window's program, asked for over the port. */
export const errandPrinter = ({ ask }: Pick<ErrandDesk, 'ask'>): Printer => {
  let next = 1
  return createPrinter(async () => {
    const window = next
    next += 1
    await ask('paperOpen', { window })
    return {
      run: (expression) => ask('paperRun', { window, expression }),
      pdf: async () => Buffer.from(await ask('paperPdf', { window })),
      print: () => ask('paperPrint', { window }),
      close: async () => { await ask('paperClose', { window }) },
    }
  })
}
