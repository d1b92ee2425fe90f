import { mkdirSync } from 'node:fs'
import { get } from 'node:http'
import { once } from 'node:events'
import { networkInterfaces } from 'node:os'
import { connect } from 'node:net'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { noCapabilities } from '#contract/office'
import { contentPolicy } from './host/headers'
import type { Loopback } from './loopback'
import { ask, callAs, enter } from './testing/ask'
import { newFolder, servePage } from './testing/served-page'

let served: Loopback
let token: string
beforeAll(async () => {
  served = await servePage()
  token = await enter(served.url)
})
afterAll(() => served.close())

const port = (): string => new URL(served.origin).port
const open = { ok: true, value: { state: 'absent', host: 'loopback' } }

test('with ticket and token the page reaches the one door', async () => {
  expect(await callAs(served.origin, token, 'office.status', {})).toMatchObject({ status: 200, body: open })
  expect(await callAs(served.origin, token, 'office.status', {}, { origin: served.origin, 'sec-fetch-site': 'same-origin' })).toMatchObject({ body: open })
})

test('issue 5.3: a browser on loopback can do nothing that needs the system, and says so', async () => {
  const { body } = await callAs(served.origin, token, 'office.status', {})
  expect(body).toMatchObject({ value: { capabilities: noCapabilities } })
  expect(Object.values(noCapabilities)).not.toContain(true)
})

describe('security 19: no other page, name or program gets an answer with data', () => {
  const hosts = ['evil.example:PORT', 'localhost:PORT', '127.0.0.1.nip.io:PORT', 'localhost.evil', '127.0.0.1', '127.0.0.1:1', '[::1]:PORT']
  const paths: [string, string][] = [['GET', '/'], ['GET', '/events'], ['POST', '/call'], ['POST', '/session'], ['OPTIONS', '/call']]
  test.each(hosts.flatMap((host) => paths.map(([method, path]) => ({ host, method, path }))))('Host "$host": $method $path is 421 or 400', async ({ host, method, path }) => {
    const headers = { host: host.replace('PORT', port()), authorization: `Bearer ${token}`, 'content-type': 'application/json' }
    const { status, text } = await ask(served.origin, path, { method, headers, body: method === 'POST' ? '{"name":"office.status"}' : undefined })
    expect([400, 421]).toContain(status)
    expect(text).not.toContain('absent')
  })

  test.each(['Host:\r\n', '', 'Host: evil.example\r\nHost: 127.0.0.1\r\n'])('a request with the host lines %j gets nothing', async (lines) => {
    const socket = connect(Number(port()), '127.0.0.1')
    socket.end(`GET / HTTP/1.1\r\n${lines}Connection: close\r\n\r\n`)
    const chunks: Buffer[] = []
    for await (const chunk of socket as AsyncIterable<Buffer>) chunks.push(chunk)
    expect(Buffer.concat(chunks).toString()).toMatch(/^HTTP\/1\.1 4(00|21) /)
  })

  test.each(['https://evil.example', 'null', 'http://127.0.0.1:1', 'http://localhost:PORT', 'https://127.0.0.1:PORT'])('Origin %s is 403 everywhere', async (origin) => {
    const headers = { origin: origin.replace('PORT', port()) }
    expect((await callAs(served.origin, token, 'office.status', {}, headers)).status).toBe(403)
    expect((await ask(served.origin, '/', { headers })).status).toBe(403)
    expect((await ask(served.origin, '/events', { headers: { ...headers, authorization: `Bearer ${token}` } })).status).toBe(403)
  })

  test.each(['cross-site', 'same-site', 'none'])('Sec-Fetch-Site %s is 403 on the API', async (site) => {
    expect((await callAs(served.origin, token, 'office.status', {}, { 'sec-fetch-site': site })).status).toBe(403)
  })

  test.each(['', 'Bearer', 'Bearer x', `Bearer ${'a'.repeat(43)}`, 'Basic YTpi'])('authorization "%s" is 401', async (authorization) => {
    expect(await callAs(served.origin, '', 'office.status', {}, { authorization })).toMatchObject({ status: 401, body: { ok: false, error: { code: 'CONNECTION_LOST' } } })
    expect((await ask(served.origin, '/events', { headers: { authorization } })).status).toBe(401)
  })

  test('a preflight is never granted, and no answer carries a CORS header or a cookie', async () => {
    const answers = [
      await ask(served.origin, '/call', { method: 'OPTIONS', headers: { 'access-control-request-method': 'POST' } }),
      await callAs(served.origin, token, 'office.status', {}),
      await ask(served.origin, '/'),
    ]
    expect(answers[0]!.status).toBe(405)
    for (const { headers } of answers) expect(Object.keys(headers).filter((name) => /^(access-control|set-cookie)/.test(name))).toEqual([])
  })
})

describe('tickets', () => {
  const redeem = (ticket: unknown) => ask(served.origin, '/session', { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ ticket }) })
  const ticketOf = (url: string): string => new URL(url).hash.slice(3)

  test('a ticket works once; an invented, empty or missing one never', async () => {
    const ticket = ticketOf(served.newUrl())
    expect((await redeem(ticket)).status).toBe(200)
    expect((await redeem(ticket)).status).toBe(403)
    for (const wrong of ['', 'x'.repeat(32), null, 7, ['a'], { toString: 1 }]) expect((await redeem(wrong)).status).toBe(403)
  })
  test('two pages have two connections', async () => {
    const other = await enter(served.newUrl())
    expect(other).not.toBe(token)
    expect(await callAs(served.origin, other, 'office.status', {})).toMatchObject({ body: open })
  })
})

describe('bodies', () => {
  const post = (body: string | Buffer, type = 'application/json') =>
    ask(served.origin, '/call', { method: 'POST', headers: { authorization: `Bearer ${token}`, 'content-type': type }, body })

  test.each(['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data; boundary=x', 'application/jsonp', ''])('content type "%s" is 415', async (type) => {
    expect((await post('{"name":"office.status"}', type)).status).toBe(415)
  })
  test.each(['', '{', '[]', '"x"', 'null'])('body %j is 400', async (body) => {
    expect(await post(body)).toMatchObject({ status: 400, body: { error: { code: 'INPUT_INVALID' } } })
  })
  test('bytes that are not UTF-8 are 400', async () => {
    expect((await post(Buffer.from([0x22, 0xff, 0x22]))).status).toBe(400)
  })
  test('more than a megabyte is 413, but for an import file, whose sixteen megabytes grow to twenty-two in base64', async () => {
    const input = { name: 'a.csv', contentBase64: 'A'.repeat(2 * 1024 * 1024) }
    expect((await callAs(served.origin, token, 'office.status', input)).status).toBe(413)
    expect(await callAs(served.origin, token, 'dossiers.importFile', input)).toMatchObject({ status: 200, body: { error: { code: 'NOT_SIGNED_IN' } } })
    expect((await callAs(served.origin, token, 'dossiers.importFile', { contentBase64: 'A'.repeat(25 * 1024 * 1024) })).status).toBe(413)
  })
  test.each(['__proto__', 'constructor', 'toString'])('a call named %s is an unknown operation', async (name) => {
    expect(await callAs(served.origin, token, name, {})).toMatchObject({ status: 200, body: { error: { code: 'OPERATION_UNKNOWN' } } })
  })
})

describe('files', () => {
  test('index and assets come with the policy and their type', async () => {
    const index = await ask(served.origin, '/')
    expect(index).toMatchObject({ status: 200, headers: { 'content-type': 'text/html; charset=utf-8', 'content-security-policy': contentPolicy, 'x-content-type-options': 'nosniff' } })
    expect((await ask(served.origin, '/assets/index.js')).headers['content-type']).toBe('text/javascript; charset=utf-8')
  })
  test('security 18: no path leads out of the page', async () => {
    const paths = ['/../secret.js', '/..%2fsecret.js', '/%2e%2e/secret.js', '/..%5csecret.js', '/assets/../../secret.js', '//secret.js',
      '/assets/..%252f..%252fsecret.js', '/%00', '/assets', '/assets/', '/etc/passwd', '/\\..\\secret.js', '/%']
    for (const path of paths) {
      const { status, text, headers } = await ask(served.origin, path)
      expect({ path, refused: status === 404 || status === 400, text: text.includes('SECRET'), policy: headers['content-security-policy'] })
        .toEqual({ path, refused: true, text: false, policy: contentPolicy })
    }
  })
  test('only reading is allowed', async () => {
    for (const method of ['POST', 'PUT', 'DELETE']) expect((await ask(served.origin, '/', { method })).status).toBe(405)
    expect(await ask(served.origin, '/', { method: 'HEAD' })).toMatchObject({ status: 200, text: '' })
  })
})

test('pushes of the core reach a listening page as lines of JSON', async () => {
  const stream = get(`${served.origin}/events`, { headers: { authorization: `Bearer ${token}` } })
  const [response] = await once(stream, 'response') as [NodeJS.ReadableStream]
  await once(response, 'data')
  const manager = { username: 'manager', displayName: 'کیوان رستگار', passphrase: 'a long enough passphrase' }
  const line = once(response, 'data') as Promise<[Buffer]>
  expect(await callAs(served.origin, token, 'office.create', { name: 'اداره‌کل خوزستان', unit: '0600', manager })).toMatchObject({ body: { ok: true } })
  expect(JSON.parse((await line)[0].toString())).toEqual({ event: 'office.changed', payload: {} })
  stream.destroy()
})

test('security 11: nothing listens on the other addresses of this machine', async () => {
  const others = Object.values(networkInterfaces()).flat().filter((net) => net && net.family === 'IPv4' && !net.internal)
  for (const net of others) {
    const socket = connect(Number(port()), net!.address)
    const [error] = await once(socket, 'error').catch((reason: unknown) => [reason]) as [NodeJS.ErrnoException]
    expect(error.code).toBe('ECONNREFUSED')
  }
})

test('security 26: one program per data folder, and the next one may come after it', async () => {
  const home = newFolder()
  const first = await servePage(home)
  await expect(servePage(home)).rejects.toThrow('HOME_IN_USE')
  await first.close()
  const next = await servePage(home)
  await next.close()
})

test('a data folder that can\'t be made is said so at once', async () => {
  for (const home of ['/dev/null/mohr', ...(process.platform === 'linux' ? ['/proc/mohr'] : [])]) {
    await expect(servePage(home)).rejects.toThrow('HOME_UNUSABLE')
  }
})

test('the counter of wrong tries can\'t be kept: nobody gets in, and the answer says that the disk refused', async () => {
  const home = newFolder()
  const office = await servePage(home)
  const page = await enter(office.url)
  const manager = { username: 'manager', displayName: 'کیوان رستگار', passphrase: 'a long enough passphrase' }
  await callAs(office.origin, page, 'office.create', { name: 'اداره‌کل خوزستان', unit: '0600', manager })
  mkdirSync(join(home, 'attempts.json'))
  for (const passphrase of [manager.passphrase, 'a wrong passphrase']) {
    expect(await callAs(office.origin, page, 'staff.signIn', { username: 'manager', passphrase })).toMatchObject({ body: { ok: false, error: { code: 'STORAGE_FAILED' } } })
  }
  await office.close()
})
