import { expect, test } from 'vitest'
import { createDb, queryPlan, updateToVersion } from '../testing/memory-db'
import type { Writer } from '../handle'
import { pageSql } from '../messages/message-list'

const entry = (db: Writer, seq: number): void => {
  db.exec(`
    INSERT INTO ledger_entries VALUES (${seq}, 'op${seq}', ${seq}, 'Message', 'm${seq}', 0, 'message.send', 1, 'u', 'clerk', '2026-11-21T06:00:00.000Z', '{}', 'x', '[]', 'p', 'h${seq}');
    INSERT INTO deliveries (op_id, seq, lane, stream, state) VALUES ('op${seq}', ${seq}, 'Message:m${seq}', 'messages', 'queued');`)
}
const message = (id: number, gateway: string, state = 'queued', op: string | null = `'op${id}'`): string => `
  INSERT INTO messages (id, version, dossier_id, tracking_code, mobile, key, template_version, kind, vars, sms, text, parts, state, gateway, tries, op_id, created_at)
  VALUES ('m${id}', 1, 'd', 'T-1', '09', 'dossier.filed', 1, 'stage', '{}', 's', 's', 1, '${state}', '${gateway}', 1, ${op}, '2026-11-21T06:00:00.000Z')`

test('0140: what an office had before stays, and the new tables are there, empty', () => {
  const db = createDb(110)
  entry(db, 1)
  updateToVersion(db, 140)
  expect(db.prepare('SELECT state FROM deliveries').pluck().all()).toEqual(['queued'])
  for (const table of ['messages', 'message_templates', 'message_gateway', 'message_lease']) expect(db.prepare(`SELECT count(*) FROM ${table}`).pluck().get()).toBe(0)
})

test('0140: a message is handed over by the registry’s receipt and by nothing else, and taken back when the registry lost it', () => {
  const db = createDb(140)
  for (const seq of [1, 2]) entry(db, seq)
  db.exec(message(1, 'registry') + ';' + message(2, 'http'))
  const states = (): unknown => db.prepare('SELECT state, handed_over_at FROM messages ORDER BY id').raw().all()
  db.exec("UPDATE deliveries SET state = 'in_flight'")
  expect(states()).toEqual([['queued', null], ['queued', null]])
  db.exec(`UPDATE deliveries SET state = 'acknowledged', receipt = '{"at":"2026-11-21T07:00:00.000Z"}'`)
  expect(states()).toEqual([['handed_over', '2026-11-21T07:00:00.000Z'], ['queued', null]])
  db.exec("UPDATE deliveries SET state = 'queued', receipt = NULL")
  expect(states()).toEqual([['queued', null], ['queued', null]])
})

test('0140: what was never to be sent has no sending, everything else has one', () => {
  const db = createDb(140)
  entry(db, 1)
  expect(() => db.exec(message(1, 'registry', 'withheld'))).toThrow('CHECK')
  expect(() => db.exec(message(1, 'registry', 'queued', 'NULL'))).toThrow('CHECK')
  expect(() => db.exec("INSERT INTO message_templates VALUES ('dossier.filed', 1, 't', 'u', 'x')")).toThrow('CHECK')
  expect(() => db.exec("INSERT INTO message_gateway VALUES (1, 1, 'http', NULL, NULL)")).toThrow('CHECK')
})

test('0140: every list walks an index, none sorts', () => {
  const db = createDb(140)
  for (const [dossierId, state] of [['d', null], ['d', 'failed'], [null, 'failed'], [null, null]] as const) {
    for (const { sql, values } of pageSql({ dossierId, state, after: null, limit: 10 })) {
      const plan = queryPlan(db, sql, ...values)
      expect(plan).toMatch(/USING (COVERING )?INDEX messages_by_/)
      expect(plan).not.toMatch(/TEMP B-TREE|SCAN/)
    }
  }
})
