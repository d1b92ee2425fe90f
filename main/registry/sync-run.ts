import type { SyncProblem, SyncReport } from '#contract/registry'
import type { Context } from '#main/app/ports'
import type { DeviceRow } from '#db/registry/device-repo'
import type { Change } from '#contract/wire/changes'
import type { Pace } from './back-off'
import type { RegistryApi } from './registry-api'

/** Applies one change to this office's rows, inside the page's transaction. A Fault keeps the change for later. */
export type Applier = (context: Context, item: Change) => void

export type SyncPorts = {
  /** Runs after the handshake and the pull, before anything is sent: the ledger is sealed there. */
  beforePush?: (context: Context) => Promise<void>
  /** By change type; a type without an applier is kept verbatim. */
  appliers: Readonly<Record<string, Applier>>
  pace: Pace
  /** Longest silence of the registry within one request. */
  timeoutMs: number
  /** Longest sum of waits in one run; beyond it the run ends and says when to come back. */
  patienceMs: number
  /** Whether a process of this machine still lives: a dead one's lease is void. */
  isAlive(pid: number): boolean
}

export type Tally = Pick<SyncReport,
  'pushed' | 'accepted' | 'duplicates' | 'conflicts' | 'rejected' | 'deferred' | 'pulled' | 'receipts'>

/** What the steps of one run share. */
export type SyncRun = {
  context: Context
  ports: SyncPorts
  device: DeviceRow
  api: RegistryApi
  tally: Tally
  problems: SyncProblem[]
  /** Streams with something new, as the last handshake told. */
  pending: Set<string>
  /** Extends the lease; throws SyncStop 75 when somebody else took it. */
  renew(): void
}

export const emptyTally = (): Tally => ({
  pushed: 0, accepted: 0, duplicates: 0, conflicts: 0, rejected: 0, deferred: 0, pulled: 0, receipts: 0,
})

/** At most 100 problems are told: a report is read by people. */
export const report = (run: Pick<SyncRun, 'problems'>, code: string, opId: string | null = null, detail: string | null = null): void => {
  if (run.problems.length < 100) run.problems.push({ code, opId, detail })
}
