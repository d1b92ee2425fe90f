import { httpGateway, type GatewayKind, type GatewayView, type HttpGateway } from '#contract/messages'
import { Fault } from '#main/app/fault'
import type { Context } from '#main/app/ports'
import { appendEntry } from '#main/ledger/index'
import { readGateway, saveGatewayRow } from '#db/messages/gateway-repo'
import { countToSend } from '#db/messages/message-repo'
import { RowStale } from '#db/faults'
import type { Reader } from '#db/handle'
import { transact } from '#db/transact'
import { settingFaults } from './check-settings'

/** How this office sends; the registry until it decides otherwise. The secret is for the gateway only. */
export const gatewayOf = (db: Reader): { version: number; kind: GatewayKind; http: HttpGateway | null; secret: string } => {
  const row = readGateway(db)
  return {
    version: row?.version ?? 0, kind: row?.kind ?? 'registry', secret: row?.secret ?? '',
    http: row?.http ? httpGateway.parse(JSON.parse(row.http)) : null,
  }
}

export const viewGateway = (db: Reader): GatewayView => {
  const { version, kind, http, secret } = gatewayOf(db)
  return { version, kind, http, secretSet: secret !== '', waiting: countToSend(db) }
}

/**
 * Chooses who sends from now on; what is queued keeps the way it was queued for. Of the settings the ledger learns names and
 * the address without its path, never a value.
 * @throws Fault GATEWAY_REFUSED with the fields, GATEWAY_ABSENT when there are no settings to choose; RowStale.
 */
export const saveGateway = (
  context: Context, input: { version: number; kind: GatewayKind; http: HttpGateway | null; secret: string | null },
): GatewayView => {
  const { db } = context
  const faults = input.http ? settingFaults(input.http) : []
  if (faults.length > 0) throw new Fault('GATEWAY_REFUSED', {}, faults)
  return transact(db, () => {
    const before = gatewayOf(db)
    if (before.version !== input.version) throw new RowStale('message_gateway')
    const http = input.http ?? before.http
    if (input.kind === 'http' && !http) throw new Fault('GATEWAY_ABSENT')
    const secret = input.secret ?? before.secret
    saveGatewayRow(db, { version: before.version + 1, kind: input.kind, http: http && JSON.stringify(http), secret: secret === '' ? null : secret })
    appendEntry(context, {
      kind: 'gateway.save', aggregate: { type: 'Reference', id: 'message-gateway' }, baseVersion: before.version,
      payload: {
        kind: input.kind, secret: input.secret === null ? 'kept' : input.secret === '' ? 'removed' : 'set',
        http: http && {
          origin: new URL(http.url).origin, body_type: http.bodyType, headers: http.headers.map(({ name }) => name), fields: http.fields.map(({ name }) => name),
          own_ca: http.caPem !== null, repeatable: http.repeatable,
        },
      },
    })
    return viewGateway(db)
  })
}
