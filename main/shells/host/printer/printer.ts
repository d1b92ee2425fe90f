import type { Paper } from '#contract/papers'
import { Fault } from '#main/app/fault'
import type { PrintJob, Printer } from '#main/app/ports'

/** A hidden window with the print page in it (renderer/paper-page), whatever engine shows it. */
export type PaperWindow = {
  /** Runs an expression in the page and waits for what it promises. Rejects when the page throws or is gone. */
  run(expression: string): Promise<unknown>
  pdf(): Promise<Buffer>
  /** The system's own dialog. @returns whether it was printed */
  print?(): Promise<boolean>
  /** Ends the window at once, also one that no longer answers. */
  close(): Promise<void>
}

export type PrinterLimits = {
  /** Papers handed to the page in one step: progress and cancelling happen between steps. */
  step: number
  /** How long one step, or one PDF and each hundred papers in it, may take before the window is given up. */
  stepMs: number
  /** A window nobody used for so long is closed: it holds a hundred megabytes. */
  idleMs: number
  /** A window is replaced after so many papers, so that no leak of an engine grows with the day. */
  papersPerWindow: number
}

export const printerLimits: PrinterLimits = { step: 20, stepMs: 30_000, idleMs: 90_000, papersPerWindow: 4000 }

/** Base64 in a JSON string is the only thing that crosses into the page: nothing of a paper is ever read as code. */
const call = (verb: 'begin' | 'add' | 'ready', value: unknown): string =>
  `mohrPaper.${verb}(${JSON.stringify(Buffer.from(JSON.stringify(value)).toString('base64'))})`

/** What the page is asked to do, a step at a time: a single paper is begun, drawn and settled in one way there and back. */
const stepsOf = (papers: readonly Paper[], title: string, step: number): { calls: string[]; upTo: number }[] => {
  const chunks = Array.from({ length: Math.ceil(papers.length / step) }, (_, i) => papers.slice(i * step, (i + 1) * step))
  return chunks.map((chunk, i) => ({
    calls: [...(i === 0 ? [call('begin', { title })] : []), call('add', chunk), ...(i === chunks.length - 1 ? [call('ready', {})] : [])],
    upTo: i * step + chunk.length,
  }))
}

/** What one window does. */
export type WindowPrinter = Omit<Printer, 'drawEach'>

/**
 * A printer over any engine: one job at a time, one window for many jobs, a bound on every step, and a fresh window after
 * anything went wrong.
 * @param open makes a window whose page is loaded; its Fault PRINTER_ABSENT passes through.
 */
export const createPrinter = (open: () => Promise<PaperWindow>, limits: PrinterLimits = printerLimits): WindowPrinter => {
  let window: PaperWindow | null = null
  let used = 0
  let last: Promise<unknown> = Promise.resolve()
  let idle: ReturnType<typeof setTimeout> | undefined

  const drop = async (): Promise<void> => {
    const gone = window
    window = null
    used = 0
    await gone?.close().catch(() => undefined)
  }
  const opened = async (): Promise<PaperWindow> => {
    if (used >= limits.papersPerWindow) await drop()
    window ??= await within(open(), limits.stepMs)
    return window
  }
  const drawn = async (papers: readonly Paper[], { title, signal, onDrawn }: PrintJob): Promise<PaperWindow> => {
    refuseCancelled(signal)
    const page = await opened()
    for (const { calls, upTo } of stepsOf(papers, title, limits.step)) {
      refuseCancelled(signal)
      await within(page.run(`(async () => { ${calls.map((one) => `await ${one};`).join(' ')} })()`), limits.stepMs)
      onDrawn(upTo)
    }
    used += papers.length
    refuseCancelled(signal)
    return page
  }
  const job = <T>(work: () => Promise<T>): Promise<T> => {
    const mine = last.then(async () => {
      clearTimeout(idle)
      try {
        return await work()
      } catch (error) {
        // A cancelled page is sound; one that failed or hangs is not asked again.
        if (!(error instanceof Fault && error.code === 'PRINT_CANCELLED')) await drop()
        throw error instanceof Fault ? error : new Fault('PRINTER_FAILED')
      } finally {
        idle = setTimeout(() => void drop(), limits.idleMs)
        idle.unref()
      }
    })
    last = mine.catch(() => undefined)
    return mine
  }
  return {
    draw: (papers, given) => job(async () => {
      const page = await drawn(papers, given)
      const pdf = await within(page.pdf(), limits.stepMs * (1 + papers.length / 100))
      if (!pdf.subarray(0, 5).equals(Buffer.from('%PDF-'))) throw new Error('no PDF')
      return pdf
    }),
    print: (papers, given) => job(async () => {
      const page = await drawn(papers, given)
      if (!page.print) throw new Error('this engine has no dialog')
      // A person stands before the dialog: no clock runs.
      return page.print()
    }),
    close: async () => {
      clearTimeout(idle)
      await last
      clearTimeout(idle)
      await drop()
    },
  }
}

const refuseCancelled = (signal: AbortSignal): void => {
  if (signal.aborted) throw new Fault('PRINT_CANCELLED')
}

/** @throws Fault PRINTER_SLOW when it takes longer. */
const within = async <T>(work: Promise<T>, ms: number): Promise<T> => {
  let timer: ReturnType<typeof setTimeout> | undefined
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => { reject(new Fault('PRINTER_SLOW')) }, ms)
  })
  try {
    return await Promise.race([work, late])
  } finally {
    clearTimeout(timer)
    // Whoever lost the race may still fail, and nobody waits for it any more.
    work.catch(() => undefined)
  }
}
