import { createHash, generateKeyPairSync, randomUUID, sign } from 'node:crypto'
import { gzipSync } from 'node:zlib'
import canonicalize from 'canonicalize'
import { enrolResponse, type EnrolResponse } from '#contract/wire/enrol'
import { serviceInfo, type ServiceInfo } from '#contract/wire/service'
import type { WireOperation } from '#contract/wire/operation'

export type Reply = { status: number; type: string; body: Record<string, unknown>; headers: Headers }
export type Send = {
  method?: string; path: string; query?: string; body?: Buffer | string; gzip?: boolean
  /** Spoils one thing of an otherwise right request. */
  spoil?: Partial<Record<'signature' | 'digest' | 'idempotency' | 'created' | 'encoding' | 'unsigned', string>>
}

/** A device of the conformance suite: written from the documents alone, sharing nothing with the product's client. */
export class ConformanceDevice {
  readonly #pair = generateKeyPairSync('ed25519', {
    publicKeyEncoding: { type: 'spki', format: 'pem' }, privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
  })
  readonly incarnation = randomUUID()
  enrolment: EnrolResponse | undefined
  service: ServiceInfo | undefined
  #sequence = 0
  readonly url: string

  constructor(url: string) {
    this.url = url
  }

  async enrol(code: string): Promise<Reply> {
    this.service = serviceInfo.parse((await this.send({ path: '/v1/service' })).body)
    const body = JSON.stringify({ code, public_key_pem: this.#pair.publicKey, incarnation: this.incarnation })
    const reply = await this.send({ method: 'POST', path: '/v1/devices', body })
    if (reply.status === 201) this.enrolment = enrolResponse.parse(reply.body)
    return reply
  }

  async send({ method = 'GET', path, query = '', body = '', gzip = false, spoil = {} }: Send): Promise<Reply> {
    const raw = gzip ? gzipSync(body) : Buffer.from(body)
    const digest = `sha-256=:${createHash('sha256').update(spoil.digest ?? raw).digest('base64')}:`
    const key = `"${randomUUID()}"`
    const created = spoil.created ?? String(Math.floor(Date.now() / 1000))
    const params = `("@method" "@path" "@query" "content-digest" "idempotency-key");created=${created};keyid="${this.enrolment?.device_id ?? this.incarnation}";alg="ed25519"`
    const base = `"@method": ${method}\n"@path": ${path}\n"@query": ?${query}\n"content-digest": ${digest}\n"idempotency-key": ${key}\n"@signature-params": ${params}`
    const signature = sign(null, Buffer.from(spoil.signature ?? base), this.#pair.privateKey).toString('base64')
    const response = await fetch(`${this.url}${path}${query ? `?${query}` : ''}`, {
      method,
      headers: {
        'content-digest': digest,
        ...(spoil.idempotency === undefined ? { 'idempotency-key': key } : {}),
        ...(spoil.unsigned === undefined ? { 'signature-input': `mohr=${params}`, signature: `mohr=:${signature}:` } : {}),
        ...(method === 'POST' ? { 'content-type': 'application/json' } : {}),
        ...(gzip || spoil.encoding ? { 'content-encoding': spoil.encoding ?? 'gzip' } : {}),
      },
      ...(method === 'POST' ? { body: new Uint8Array(raw) } : {}),
    })
    return {
      status: response.status, type: response.headers.get('content-type') ?? '', headers: response.headers,
      body: await response.json() as Record<string, unknown>,
    }
  }

  operation(over: Partial<WireOperation> & { content?: unknown } = {}): WireOperation {
    const { content = { note: 'نمونه' }, ...rest } = over
    const payload = canonicalize(content)!
    this.#sequence += 1
    return {
      op_id: randomUUID(), device_seq: this.#sequence, aggregate: { type: 'Dossier', id: randomUUID() }, base_version: 0, kind: 'dossier.open',
      schema: 1, stream: 'dossiers', at: '2026-11-21T06:00:00.000Z', payload,
      payload_sha256: createHash('sha256').update(payload).digest('base64url'), depends_on: [], ...rest,
    }
  }

  push(operations: readonly unknown[], epoch = this.enrolment!.epoch): Promise<Reply> {
    return this.send({ method: 'POST', path: '/v1/operations:batch', gzip: true, body: JSON.stringify({ epoch, operations }) })
  }
}

export const statuses = (reply: Reply): string[] =>
  (reply.body['results'] as { status: string; problem?: { code: string } }[]).map(({ status, problem }) => (problem ? `${status} ${problem.code}` : status))
