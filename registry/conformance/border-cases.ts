import assert from 'node:assert/strict'
import { createHash, generateKeyPairSync, randomUUID } from 'node:crypto'
import { bomb, device, refused, type Case } from './cases'
import { ConformanceDevice, statuses } from './client'

/** What the server must refuse at its border, each with its stable code. */
export const borderCases: Case[] = [
  {
    name: 'an enrolment code works once and unknown codes never',
    run: async (target) => {
      const code = await target.enrolCode('one')
      assert.equal((await new ConformanceDevice(target.url).enrol(code)).status, 201)
      refused(await new ConformanceDevice(target.url).enrol(code), 403, 'enrol_code_refused')
      refused(await new ConformanceDevice(target.url).enrol('NO-SUCH-CODE'), 403, 'enrol_code_refused')
    },
  },
  {
    name: 'enrolment wants proof of the key that is enrolled',
    run: async (target) => {
      const stranger = new ConformanceDevice(target.url)
      const { publicKey } = generateKeyPairSync('ed25519', { publicKeyEncoding: { type: 'spki', format: 'pem' }, privateKeyEncoding: { type: 'pkcs8', format: 'pem' } })
      const body = JSON.stringify({ code: await target.enrolCode('one'), public_key_pem: publicKey, incarnation: randomUUID() })
      refused(await stranger.send({ method: 'POST', path: '/v1/devices', body }), 401, 'signature_invalid')
    },
  },
  {
    name: 'no signature, a wrong one, an unknown device, a time too far away',
    run: async (target) => {
      const one = await device(target)
      const send = (spoil: Parameters<typeof one.send>[0]['spoil']) => one.send({ path: '/v1/receipts', ...(spoil ? { spoil } : {}) })
      refused(await send({ unsigned: '' }), 401, 'signature_invalid')
      refused(await send({ signature: 'another base' }), 401, 'signature_invalid')
      refused(await send({ idempotency: '' }), 400, 'missing_idempotency_key')
      const skewed = await send({ created: '1000000000' })
      refused(skewed, 401, 'clock_skew')
      assert.ok(typeof skewed.body['server_time'] === 'string')
      refused(await new ConformanceDevice(target.url).send({ path: '/v1/receipts' }), 401, 'key_unknown')
    },
  },
  {
    name: 'a body that does not fit its digest, is cut, is no JSON or wears another coding',
    run: async (target) => {
      const one = await device(target)
      const batch = { method: 'POST', path: '/v1/operations:batch', body: '{"epoch":1}' }
      refused(await one.send({ ...batch, spoil: { digest: 'other' } }), 400, 'digest_mismatch')
      refused(await one.send({ ...batch, body: 'no json' }), 400, 'malformed')
      refused(await one.send(batch), 400, 'malformed')
      refused(await one.send({ ...batch, body: bomb(100).subarray(0, -8), spoil: { encoding: 'gzip' } }), 400, 'malformed')
      refused(await one.send({ ...batch, spoil: { encoding: 'br' } }), 415, 'encoding_unsupported')
    },
  },
  {
    name: 'sizes: a decompression bomb, too many bytes, too many operations',
    run: async (target) => {
      const one = await device(target)
      const { max_decompressed, max_ops, max_bytes } = one.service!.limits
      refused(await one.send({ method: 'POST', path: '/v1/operations:batch', body: bomb(max_decompressed + 1), spoil: { encoding: 'gzip' } }), 413, 'too_large')
      refused(await one.push(Array.from({ length: max_ops + 1 }, () => one.operation())), 413, 'too_large')
      const large = await one.send({ method: 'POST', path: '/v1/operations:batch', body: ' '.repeat(max_bytes + 1) }).catch(() => undefined)
      if (large) refused(large, 413, 'too_large')
    },
  },
  {
    name: 'a batch or a cursor of another epoch changes nothing',
    run: async (target) => {
      const one = await device(target)
      refused(await one.push([one.operation()], randomUUID()), 410, 'epoch_changed')
      const alien = Buffer.from(JSON.stringify({ e: randomUUID(), s: 'receipts', n: 3 })).toString('base64url')
      const reply = await one.send({ path: '/v1/receipts', query: `after=${alien}` })
      assert.ok(reply.status === 410 || reply.status === 400, `status ${reply.status}`)
      assert.deepEqual((await one.send({ path: '/v1/receipts' })).body['items'], [])
    },
  },
  {
    name: 'streams come from the credential, other devices’ history is nobody’s, unknown paths are 404',
    run: async (target) => {
      const one = await device(target)
      refused(await one.send({ path: '/v1/changes', query: 'stream=secrets' }), 403, 'out_of_scope')
      refused(await one.send({ path: '/v1/operations', query: 'device=other&after_seq=0' }), 403, 'out_of_scope')
      refused(await one.send({ path: '/v1/nothing' }), 404, 'not_found')
      assert.deepEqual(statuses(await one.push([one.operation({ stream: 'secrets' })])), ['rejected stream_out_of_scope'])
    },
  },
  {
    name: 'answers carry a digest that fits and the registry’s signature headers',
    run: async (target) => {
      const one = await device(target)
      const reply = await one.send({ path: '/v1/receipts' })
      const digest = `sha-256=:${createHash('sha256').update(JSON.stringify(reply.body)).digest('base64')}:`
      assert.equal(reply.headers.get('content-digest'), digest)
      assert.match(reply.headers.get('signature-input') ?? '', /^registry=\("@status" "content-digest" "idempotency-key";req\);created=\d+;keyid="[0-9a-f-]+";alg="ed25519"$/)
    },
  },
]
