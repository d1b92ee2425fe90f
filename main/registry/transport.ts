import { gunzipSync } from 'node:zlib'
import { problem as problemSchema, type Problem } from '#contract/wire/problem'
import { connectionFailure, openClient, type Way } from '#main/network/index'
import { contentDigest, signatureHeaders } from './request-signature'
import { answerIsSigned } from './verify-answer'

export type Outcome =
  | { kind: 'answer'; body: unknown }
  /** The registry said no; `retryAfterS` as its header told, if it did. */
  | { kind: 'problem'; problem: Problem; retryAfterS: number | null }
  /** No connection was made: nothing was sent. */
  | { kind: 'unreached' }
  /** Bytes were sent and the answer was lost or damaged: what happened is not known. */
  | { kind: 'lost' }
  | { kind: 'tls' }
  /** Somebody else answered: a captive portal, a proxy. */
  | { kind: 'portal' }

export type Call = { method: 'GET' | 'POST'; path: string; query?: string; body?: Buffer; encoding?: 'gzip'; idempotencyKey: string }
export type Credentials = { keyid: string; privatePem: string; registryPem: string | null }
export type Meter = { requests: number; bytesSent: number; bytesReceived: number }
export type Transport = { send(call: Call, credentials: Credentials, created: number): Promise<Outcome>; meter: Meter; close(): void }

const maxAnswer = 32 * 1024 * 1024

/** What a failed request means for what was sent. When in doubt, `lost`: the next step is then to ask, never to assume. */
const failureKind = (error: unknown): 'unreached' | 'lost' | 'tls' => {
  const kind = connectionFailure(error)
  return kind === 'unreached' || kind === 'tls' ? kind : 'lost'
}

/** HTTP to one registry: under the authority pinned at enrolment and the machine's own, never under public ones. */
export const openTransport = (way: Way, origin: string, caPem: string | null, timeoutMs: number): Transport => {
  const client = openClient(way, { url: origin, ca: caPem === null ? [] : [caPem], timeoutMs, mostBytes: maxAnswer, keepAlive: true })
  const meter: Meter = { requests: 0, bytesSent: 0, bytesReceived: 0 }
  return {
    meter,
    close: client.close,
    send: async (call, credentials, created) => {
      const { method, path, query = '', body = Buffer.alloc(0), idempotencyKey } = call
      const headers: Record<string, string> = {
        ...signatureHeaders({ method, path, query, body, idempotencyKey, created }, credentials.keyid, credentials.privatePem),
        'accept-encoding': 'gzip', accept: 'application/json, application/problem+json', 'user-agent': 'mohr',
        ...(method === 'POST' ? { 'content-type': 'application/json' } : {}),
        ...(call.encoding ? { 'content-encoding': call.encoding } : {}),
      }
      meter.requests += 1
      meter.bytesSent += body.length
      try {
        const response = await client.http.request<Buffer>({
          method, responseType: 'arraybuffer', url: `${origin}${path}${query ? `?${query}` : ''}`, headers, ...(method === 'POST' ? { data: body } : {}),
        })
        meter.bytesReceived += response.data.length
        const header = (name: string): string => {
          const value: unknown = response.headers[name]
          return typeof value === 'string' ? value : ''
        }
        return readAnswer(response.status, response.data, header, idempotencyKey, credentials.registryPem)
      } catch (error) {
        return { kind: failureKind(error) }
      }
    },
  }
}

const readAnswer = (
  status: number, raw: Buffer, header: (name: string) => string, idempotencyKey: string, registryPem: string | null,
): Outcome => {
  const type = header('content-type')
  if (!/^application\/(problem\+)?json\b/.test(type)) return status >= 500 ? { kind: 'lost' } : { kind: 'portal' }
  const digest = header('content-digest')
  if (digest !== contentDigest(raw)) return { kind: 'lost' }
  let body: unknown
  try {
    const text = header('content-encoding') === 'gzip' ? gunzipSync(raw, { maxOutputLength: maxAnswer }) : raw
    body = JSON.parse(text.toString('utf8'))
  } catch {
    return { kind: 'lost' }
  }
  if (status >= 200 && status < 300) {
    const signed = registryPem === null ||
      answerIsSigned({ status, digest, input: header('signature-input'), signature: header('signature') }, idempotencyKey, registryPem)
    return signed ? { kind: 'answer', body } : { kind: 'portal' }
  }
  const parsed = problemSchema.safeParse(body)
  return parsed.success
    ? { kind: 'problem', problem: parsed.data, retryAfterS: retryAfter(header('retry-after'), header('date')) }
    : { kind: 'portal' }
}

/** Seconds to wait, clamped to an hour. A date is measured against the server's own clock, never against ours. */
const retryAfter = (text: string, serverDate: string): number | null => {
  const seconds = /^\d+$/.test(text) ? Number(text) : (Date.parse(text) - Date.parse(serverDate)) / 1000
  return Number.isFinite(seconds) ? Math.min(3600, Math.max(0, Math.ceil(seconds))) : null
}
