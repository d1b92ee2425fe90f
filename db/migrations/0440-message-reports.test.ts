import { expect, test } from 'vitest'
import { countToAsk, findMessage } from '../messages/message-repo'
import { createDb, updateToVersion } from '../testing/memory-db'

test('0440: messages of before are asked about by nobody; the question finds its row by its index', () => {
  const db = createDb(430)
  db.exec(`INSERT INTO messages (id, version, dossier_id, tracking_code, mobile, key, template_version, kind, vars, sms, text, parts, state, gateway, tries, created_at)
    VALUES ('m', 1, 'd', 'T', '', 'dossier.filed', 1, 'stage', '{}', 'x', 'x', 1, 'withheld', 'http', 1, '2026-11-21T06:00:00.000Z')`)
  updateToVersion(db, 440)
  expect(findMessage(db, 'm')).toMatchObject({ gatewayRef: null, askAfter: null })
  expect(countToAsk(db, '2027-01-01T00:00:00.000Z')).toBe(0)
  const plan = db.prepare<[], { detail: string }>("EXPLAIN QUERY PLAN SELECT id FROM messages WHERE state = 'handed_over' AND ask_after <= 'x' ORDER BY ask_after LIMIT 1").all()
  expect(plan.map(({ detail }) => detail).join()).toMatch(/USING (COVERING )?INDEX messages_to_ask/)
})
