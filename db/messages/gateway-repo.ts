import type { Reader, Writer } from '../handle'
import { prepared } from '../prepared'

/** `http` is the settings' JSON; the slice that owns them checks it. */
export type GatewayRow = { version: number; kind: 'registry' | 'http'; http: string | null; secret: string | null }

export const readGateway = (db: Reader): GatewayRow | undefined =>
  prepared<[], GatewayRow>(db, 'SELECT version, kind, http, secret FROM message_gateway WHERE one = 1').get()

export const saveGatewayRow = (db: Writer, row: GatewayRow): void => {
  db.prepare('INSERT OR REPLACE INTO message_gateway VALUES (1, @version, @kind, @http, @secret)').run(row)
}
