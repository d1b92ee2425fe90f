import type { EventName, Events } from '#contract'
import type { Config } from '#contract/config'
import type { Role } from '#contract/define'
import type { SecretStoreState } from '#contract/machine-lock'
import type { Capabilities } from '#contract/office'
import type { Paper } from '#contract/papers'
import type { IsoDay } from '#contract/values/jalali'
import type { Writer } from '#db/handle'

/** What a shell or a test supplies for time: the only clock in the core. */
export type Clock = { now(): Date; today(): IsoDay }

/** Diagnostics without personal data: codes, counts, references. */
export type Log = { write(level: 'info' | 'warn' | 'error', event: string, facts?: Record<string, string | number | boolean>): void }

export type Emit = <E extends EventName>(event: E, payload: Events[E]) => void

/** Who is acting. `role` is the one under which the present operation was allowed. */
export type Actor = { username: string; displayName: string; role: Role | 'system' }

/** The only way to a user's own key: the passphrase just typed. Counts wrong tries. */
export type Vault = {
  /** @throws Fault PASSPHRASE_DELAYED {waitSeconds}, PASSPHRASE_WRONG {failures, waitSeconds}. */
  openUserKey(username: string, passphrase: string): Buffer
}

export type Office = { name: string; unit: string; training: boolean }

/** The built page with which banks check permits; null where the program was built without it. */
export type BankPage = () => string | null

/** What every handler of an open office gets. */
export type Context = { db: Writer; clock: Clock; actor: Actor; office: Office; vault: Vault; emit: Emit; log: Log; home: string; printer?: Printer; bankPage?: BankPage; config?: Config }

export type PrintJob = {
  /** The PDF's own title. */
  title: string
  /** Aborted when the person no longer wants it. */
  signal: AbortSignal
  onDrawn: (done: number) => void
}

export type TitledPaper = { paper: Paper; title: string }

/** A browser engine that draws papers on A4. A page is kept and used for many; jobs wait for one another. */
export type Printer = {
  /**
   * Draws papers one after the other into one tagged PDF.
   * @throws Fault PRINTER_ABSENT, PRINTER_FAILED, PRINTER_SLOW, PRINT_CANCELLED.
   */
  draw(papers: readonly Paper[], job: PrintJob): Promise<Buffer>
  /** Draws each into a PDF of its own, many of them in two pages side by side. @returns the PDFs in the order of the papers; same errors. */
  drawEach(papers: readonly TitledPaper[], job: Omit<PrintJob, 'title'>): Promise<Buffer[]>
  /** The same through the system's print dialog, where the host has one. @returns false when the person closed it. */
  print?(papers: readonly Paper[], job: PrintJob): Promise<boolean>
  close(): Promise<void>
}

export type TrainingRegistry = { url: string; controlUrl: string; enrolCode: () => Promise<string>; stop: () => Promise<void> }

/** The system's own keeper of secrets for this user on this machine. */
export type SecretStore = {
  state(): Promise<SecretStoreState>
  wrap(secret: Buffer): Promise<string>
  /** @throws when it was wrapped elsewhere, or the store refuses. */
  unwrap(wrapped: string): Promise<Buffer>
}

/** The program around the core. */
export type Host = {
  kind: 'electron' | 'loopback' | 'cli'
  /** What it leaves out it can't do. */
  capabilities: Partial<Capabilities>
  /** Starts the reference registry of a training office as a process of its own. */
  startTrainingRegistry?: (home: string, unit: string) => Promise<TrainingRegistry>
  printer?: Printer
  secretStore?: SecretStore
  bankPage?: BankPage
  /** What the machine's IT decided; left out, nothing was. */
  config?: Config
}

/**
 * One piece of the daily round (main/app/daily-round.ts). Each call is one transaction over a few rows above `after` ('' at
 * first); `next` is null when nothing is left. Doing the same day twice does nothing the second time: a crash repeats it.
 */
export type DailyStep = {
  name: string
  chunk: (context: Context, today: IsoDay, after: string) => { done: number; next: string | null }
}
