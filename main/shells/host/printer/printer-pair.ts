import { availableParallelism } from 'node:os'
import type { Printer, PrintJob, TitledPaper } from '#main/app/ports'
import { createPrinter, type PaperWindow, type PrinterLimits, type WindowPrinter } from './printer'

/** Fewer documents are done before a second engine has started. */
const forTwo = 20

/**
 * The printer of an office: one window for everything, and beside it a second one while many documents are made, each on its
 * own. The second one only helps: what it could not draw, for want of memory or because it died, the first one draws.
 * @param open makes a window whose page is loaded; its Fault PRINTER_ABSENT passes through.
 */
export const createPrinterPair = (open: () => Promise<PaperWindow>, limits?: PrinterLimits, processors = availableParallelism()): Printer => {
  const first = createPrinter(open, limits)
  const second = createPrinter(open, limits)
  return {
    ...first,
    drawEach: (papers, job) => drawEach(first, papers.length >= forTwo && processors > 1 ? second : null, papers, job),
    close: async () => { await Promise.all([first.close(), second.close()]) },
  }
}

const drawEach = async (
  first: WindowPrinter, helper: WindowPrinter | null, papers: readonly TitledPaper[], { signal, onDrawn }: Omit<PrintJob, 'title'>,
): Promise<Buffer[]> => {
  const made: Buffer[] = []
  const waiting = papers.map((_, at) => at)
  let done = 0
  const drawAll = async (by: WindowPrinter): Promise<void> => {
    for (let at = waiting.shift(); at !== undefined; at = waiting.shift()) {
      const { paper, title } = papers[at]!
      try {
        made[at] = await by.draw([paper], { title, signal, onDrawn: () => undefined })
      } catch (error) {
        waiting.unshift(at)
        throw error
      }
      onDrawn(done += 1)
    }
  }
  const own = drawAll(first)
  const helping = helper ? drawAll(helper).catch(() => undefined) : undefined
  try {
    await own
    await helping
    // What the helper gave back when the first one had nothing left to do.
    await drawAll(first)
  } catch (error) {
    waiting.length = 0
    await helping
    throw error
  }
  return made
}
