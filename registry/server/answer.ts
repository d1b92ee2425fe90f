import { createHash, sign } from 'node:crypto'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { gzipSync } from 'node:zlib'
import type { Identity } from '#registry/store/store'

export type Answer = { status: number; body: unknown; headers?: Record<string, string> }
export type Damage = 'truncated_gzip' | 'wrong_digest' | 'html' | 'cut_answer' | undefined

/**
 * Sends an answer: JSON, gzip when asked for and worth it, Content-Digest (RFC 9530), and the registry's signature
 * over status, digest and the request's Idempotency-Key (RFC 9421 §2.4), so that no portal on the way can speak for it.
 */
export const sendAnswer = (
  request: IncomingMessage, response: ServerResponse, identity: Identity, answer: Answer, now: Date, damage?: Damage,
): void => {
  if (damage === 'html') {
    response.writeHead(200, { 'content-type': 'text/html' }).end('<html><body>Sign in to the network</body></html>')
    return
  }
  const text = Buffer.from(JSON.stringify(answer.body))
  const zip = damage === 'truncated_gzip' || (text.length > 1024 && /\bgzip\b/.test(String(request.headers['accept-encoding'] ?? '')))
  const whole = zip ? gzipSync(text) : text
  const body = damage === 'truncated_gzip' ? whole.subarray(0, -9) : whole
  const digest = `sha-256=:${createHash('sha256').update(damage === 'wrong_digest' ? 'other' : body).digest('base64')}:`
  response.writeHead(answer.status, {
    'content-type': answer.status < 400 ? 'application/json' : 'application/problem+json',
    'content-digest': digest,
    'content-length': String(body.length),
    'cache-control': 'no-store',
    ...(zip ? { 'content-encoding': 'gzip' } : {}),
    ...signatureOf(request, identity, answer.status, digest, now),
    ...answer.headers,
  })
  if (damage === 'cut_answer') {
    response.write(body.subarray(0, Math.ceil(body.length / 2)), () => response.destroy())
    return
  }
  response.end(body)
}

const signatureOf = (request: IncomingMessage, identity: Identity, status: number, digest: string, now: Date): Record<string, string> => {
  const key = request.headers['idempotency-key']
  if (typeof key !== 'string') return {}
  const params = `("@status" "content-digest" "idempotency-key";req);created=${Math.floor(now.getTime() / 1000)};keyid="${identity.registryId}";alg="ed25519"`
  const base = `"@status": ${status}\n"content-digest": ${digest}\n"idempotency-key";req: ${key}\n"@signature-params": ${params}`
  return { 'signature-input': `registry=${params}`, signature: `registry=:${sign(null, Buffer.from(base), identity.privatePem).toString('base64')}:` }
}
