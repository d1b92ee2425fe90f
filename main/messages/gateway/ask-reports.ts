import type { SendReport } from '#contract/messages'
import type { Context } from '#main/app/ports'
import { changeMessage, findMessage, nextToAsk, type MessageRow } from '#db/messages/message-repo'
import { transact } from '#db/transact'
import { endSending } from '../apply-result'
import type { Gateway } from './http-gateway'
import type { Delivery } from './read-verdict'

const minute = 60_000
/** The first question again after ten minutes, then ever more rarely; an operator that has not told in three days never will. */
const soonest = 10 * minute
const longest = 3 * 24 * 60 * minute
/** One run shall end while somebody waits for it. */
const mostInRun = 500
const maxUnknown = 3

const askedNext = ({ handedOverAt }: Pick<MessageRow, 'handedOverAt'>, now: number): string | null => {
  const age = now - Date.parse(handedOverAt ?? '')
  return age >= 0 && age < longest ? new Date(now + Math.max(soonest, age / 2)).toISOString() : null
}

/**
 * M03: asks the office's own gateway what became of the messages that it took, the one that waited longest first. What it
 * has not decided stays «handed over» and is asked again later; a trouble of the service ends the run and changes nothing.
 * The lease of the sending run covers it.
 */
export const askReports = async (context: Context, gateway: Pick<Gateway, 'ask'>, renew: () => void): Promise<SendReport['reports']> => {
  const { db, clock } = context
  const report: SendReport['reports'] = { delivered: 0, failed: 0, pending: 0, stopped: null }
  if (!gateway.ask) return report
  let unknownInRow = 0
  for (let asked = 0; asked < mostInRun && report.stopped === null; asked += 1) {
    const row = nextToAsk(db, clock.now().toISOString())
    if (!row) break
    renew()
    const delivery = await gateway.ask({ key: row.sendKey ?? row.id, ref: row.gatewayRef })
    unknownInRow = delivery.kind === 'unknown' ? unknownInRow + 1 : 0
    if (delivery.kind === 'busy' || delivery.kind === 'misconfigured' || delivery.kind === 'unreached' || delivery.kind === 'tls') report.stopped = delivery.kind
    else {
      if (delivery.kind === 'unknown' && unknownInRow >= maxUnknown) report.stopped = 'unknown'
      report[delivery.kind === 'unknown' ? 'pending' : delivery.kind] += 1
      settle(context, row, delivery)
    }
  }
  return report
}

/** Only if nothing else became of the message while the question was under way. */
const settle = (context: Context, asked: MessageRow, { kind, said }: Delivery): void => {
  const { db, clock } = context
  const now = clock.now()
  const ended = transact(db, () => {
    const row = findMessage(db, asked.id)!
    if (row.version !== asked.version) return false
    if (kind !== 'delivered' && kind !== 'failed') {
      changeMessage(db, row, { askAfter: askedNext(row, now.getTime()) })
      return false
    }
    endSending(context, row, { outcome: kind, note: kind === 'failed' ? 'operator' : null, noteText: said, at: now.toISOString(), send: row.opId })
    return true
  })
  if (ended) context.emit('dossier.changed', { dossierId: asked.dossierId })
}
