import type { GatewayVerdict, SendReport } from '#contract/messages'
import { Fault } from '#main/app/fault'
import type { Context } from '#main/app/ports'
import { wayOf } from '#main/network/index'
import { changeMessage, countToSend, findMessage, nextToSend, type MessageRow } from '#db/messages/message-repo'
import { transact } from '#db/transact'
import { endSending, writeResult } from '../apply-result'
import { askReports } from './ask-reports'
import { gatewayOf } from './gateway-settings'
import { openHttpGateway, type Gateway } from './http-gateway'
import { takeMessageLease } from './lease'
import type { Verdict } from './read-verdict'

/** Time and chance: tests neither wait nor guess. */
export type Pace = { sleep(ms: number): Promise<void>; random(): number }
export const systemPace: Pace = { sleep: (ms) => new Promise((done) => setTimeout(done, ms)), random: Math.random }

const triesInRun = 3
const longestWaitMs = 30_000
/** So many in a row whose outcome nobody knows: the service is ill, and the rest of the queue is spared. */
const maxUnknown = 3

type Run = { context: Context; gateway: Gateway; repeatable: boolean; reports: boolean; pace: Pace; renew: () => void; report: SendReport; unknownInRow: number }

/**
 * Sends what is queued for the office's own gateway, oldest first. Before bytes leave, the message says so; after a kill in
 * between it is asked for with the same key where the service knows such keys, and given to a person where it does not: no
 * citizen gets the same message twice in silence (S0-12, S3-14). Then it asks what became of the earlier ones (M03).
 * @throws Fault GATEWAY_ABSENT, GATEWAY_RUNNING.
 */
export const sendQueued = async (context: Context, pace: Pace = systemPace): Promise<SendReport> => {
  const { db, clock } = context
  const { http, secret } = gatewayOf(db)
  if (!http) throw new Fault('GATEWAY_ABSENT')
  const lease = takeMessageLease(db, clock)
  if (!lease) throw new Fault('GATEWAY_RUNNING')
  const gateway = openHttpGateway(http, secret, wayOf(context))
  const report: SendReport = { accepted: 0, failed: 0, unknown: 0, left: 0, stopped: null, reports: { delivered: 0, failed: 0, pending: 0, stopped: null } }
  const run: Run = { context, gateway, repeatable: http.repeatable, reports: http.report !== null, pace, renew: lease.renew, report, unknownInRow: 0 }
  try {
    for (let after = '', row = nextToSend(db, after); row && report.stopped === null; row = nextToSend(db, after)) {
      after = row.id
      if (row.sendingSince !== null && !run.repeatable) settle(run, row.id, { kind: 'unknown', status: null, retryAfterS: null, said: '', ref: null })
      else await sendOne(run, row)
    }
    // A service that can't take a message can't tell of one either.
    if (report.stopped === null) report.reports = await askReports(context, gateway, lease.renew)
  } finally {
    gateway.close()
    lease.drop()
  }
  report.left = countToSend(db)
  return report
}

const sendOne = async (run: Run, row: MessageRow): Promise<void> => {
  const { context: { db, clock }, pace } = run
  const key = row.sendKey ?? row.id
  for (let attempt = 1; ; attempt += 1) {
    run.renew()
    transact(db, () => {
      const fresh = findMessage(db, row.id)!
      if (fresh.sendingSince === null) changeMessage(db, fresh, { sendingSince: clock.now().toISOString() })
    })
    const verdict = await run.gateway.send({ mobile: row.mobile, text: row.sms, key })
    const again = verdict.kind === 'unreached' || verdict.kind === 'busy' || (verdict.kind === 'unknown' && run.repeatable)
    const wait = (verdict.retryAfterS ?? run.pace.random() * 2 ** attempt) * 1000
    if (!again || attempt >= triesInRun || wait > longestWaitMs) return settle(run, row.id, verdict)
    await pace.sleep(wait)
  }
}

/** What one message's request came to, in one transaction; whatever speaks against the service as a whole ends the run. */
const settle = (run: Run, id: string, verdict: Verdict): void => {
  const { context, report } = run
  const { db, clock } = context
  const dossierId = transact(db, () => {
    const row = findMessage(db, id)!
    const at = clock.now().toISOString()
    const result = { note: null, noteText: '', at, send: row.opId }
    switch (verdict.kind) {
      case 'accepted':
        report.accepted += 1
        writeResult(context, row, { ...result, outcome: 'handed_over' }, { gatewayRef: verdict.ref, askAfter: run.reports ? at : null })
        break
      case 'refused':
        report.failed += 1
        endSending(context, row, { ...result, outcome: 'failed', note: 'gateway_refused', noteText: verdict.said })
        break
      case 'unknown':
        report.unknown += 1
        // With a service that knows keys the question stays open and is asked again by the next run.
        if (!run.repeatable) writeResult(context, row, { ...result, outcome: 'failed', note: 'outcome_unknown' })
        break
      default:
        changeMessage(db, row, { sendingSince: null })
    }
    return row.dossierId
  })
  run.unknownInRow = verdict.kind === 'unknown' ? run.unknownInRow + 1 : 0
  const ended: readonly GatewayVerdict[] = ['busy', 'misconfigured', 'unreached', 'tls']
  if (ended.includes(verdict.kind) || run.unknownInRow >= maxUnknown) report.stopped = verdict.kind === 'accepted' || verdict.kind === 'refused' ? null : verdict.kind
  context.emit('dossier.changed', { dossierId })
}
