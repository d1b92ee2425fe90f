import { createPublicKey, verify } from 'node:crypto'
import type { IncomingMessage } from 'node:http'
import { RequestProblem } from './problem'

/** The fixed component list of this contract (RFC 9421 §2): nothing to negotiate, nothing to leave out. */
const covered = '("@method" "@path" "@query" "content-digest" "idempotency-key")'
const inputForm = /^mohr=(\(.*\);created=(\d{1,12});keyid="([0-9a-f-]{36})";alg="ed25519")$/
/** Replay is harmless (operations are idempotent), so a clock that is a day off does not stop delivery. */
const windowSeconds = 26 * 3600

export type Proof = { keyid: string; check(publicPem: string): void }

const one = (request: IncomingMessage, name: string): string => {
  const value = request.headers[name]
  return typeof value === 'string' ? value : ''
}

/**
 * Reads the signature headers of a request whose Content-Digest already fits its body.
 * @returns who claims to have signed, and a check to make with that device's key.
 * @throws RequestProblem signature_invalid, clock_skew (with the server's time), missing_idempotency_key.
 */
export const readProof = (request: IncomingMessage, now: Date): Proof => {
  const form = inputForm.exec(one(request, 'signature-input'))
  const signature = /^mohr=:([A-Za-z0-9+/=]{88}):$/.exec(one(request, 'signature'))?.[1]
  if (!/^"[0-9a-f-]{36}"$/.test(one(request, 'idempotency-key'))) throw new RequestProblem('missing_idempotency_key')
  if (!form || !signature || !form[1]!.startsWith(`${covered};`)) throw new RequestProblem('signature_invalid')
  const base = signatureBase(request, form[1]!)
  return {
    keyid: form[3]!,
    check: (publicPem) => {
      if (!verify(null, Buffer.from(base), createPublicKey(publicPem), Buffer.from(signature, 'base64'))) {
        throw new RequestProblem('signature_invalid')
      }
      if (Math.abs(Number(form[2]) - now.getTime() / 1000) > windowSeconds) {
        throw new RequestProblem('clock_skew', { server_time: now.toISOString() })
      }
    },
  }
}

/** RFC 9421 §2.5 for the fixed list; `params` is the received text, so that both sides sign the same bytes. */
const signatureBase = (request: IncomingMessage, params: string): string => {
  const target = request.url ?? '/'
  const cut = target.indexOf('?')
  return [
    `"@method": ${request.method ?? ''}`,
    `"@path": ${cut < 0 ? target : target.slice(0, cut)}`,
    `"@query": ${cut < 0 ? '?' : target.slice(cut)}`,
    `"content-digest": ${one(request, 'content-digest')}`,
    `"idempotency-key": ${one(request, 'idempotency-key')}`,
    `"@signature-params": ${params}`,
  ].join('\n')
}
