import type { Printer } from '#main/app/ports'
import { createPrinterPair } from '#main/shells/host/printer/printer-pair'
import type { ErrandDesk } from './errands'

/** The printer of the core's process: its windows stand in the window's program, asked for over the port. */
export const errandPrinter = ({ ask }: Pick<ErrandDesk, 'ask'>): Printer => {
  let next = 1
  return createPrinterPair(async () => {
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
