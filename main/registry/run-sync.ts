import type { ExitCode, SyncReport } from '#contract/registry'
import { Fault } from '#main/app/fault'
import type { Context } from '#main/app/ports'
import { appendEntry } from '#main/ledger/index'
import { wayOf } from '#main/network/index'
import { countUnapplied, listUnapplied } from '#db/registry/change-repo'
import { countStates } from '#db/registry/delivery-list-repo'
import { readDevice, type DeviceRow } from '#db/registry/device-repo'
import { endRun, startRun } from '#db/registry/run-repo'
import { transact } from '#db/transact'
import { collectReceipts } from './collect-receipts'
import { takeLease } from './lease'
import { resolveInFlight } from './look-up'
import { pullChanges } from './pull-changes'
import { pushOperations } from './push-operations'
import { registryApi } from './registry-api'
import { shakeHands } from './shake-hands'
import { emptyTally, report, type SyncPorts, type SyncRun } from './sync-run'
import { SyncStop } from './sync-stop'
import { openTransport, type Meter } from './transport'
import { isStorageFault } from './apply-change'

/**
 * One run of delivery, from whatever state the last one left: handshake, pull, push, receipts. What was pulled may
 * write new operations, so pushing comes after it.
 * @returns the report; every ending has an exit code and none is an exception.
 * @throws Fault DEVICE_NOT_ENROLLED.
 */
export const runSync = async (context: Context, ports: SyncPorts): Promise<SyncReport> => {
  const { db, clock } = context
  const device = readDevice(db)
  if (!device) throw new Fault('DEVICE_NOT_ENROLLED')
  const started = clock.now()
  const lease = takeLease(db, { clock, isAlive: ports.isAlive })
  if (!lease) return toReport(undefined, { requests: 0, bytesSent: 0, bytesReceived: 0 }, context, started, 75)
  const transport = openTransport(wayOf(context), device.url, device.caPem, ports.timeoutMs)
  const run = newRun(context, ports, device, transport, lease.renew)
  let runId: number | undefined
  try {
    runId = startRun(db, started.toISOString())
    const exitCode = await steps(run).then(() => undefined, (error: unknown) => exitOf(run, error))
    const finished = toReport(run, transport.meter, context, started, exitCode ?? exitByRows(run))
    finish(run, runId, finished)
    return finished
  } finally {
    transport.close()
    lease.drop()
  }
}

const newRun = (context: Context, ports: SyncPorts, device: DeviceRow, transport: ReturnType<typeof openTransport>, renew: () => void): SyncRun => ({
  context, ports, device, renew, tally: emptyTally(), problems: [], pending: new Set(),
  api: registryApi(
    transport, { keyid: device.deviceId, privatePem: device.privatePem, registryPem: device.registryPem },
    { clock: context.clock, pace: ports.pace, patienceMs: ports.patienceMs },
  ),
})

const steps = async (run: SyncRun): Promise<void> => {
  // A registry may be restored between any two requests: the steps are started again, once.
  for (let round = 0; round < 2; round += 1) {
    await shakeHands(run)
    await resolveInFlight(run)
    if (!(await pullChanges(run))) continue
    await run.ports.beforePush?.(run.context)
    await pushOperations(run)
    const { pushed, accepted, duplicates } = run.tally
    if (pushed + accepted + duplicates === 0 && !run.pending.has('receipts')) return
    if (await collectReceipts(run)) return
  }
  throw new SyncStop(21, 'EPOCH_UNSTABLE')
}

/** What the run returns when it was stopped. Storage faults and bugs never pass as something else. */
const exitOf = (run: SyncRun, error: unknown): ExitCode => {
  if (error instanceof SyncStop) {
    report(run, error.code, null, error.detail)
    return error.exitCode === 20 && run.tally.pushed + run.tally.accepted + run.tally.pulled > 0 ? 21 : error.exitCode
  }
  const storage = isStorageFault(error)
  run.context.log.write('error', 'sync.failed', { error: error instanceof Error ? error.name : 'unknown' })
  report(run, storage ? 'STORAGE_FAILED' : 'INTERNAL')
  return 50
}

/** What the run returns when it came to its end: read from the rows, not from what it believes it did. */
const exitByRows = (run: SyncRun): ExitCode => {
  const { db } = run.context
  const counts = countStates(db)
  if ((counts['conflict'] ?? 0) + (counts['rejected'] ?? 0) > 0) return 10
  if (remaining(counts) > 0) return 21
  return listUnapplied(db, 500).some((kept) => kept.reason !== 'TYPE_UNKNOWN') || run.problems.some(({ code }) => code === 'DELETIONS_HELD') ? 10 : 0
}

const remaining = (counts: Record<string, number>): number =>
  Object.entries(counts).reduce((sum, [state, count]) => (state === 'acknowledged' || state === 'settled' ? sum : sum + count), 0)

const toReport = (run: SyncRun | undefined, meter: Meter, { db, clock }: Context, started: Date, exitCode: ExitCode): SyncReport => ({
  exitCode,
  startedAt: started.toISOString(),
  ...(run?.tally ?? emptyTally()),
  unapplied: countUnapplied(db),
  remaining: remaining(countStates(db)),
  ...meter,
  seconds: Math.max(0, (clock.now().getTime() - started.getTime()) / 1000),
  problems: run?.problems ?? [{ code: 'SYNC_RUNNING', opId: null, detail: null }],
})

/** The report, and a ledger entry when anything moved (an idle run every night would only be noise). */
const finish = (run: SyncRun, runId: number, finished: SyncReport): void => {
  const { db, clock } = run.context
  const { pushed, accepted, pulled, receipts, exitCode } = finished
  transact(db, () => {
    endRun(db, runId, clock.now().toISOString(), exitCode, JSON.stringify(finished))
    if (accepted + pulled + receipts === 0 && finished.conflicts + finished.rejected === 0) return
    appendEntry(run.context, {
      kind: 'sync.run', aggregate: { type: 'SyncState', id: run.device.deviceId }, baseVersion: 0,
      payload: { exitCode, pushed, accepted, pulled, receipts },
    })
  })
}
