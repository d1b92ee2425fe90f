import { createServer, type Server } from 'node:http'
import { readFileSync } from 'node:fs'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { afterEach, expect, test } from 'vitest'
import { readDevice, saveDevice } from '#db/registry/device-repo'
import { startRegistry, type RunningRegistry } from '#registry/server/start-registry'
import { clock, contextOf, enrolAt, newBench, newFolder, openOffice, calmPorts, type Bench } from './testing/office'
import { runSync } from './index'

const closers: (() => Promise<void> | void)[] = []
const bench = async (): Promise<Bench> => {
  const made = await newBench()
  closers.push(made.close)
  return made
}
afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close()
})

const push = '/v1/operations:batch'
type Fault = Parameters<RunningRegistry['setFaults']>[0][number]['fault']

const perPush: [Fault, Partial<{ accepted: number; duplicates: number }>][] = [
  ['drop_before_read', { accepted: 3 }],
  ['drop_mid_body', { accepted: 3 }],
  // Stored, but nobody heard: the lookup finds it, nothing is sent again.
  ['drop_after_commit', { accepted: 3, duplicates: 0 }],
  ['cut_answer', { accepted: 3, duplicates: 0 }],
  ['truncated_gzip', { accepted: 3, duplicates: 0 }],
  ['wrong_digest', { accepted: 3, duplicates: 0 }],
  ['stall', { accepted: 3 }],
  ['503', { accepted: 3 }],
  ['429', { accepted: 3 }],
]
test.each(perPush)('%s at the push: the same run delivers, once', async (fault, expected) => {
  const { registry, append, sync, broken, states } = await bench()
  for (let i = 0; i < 3; i += 1) append('dossier.open', `d${i}`, 0)
  registry.setFaults([{ request: 1, path: push, fault }])
  expect(await sync()).toMatchObject({ exitCode: 0, remaining: 0, receipts: 3, ...expected })
  expect(new Set(Object.values(states()))).toEqual(new Set(['settled']))
  expect(await registry.store.counts()).toMatchObject({ operations: 3 })
  expect(broken()).toEqual([])
})

const anywhere: Fault[] = ['drop_before_read', 'drop_after_commit', 'truncated_gzip', 'wrong_digest', '503']
test.each(anywhere)('%s at every request of the run in turn: nothing lost, nothing twice', async (fault) => {
  const { registry, append, sync, broken } = await bench()
  for (let request = 1; request <= 6; request += 1) {
    append('dossier.open', `d${request}`, 0, { tracking_code: `T-${request}` })
    await registry.store.publish({ stream: 'dossiers', unit: '0600', op: 'upsert', type: 'note', id: `n${request}`, body: { request } })
    registry.setFaults([{ request, fault }])
    expect(await sync({ appliers: { note: () => {} } })).toMatchObject({ exitCode: 0, remaining: 0, pulled: 1 })
    expect(broken()).toEqual([])
  }
})

test('Retry-After is the least that is waited; an absurd one ends the run and stays in the rows', async () => {
  const { registry, append, sync, slept, states, db } = await bench()
  const opId = append('dossier.open', 'd1', 0)
  registry.setFaults([{ request: 1, path: push, fault: '429', retry_after: '7' }])
  expect(await sync()).toMatchObject({ exitCode: 0 })
  expect(slept).toEqual([7_500])
  const second = append('dossier.open', 'd2', 0)
  registry.setFaults([{ request: 1, path: push, fault: '503', retry_after: '99999999' }])
  expect(await sync({ patienceMs: 60_000 })).toMatchObject({ exitCode: 21, problems: [{ code: 'PATIENCE_SPENT', detail: '3600' }] })
  expect(states()).toEqual({ [opId]: 'settled', [second]: 'queued' })
  expect(db.prepare('SELECT next_at FROM deliveries WHERE op_id = ?').pluck().get(second)).toBe('2026-11-21T07:00:00.000Z')
  expect(await sync()).toMatchObject({ exitCode: 21, pushed: 0, remaining: 1 })
  clock.set('2026-11-21T07:00:00.000Z')
  expect(await sync()).toMatchObject({ exitCode: 0, pushed: 1 })
  clock.set('2026-11-21T06:00:00.000Z')
})

test('a wrong clock blocks nothing: a day off is signed, a year off is corrected once, a far wait is void', async () => {
  const { append, sync, db } = await bench()
  append('dossier.open', 'd1', 0)
  // The registry shares the test's clock, so its own answer of "too far" is provoked by a device that is behind it.
  const behind = (days: number) => ({ now: () => new Date(Date.parse('2026-11-21T06:00:00Z') - days * 86_400_000), today: () => '2026-11-21' as never })
  expect(await runSync({ ...contextOf(db), clock: behind(1) }, calmPorts())).toMatchObject({ exitCode: 0, pushed: 1 })
  append('dossier.open', 'd2', 0)
  db.prepare("UPDATE deliveries SET next_at = '2031-01-01T00:00:00.000Z' WHERE state = 'queued'").run()
  expect(await runSync({ ...contextOf(db), clock: behind(365) }, calmPorts())).toMatchObject({ exitCode: 0, pushed: 1 })
  expect(await sync()).toMatchObject({ exitCode: 0 })
})

test('a captive portal is "no network": nothing is believed, nothing is lost', async () => {
  const { registry, append, sync, states, broken } = await bench()
  const opId = append('dossier.open', 'd1', 0)
  registry.setFaults([{ request: 1, fault: 'html' }])
  expect(await sync()).toMatchObject({ exitCode: 20, problems: [{ code: 'NETWORK_PORTAL' }] })
  registry.setFaults([{ request: 1, path: push, fault: 'html' }])
  expect(await sync()).toMatchObject({ exitCode: 20, remaining: 1 })
  expect(states()).toEqual({ [opId]: 'in_flight' })
  expect(await sync()).toMatchObject({ exitCode: 0, receipts: 1 })
  expect(broken()).toEqual([])
})

const foreign = async (answer: (body: string) => [number, Record<string, string>, string]): Promise<string> => {
  const server: Server = createServer((request, response) => {
    let body = ''
    request.on('data', (chunk: Buffer) => void (body += chunk.toString('latin1'))).on('end', () => {
      const [status, headers, text] = answer(body)
      response.writeHead(status, headers).end(text)
    })
  })
  await new Promise<void>((done) => void server.listen(0, '127.0.0.1', done))
  closers.push(() => new Promise<void>((done) => {
    server.close(() => done())
    server.closeAllConnections()
  }))
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
}
const pointAt = (db: Bench['db'], url: string): void => saveDevice(db, { ...readDevice(db)!, url })

test('an impostor with well-formed answers but without the registry’s key is not believed', async () => {
  const { append, sync, db, states } = await bench()
  const opId = append('dossier.open', 'd1', 0)
  const device = readDevice(db)!
  const { contentDigest } = await import('./request-signature')
  pointAt(db, await foreign(() => {
    const text = JSON.stringify({
      registry_id: device.registryId, epoch: device.epoch, server_time: '2026-11-21T06:00:00Z', action: 'continue',
      received_device_seq: 0, received_server_seq: 0, known_head: null, pending: [],
    })
    return [200, { 'content-type': 'application/json', 'content-digest': contentDigest(Buffer.from(text)) }, text]
  }))
  expect(await sync()).toMatchObject({ exitCode: 20, problems: [{ code: 'NETWORK_PORTAL' }] })
  expect(states()).toEqual({ [opId]: 'queued' })
})

test('a redirect is not followed, and a closed port is "nothing was sent"', async () => {
  const { append, sync, db, registry } = await bench()
  append('dossier.open', 'd1', 0)
  let reached = 0
  const target = await foreign(() => [200, {}, String((reached += 1))])
  pointAt(db, await foreign(() => [307, { location: `${target}/v1/handshake` }, '']))
  expect(await sync()).toMatchObject({ exitCode: 20, pushed: 0 })
  expect(reached).toBe(0)
  pointAt(db, 'http://127.0.0.1:9')
  expect(await sync()).toMatchObject({ exitCode: 20, bytesReceived: 0, remaining: 1, problems: [{ code: 'NETWORK_ABSENT' }] })
  pointAt(db, registry.url)
  expect(await sync()).toMatchObject({ exitCode: 0, pushed: 1 })
})

const pem = (name: string): string => readFileSync(join(import.meta.dirname, '../../registry/testing/tls', `${name}.pem`), 'utf8')
const tlsRegistry = async (leaf: string): Promise<RunningRegistry> => {
  const registry = await startRegistry({
    db: join(newFolder(), 'registry.db'), port: 0, controlPort: 0, training: false, now: clock.now, tls: { cert: pem(leaf), key: pem(`${leaf}-key`) },
  })
  closers.push(registry.close)
  return registry
}
const officeAt = (): Bench['db'] => {
  const db = openOffice(join(newFolder(), 'office.db'))
  closers.push(() => void db.close())
  return db
}

test('TLS: the pinned CA is believed; another CA or another name is refused and no code is spent', async () => {
  const registry = await tlsRegistry('server')
  const db = officeAt()
  await expect(enrolAt(registry, contextOf(db), '0600', pem('other-ca'))).rejects.toMatchObject({ code: 'REGISTRY_TLS_FAILED' })
  await expect(enrolAt(registry, contextOf(db), '0600', null)).rejects.toMatchObject({ code: 'REGISTRY_CA_REFUSED' })
  await expect(enrolAt(await tlsRegistry('wrong-name'), contextOf(db), '0600', pem('ca'))).rejects.toMatchObject({ code: 'REGISTRY_TLS_FAILED' })
  await enrolAt(registry, contextOf(db), '0600', pem('ca'))
  expect(await runSync(contextOf(db), calmPorts())).toMatchObject({ exitCode: 0 })
  saveDevice(db, { ...readDevice(db)!, caPem: pem('other-ca') })
  expect(await runSync(contextOf(db), calmPorts())).toMatchObject({ exitCode: 31, problems: [{ code: 'REGISTRY_TLS_FAILED' }] })
})

test.each(['http://example.com', 'ftp://127.0.0.1', 'http://127.0.0.1.example.com', 'http://user:x@127.0.0.1', 'https://registry.test/path', 'nonsense'])(
  'enrolment refuses the address %s', async (url) => {
    await expect(enrolAt({ url, control: (await bench()).registry.control }, contextOf(officeAt()))).rejects.toMatchObject({ code: 'REGISTRY_URL_REFUSED' })
  },
)
