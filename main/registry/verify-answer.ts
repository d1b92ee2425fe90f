import { createPublicKey, verify } from 'node:crypto'
import canonicalize from 'canonicalize'
import type { Receipt } from '#contract/wire/receipt'

/**
 * Whether the registry itself gave this answer to this very request (RFC 9421 §2.4): status, body digest and our
 * Idempotency-Key under its pinned key. A portal or a proxy on the way can't.
 */
export const answerIsSigned = (
  answer: { status: number; digest: string; input: string; signature: string }, idempotencyKey: string, registryPem: string,
): boolean => {
  const params = /^registry=(\("@status" "content-digest" "idempotency-key";req\);created=\d{1,12};keyid="[0-9a-f-]{36}";alg="ed25519")$/.exec(answer.input)?.[1]
  const signature = /^registry=:([A-Za-z0-9+/=]{88}):$/.exec(answer.signature)?.[1]
  if (!params || !signature) return false
  const base = `"@status": ${answer.status}\n"content-digest": ${answer.digest}\n"idempotency-key";req: "${idempotencyKey}"\n"@signature-params": ${params}`
  return verify(null, Buffer.from(base), createPublicKey(registryPem), Buffer.from(signature, 'base64'))
}

/** A receipt counts only under the pinned key, from the pinned registry, for this operation and these payload bytes. */
export const receiptIsGood = (
  receipt: Receipt, registry: { registryId: string; registryPem: string }, operation: { opId: string; payloadSha256: string },
): boolean => {
  const { signature, ...content } = receipt
  return receipt.registry_id === registry.registryId && receipt.op_id === operation.opId &&
    receipt.payload_sha256 === operation.payloadSha256 && /^[A-Za-z0-9_-]{86}$/.test(signature) &&
    verify(null, Buffer.from(canonicalize(content)!), createPublicKey(registry.registryPem), Buffer.from(signature, 'base64url'))
}
