import type { Problem } from '#contract/wire/problem'

type Kind = Pick<Problem, 'status' | 'title' | 'scope' | 'retry'>
const request = (status: number, title: string, retry: Problem['retry']): Kind => ({ status, title, scope: 'request', retry })
const item = (title: string, retry: Problem['retry'] = 'after_fix'): Kind => ({ status: 422, title, scope: 'item', retry })

/** Every code that this server answers (sync design §3.4): stable, and listed in openapi.yaml. */
export const problems = {
  malformed: request(400, 'The request can not be read', 'never'),
  missing_idempotency_key: request(400, 'Idempotency-Key is missing', 'never'),
  digest_mismatch: request(400, 'Content-Digest does not fit the body', 'later'),
  signature_invalid: request(401, 'The signature does not verify', 'after_auth'),
  key_unknown: request(401, 'No such device', 'after_auth'),
  clock_skew: request(401, "The request's time is too far from the server's", 'after_auth'),
  enrol_code_refused: request(403, 'The code is unknown or used', 'never'),
  out_of_scope: request(403, 'Not within the scope of this device', 'never'),
  not_found: request(404, 'No such resource', 'never'),
  epoch_changed: request(410, 'The registry was restored: shake hands again', 'later'),
  too_large: request(413, 'Too many operations or bytes', 'after_fix'),
  encoding_unsupported: request(415, 'Content-Encoding is not supported', 'after_fix'),
  upgrade_required: request(426, 'This version is no longer accepted', 'after_upgrade'),
  rate_limited: request(429, 'Too many requests', 'later'),
  internal: request(500, 'Internal fault', 'later'),
  maintenance: request(503, 'Not available now', 'later'),
  item_malformed: item('The operation can not be read'),
  payload_digest: item('payload_sha256 does not fit the payload'),
  payload_not_canonical: item('The payload is not in its RFC 8785 form'),
  key_reused: item('Another payload is stored under this operation id', 'never'),
  device_seq_reused: item('Another operation holds this device sequence', 'never'),
  lane_order: item('An operation with a later device sequence is already stored in this lane', 'never'),
  aggregate_out_of_scope: item('The aggregate belongs to another unit', 'never'),
  stream_out_of_scope: item('The stream is not in the scope of this device', 'never'),
  schema_unsupported: item('The payload schema is not accepted', 'after_upgrade'),
  version_conflict: item('Another device changed this aggregate first'),
  dependency_missing: item('An operation that this one depends on has not arrived', 'later'),
  lane_waits: item('An earlier operation of the same aggregate was not stored', 'later'),
  signer_unknown: item('The signing key has not been enrolled', 'later'),
  document_signature: item('The signature of the document does not verify'),
  document_delegation: item('The document is not within the delegation that it names'),
  document_manifest: item('The permit is not in the batch manifest that it names'),
} as const satisfies Record<string, Kind>

export type ProblemCode = keyof typeof problems

/** RFC 9457 body for a code. */
export const problemOf = (code: ProblemCode, extra: Partial<Problem> = {}): Problem => ({
  type: `urn:mohr:problem:${code}`, code, ...problems[code], ...extra,
})

/** Ends a request with a problem+json answer. */
export class RequestProblem extends Error {
  override name = 'RequestProblem'
  readonly problem: Problem
  constructor(code: ProblemCode, extra: Partial<Problem> = {}) {
    super(code)
    this.problem = problemOf(code, extra)
  }
}
