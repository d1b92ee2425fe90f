import type { Reader, Writer } from '../handle'
import { prepared } from '../prepared'

/** `http` is the settings' JSON; the slice that owns them checks it. */
export type GatewayRow = { version: number; kind: 'registry' | 'http'; http: string | null; secret: string | null }

export const readGateway = (db: Reader): GatewayRow | undefined =>
  prepared<[], GatewayRow>(db, 'SELECT version, kind, http, secret FROM message_gateway WHERE one = 1').get()

export const saveGatewayRow = (db: Writer, row: GatewayRow): void => {
  db.prepare('INSERT OR REPLACE INTO message_gateway VALUES (1, @version, @kind, @http, @secret)').run(row)
}

export type LeaseRow = { holder: string; host: string; pid: number; until: string }

export const readMessageLease = (db: Reader): LeaseRow | undefined =>
  db.prepare<[], LeaseRow>('SELECT holder, host, pid, until FROM message_lease WHERE one = 1').get()

export const saveMessageLease = (db: Writer, lease: LeaseRow): void => {
  db.prepare('INSERT OR REPLACE INTO message_lease VALUES (1, @holder, @host, @pid, @until)').run(lease)
}

export const dropMessageLease = (db: Writer, holder: string): void => {
  db.prepare('DELETE FROM message_lease WHERE holder = ?').run(holder)
}
