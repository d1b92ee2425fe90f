import { createHash } from 'node:crypto'
import canonicalize from 'canonicalize'
import { wireOperation, type WireOperation } from '#contract/wire/operation'
import { schemaRange } from '#contract/wire/service'
import type { Device, Facts, Judge, Verdict } from '#registry/store/store'
import { problemOf, type ProblemCode } from '../problem'
import { delegationFault } from './delegation-of'
import { manifestFault } from './manifest-of'
import { longestManifest, parseJws, verifyDocument } from './verify-document'

/** Kinds whose payload carries a signed document in `jws`. */
const documentKinds = new Set(['batch.sign', 'permit.sign', 'permit.confirm', 'permit.revoke', 'permit.reopen', 'referral.create', 'delegation.grant', 'delegation.revoke'])

const idOf = (item: unknown): string =>
  typeof item === 'object' && item !== null && 'op_id' in item && typeof item.op_id === 'string' ? item.op_id.slice(0, 64) : ''

/**
 * Judges one operation of a batch: pure over `facts`, one answer for each, never an exception for what a client sent.
 * The order matters: what is stored already is a duplicate even if it would be refused today.
 */
export const judgeFor = (device: Device): Judge => (item, facts, unsettled): Verdict => {
  const parsed = wireOperation.safeParse(item)
  if (!parsed.success) return { status: 'rejected', op_id: idOf(item), problem: problemOf('item_malformed', { op_id: idOf(item) }) }
  const operation = parsed.data
  const { op_id, aggregate, payload } = operation
  const rejected = (code: ProblemCode): Verdict => ({ status: 'rejected', op_id, problem: problemOf(code, { op_id }) })
  const deferred = (code: ProblemCode, missing: string[]): Verdict => ({ status: 'deferred', op_id, missing, problem: problemOf(code, { op_id }) })

  if (createHash('sha256').update(payload).digest('base64url') !== operation.payload_sha256) return rejected('payload_digest')
  const stored = facts.stored(op_id)
  if (stored) {
    const same = stored.unit === device.unit && stored.operation.payload_sha256 === operation.payload_sha256
    return same ? { status: 'duplicate', op_id, version: stored.version, receipt: stored.receipt } : rejected('key_reused')
  }
  if (!isCanonical(payload)) return rejected('payload_not_canonical')
  if (operation.schema < schemaRange.min || operation.schema > schemaRange.max) return rejected('schema_unsupported')
  if (!device.streams.includes(operation.stream)) return rejected('stream_out_of_scope')
  const current = facts.aggregate(aggregate.type, aggregate.id)
  if (current && current.unit !== device.unit) return rejected('aggregate_out_of_scope')
  if (facts.holderOf(device.deviceId, operation.device_seq)) return rejected('device_seq_reused')

  const ahead = unsettled.get(`${aggregate.type}:${aggregate.id}`)
  if (ahead !== undefined) return deferred('lane_waits', [ahead])
  const missing = operation.depends_on.filter((id) => !facts.stored(id))
  if (missing.length > 0) return deferred('dependency_missing', missing)

  // One office's own entries are put in order by its ledger; a version is contested only between devices.
  if (current && current.deviceId !== device.deviceId && operation.base_version < current.version) {
    const holder = facts.stored(current.opId)!.operation
    return {
      status: 'conflict', op_id, current_version: current.version,
      current: { op_id: holder.op_id, kind: holder.kind, at: holder.at, payload: holder.payload },
      problem: problemOf('version_conflict', { op_id }),
    }
  }
  if (current && current.deviceId === device.deviceId && operation.device_seq <= current.deviceSeq) return rejected('lane_order')
  const fault = documentFault(operation, device, facts)
  if (fault === 'signer_unknown') return deferred(fault, [])
  if (fault) return rejected(fault)
  return { status: 'accept', operation, version: Math.max(current?.version ?? 0, operation.base_version + 1) }
}

const isCanonical = (payload: string): boolean => {
  try {
    return canonicalize(JSON.parse(payload)) === payload
  } catch {
    return false
  }
}

/**
 * The permit inside the operation must be signed by a key this unit enrolled. Before the unit's first `key.enrol`
 * nothing can be said of its documents, and they are stored as they are.
 */
const documentFault = (operation: WireOperation, device: Device, facts: Facts): ProblemCode | undefined => {
  const { kind, payload } = operation
  if (!documentKinds.has(kind)) return undefined
  const content = JSON.parse(payload) as { jws?: unknown }
  if (typeof content.jws !== 'string' || !facts.unitHasKeys(device.unit)) return undefined
  const jws = parseJws(content.jws, kind === 'batch.sign' ? longestManifest : undefined)
  if (!jws) return 'document_signature'
  const key = facts.signerKey(jws.kid)
  if (!key) return 'signer_unknown'
  const check = verifyDocument(jws, key.publicPem)
  if (!check.ok) return 'document_signature'
  const issuer = check.payload['iss']
  if (key.unit !== device.unit || (issuer !== undefined && !covers(device.unit, issuer))) return 'aggregate_out_of_scope'
  return delegationFault(operation, jws, check.payload, facts) ?? manifestFault(jws, check.payload, operation.depends_on, facts)
}

/** A unit issues in its own name; the head office (`00`) also in the name of its province's counties. */
const covers = (unit: string, issuer: unknown): boolean =>
  issuer === unit || (typeof issuer === 'string' && unit.endsWith('00') && issuer.slice(0, 2) === unit.slice(0, 2))
