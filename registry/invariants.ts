import { createHash, createPublicKey, verify } from 'node:crypto'
import type { Database } from 'better-sqlite3'
import canonicalize from 'canonicalize'
import { receipt as receiptSchema } from '#contract/wire/receipt'
import { wireOperation } from '#contract/wire/operation'
import { parseJws, verifyDocument } from './server/operations/verify-document'

type OfficeRow = { op_id: string; device_seq: number; payload: string; payload_sha256: string; state: string | null; receipt: string | null }
type ServerRow = { server_seq: number; op_id: string; device_id: string; device_seq: number; unit: string; lane: string; operation: string; receipt: string }

const sha256 = (text: string): string => createHash('sha256').update(text).digest('base64url')

/**
 * Reads both databases and checks the invariants of delivery (sync design §4.2), trusting neither side's code.
 * @param office the client's database, opened by the caller (it is encrypted).
 * @param registry the reference registry's database.
 * @returns what is broken, each with the invariant's number; empty when nothing is.
 */
export const checkInvariants = (office: Database, registry: Database): string[] => {
  const broken: string[] = []
  const claim = (holds: boolean, text: string): void => {
    if (!holds) broken.push(text)
  }
  const device = office.prepare<[], { device_id: string; unit: string; epoch: string }>('SELECT device_id, unit, epoch FROM registry_device').get()
  const identity = registry.prepare<[], { public_pem: string; epoch: string }>('SELECT public_pem, epoch FROM identity').get()!
  const own = new Map(office.prepare<[], OfficeRow>(`
    SELECT e.op_id, e.device_seq, e.payload, e.payload_sha256, d.state, d.receipt
    FROM ledger_entries e LEFT JOIN deliveries d ON d.op_id = e.op_id ORDER BY e.seq`).all().map((row) => [row.op_id, row]))
  const served = registry.prepare<[], ServerRow>('SELECT * FROM operations ORDER BY server_seq').all()
  const byId = new Map(served.map((row) => [row.op_id, row]))
  claim(byId.size === served.length, 'I2 an operation has two effects')

  for (const row of own.values()) {
    claim(sha256(row.payload) === row.payload_sha256, `I8 ledger bytes of ${row.op_id} changed`)
    if (row.state !== 'acknowledged' && row.state !== 'settled') continue
    const there = byId.get(row.op_id)
    claim(there !== undefined, `I1 ${row.op_id} is ${row.state} here and absent there`)
    const receipt = receiptSchema.safeParse(JSON.parse(row.receipt ?? 'null'))
    claim(receipt.success && signed(receipt.data, identity.public_pem), `I4 the receipt of ${row.op_id} does not verify`)
    claim(there === undefined || there.receipt === row.receipt || canonicalize(JSON.parse(there.receipt)) === canonicalize(JSON.parse(row.receipt ?? 'null')), `I4 the receipts of ${row.op_id} differ`)
  }

  const lastInLane = new Map<string, number>()
  for (const row of served) {
    const operation = wireOperation.parse(JSON.parse(row.operation))
    claim(sha256(operation.payload) === operation.payload_sha256, `I8 registry bytes of ${row.op_id} changed`)
    claim(documentHolds(registry, row.unit, operation.payload), `I3 the document in ${row.op_id} does not verify`)
    if (!device || row.device_id !== device.device_id) continue
    const here = own.get(row.op_id)
    claim(here !== undefined && here.payload === operation.payload, `I3 ${row.op_id} is in nobody's ledger`)
    claim(row.unit === device.unit, `I13 ${row.op_id} lies in another unit`)
    claim((lastInLane.get(row.lane) ?? 0) < row.device_seq, `I6 lane ${row.lane} is out of order`)
    lastInLane.set(row.lane, row.device_seq)
  }
  if (device && device.epoch === identity.epoch) checkCursors(office, registry, device, claim)
  return broken
}

const signed = ({ signature, ...content }: ReturnType<typeof receiptSchema.parse>, publicPem: string): boolean =>
  verify(null, Buffer.from(canonicalize(content)!), createPublicKey(publicPem), Buffer.from(signature, 'base64url'))

/** A document of a unit whose key is known must verify with it. */
const documentHolds = (registry: Database, unit: string, payload: string): boolean => {
  const content: unknown = JSON.parse(payload)
  if (typeof content !== 'object' || content === null || !('jws' in content) || typeof content.jws !== 'string') return true
  const jws = parseJws(content.jws)
  const pem = registry.prepare<[string, string], string>('SELECT public_pem FROM signer_keys WHERE kid = ? AND unit = ?').pluck().get(jws?.kid ?? '', unit)
  return pem === undefined || (jws !== undefined && verifyDocument(jws, pem).ok)
}

/** I5: everything up to the cursor is here, applied or kept. Reads the reference registry's own cursor form. */
const checkCursors = (office: Database, registry: Database, device: { device_id: string; unit: string }, claim: (holds: boolean, text: string) => void): void => {
  for (const { stream, cursor } of office.prepare<[], { stream: string; cursor: string }>('SELECT stream, cursor FROM sync_cursors').all()) {
    const { n } = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8')) as { n: number }
    if (stream === 'receipts') {
      const missing = registry.prepare<[string, number], string>('SELECT op_id FROM operations WHERE device_id = ? AND server_seq <= ?').pluck().all(device.device_id, n)
        .filter((opId) => office.prepare<[string], number>("SELECT 1 FROM deliveries WHERE op_id = ? AND state = 'settled'").pluck().get(opId) !== 1)
      claim(missing.length === 0, `I5 ${missing.length} receipts below the cursor are not settled`)
      continue
    }
    const rows = registry.prepare<[string, string, number], { type: string; id: string; version: number }>(
      'SELECT type, id, version FROM changes WHERE stream = ? AND (unit IS NULL OR unit = ?) AND seq <= ?').all(stream, device.unit, n)
    for (const row of rows) {
      const here = office.prepare<[string, string, number, string, string, number], number>(`
        SELECT (SELECT count(*) FROM applied_changes WHERE type = ? AND id = ? AND version = ?)
             + (SELECT count(*) FROM unapplied_changes WHERE type = ? AND id = ? AND version = ?)`,
      ).pluck().get(row.type, row.id, row.version, row.type, row.id, row.version)
      claim(here === 1, `I5 change ${row.id} of ${stream} is ${here === 0 ? 'lost' : 'twice'} below the cursor`)
    }
  }
}
