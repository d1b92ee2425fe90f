import { createHash, sign } from 'node:crypto'

export type SignedParts = { method: string; path: string; query: string; body: Buffer; idempotencyKey: string; created: number }

/** `"@query"` is covered too: a page asked for with another cursor would be another request. */
const components = '("@method" "@path" "@query" "content-digest" "idempotency-key")'

/** RFC 9530 digest of the bytes as sent. */
export const contentDigest = (body: Buffer): string => `sha-256=:${createHash('sha256').update(body).digest('base64')}:`

/** RFC 9421 §2.5: the text that is signed, for our fixed component list. */
export const signatureBase = (parts: SignedParts, digest: string, params: string): string =>
  [
    `"@method": ${parts.method}`,
    `"@path": ${parts.path}`,
    `"@query": ?${parts.query}`,
    `"content-digest": ${digest}`,
    `"idempotency-key": "${parts.idempotencyKey}"`,
    `"@signature-params": ${params}`,
  ].join('\n')

/** Headers that prove a request comes from the holder of the device key (RFC 9421, Ed25519). */
export const signatureHeaders = (parts: SignedParts, keyid: string, privatePem: string): Record<string, string> => {
  const digest = contentDigest(parts.body)
  const params = `${components};created=${parts.created};keyid="${keyid}";alg="ed25519"`
  const signature = sign(null, Buffer.from(signatureBase(parts, digest, params)), privatePem).toString('base64')
  return {
    'content-digest': digest,
    'idempotency-key': `"${parts.idempotencyKey}"`,
    'signature-input': `mohr=${params}`,
    signature: `mohr=:${signature}:`,
  }
}
