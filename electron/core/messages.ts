import type { EventName, Events, Result } from '#contract'
import type { Config } from '#contract/config'
import type { LockReason } from '#contract/events'
import type { SecretStoreState } from '#contract/machine-lock'
import type { Capabilities } from '#contract/office'

/** What only the window's program can do for the core, asked over the port. */
export type Errands = {
  /** Starts a Node program; what it prints and its end come back as `printed` and `ended` of the same number. */
  startProcess: { input: { process: number; entry: string; args: string[] }; answer: null }
  killProcess: { input: { process: number }; answer: null }
  /** A hidden window with the print page, and what is done in it. */
  paperOpen: { input: { window: number }; answer: null }
  paperRun: { input: { window: number; expression: string }; answer: unknown }
  paperPdf: { input: { window: number }; answer: Uint8Array }
  paperPrint: { input: { window: number }; answer: boolean }
  secretState: { input: Record<string, never>; answer: SecretStoreState }
  /** Base64 in and out. */
  secretWrap: { input: { secret: string }; answer: string }
  secretUnwrap: { input: { wrapped: string }; answer: string }
  paperClose: { input: { window: number }; answer: null }
}
export type ErrandName = keyof Errands
export type Errand = { [N in ErrandName]: { t: 'errand'; id: number; name: N; input: Errands[N]['input'] } }[ErrandName]

/** From the window's program to the core's process. */
export type ToCore =
  | { t: 'start'; home: string; capabilities: Capabilities; registry: string; config: Config }
  | { t: 'open' | 'close'; page: number }
  | { t: 'call'; page: number; id: number; name: string; input: unknown }
  | { t: 'lock'; reason: LockReason }
  | { t: 'stop' }
  | { t: 'errandDone'; id: number; answer: unknown }
  | { t: 'errandFailed'; id: number; message: string }
  | { t: 'printed'; process: number; bytes: Uint8Array }
  | { t: 'ended'; process: number }

/** From the core's process to the window's program. */
export type FromCore =
  | { t: 'ready' }
  | { t: 'inUse'; holder: number | null }
  /** The data folder can't be made or written. */
  | { t: 'unusable' }
  | { t: 'answer'; id: number; result: Result<unknown> }
  | { t: 'push'; event: EventName; payload: Events[EventName] }
  | Errand
  | { t: 'stopped' }
