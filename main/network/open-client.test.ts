import { createServer } from 'node:https'
import { createServer as createPlain } from 'node:http'
import type { AddressInfo, Socket } from 'node:net'
import fc from 'fast-check'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import type { Config } from '#contract/config'
import { newAuthority, type PrivateAuthority } from './testing/private-authority'
import { startProxy } from './testing/connect-proxy'
import { connectionFailure, isDirect, openClient, pinOf, type Way } from './open-client'

const host = 'registry.example.ir'
let authority: PrivateAuthority
let current: ReturnType<PrivateAuthority['issue']>
let backup: ReturnType<PrivateAuthority['issue']>
let port = 0
let plainPort = 0
const heard: string[] = []
const closers: (() => Promise<void> | void)[] = []
const listen = async (server: ReturnType<typeof createServer> | ReturnType<typeof createPlain>): Promise<{ port: number; close: () => void }> => {
  const sockets = new Set<Socket>()
  server.on('connection', (socket: Socket) => void sockets.add(socket))
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  return { port: (server.address() as AddressInfo).port, close: () => { for (const socket of sockets) socket.destroy(); server.close() } }
}
let ends: (() => void)[] = []
beforeAll(async () => {
  authority = newAuthority()
  ;[current, backup] = [authority.issue(host), authority.issue(host)]
  const secure = await listen(createServer(current, (request, response) => { heard.push(`${request.method} ${request.url}`); response.end('yes') }))
  const plain = await listen(createPlain((request, response) => { heard.push(`plain ${request.url}`); response.end('plainly') }))
  ;[port, plainPort] = [secure.port, plain.port]
  ends = [secure.close, plain.close]
})
afterAll(() => { for (const end of ends) end() })
afterEach(async () => {
  heard.length = 0
  for (const close of closers.splice(0)) await close()
})

type Net = Pick<Config, 'proxy' | 'ca' | 'pins'>
const nothing: Net = { proxy: null, ca: [], pins: {} }
const proxied = async (options: Parameters<typeof startProxy>[0] = {}, noProxy: string[] = []) => {
  const proxy = await startProxy(options)
  closers.push(proxy.close)
  return { asked: proxy.asked, proxy: { url: proxy.url, noProxy } }
}
const ask = async (config: Net, { url = `https://${host}:${port}/ask`, credentials = null, ca = [] }: { url?: string; credentials?: Way['credentials']; ca?: string[] } = {}): Promise<string> => {
  const client = openClient({ config, credentials }, { url, ca, timeoutMs: 3000, mostBytes: 1024 })
  try {
    return (await client.http.get<string>(url, { responseType: 'text' })).data
  } catch (error) {
    return connectionFailure(error)
  } finally {
    client.close()
  }
}

test('security row 12: through the proxy by CONNECT, under the office’s own authority; nothing is heard when nobody vouches', async () => {
  const { asked, proxy } = await proxied()
  expect(await ask({ ...nothing, proxy })).toBe('tls')
  expect(heard).toEqual([])
  expect(await ask({ ...nothing, proxy, ca: [authority.caPem] })).toBe('yes')
  expect(await ask({ ...nothing, proxy }, { ca: [authority.caPem] })).toBe('yes')
  expect(asked).toEqual(Array.from({ length: 3 }, () => `CONNECT ${host}:${port}`))
  expect(await ask({ ...nothing, proxy, ca: [newAuthority().caPem] })).toBe('tls')
})

test('security row 12: a wrong pin is refused whoever signed, the key in use and the backup key are accepted', async () => {
  const { proxy } = await proxied()
  const net = (pins: string[]): Net => ({ proxy, ca: [authority.caPem], pins: { [host]: pins } })
  const [mine, other, stranger] = [current, backup, authority.issue(host)].map(({ certificate }) => pinOf(certificate))
  expect(await ask(net([stranger!, other!]))).toBe('tls')
  expect(heard).toEqual([])
  expect(await ask(net([stranger!, mine!]))).toBe('yes')
  // The same two pins on the day the server changes to its backup key.
  const changed = await listen(createServer(backup, (_, response) => response.end('changed')))
  closers.push(changed.close)
  expect(await ask(net([mine!, other!]), { url: `https://${host}:${changed.port}/` })).toBe('changed')
  expect(await ask(net([mine!, stranger!]), { url: `https://${host}:${changed.port}/` })).toBe('tls')
  // A pin vouches for nobody: an authority must know the server as well.
  expect(await ask({ ...net([mine!, other!]), ca: [] })).toBe('tls')
  // And the certificate must be this host's.
  expect(await ask({ ...net([mine!, other!]), pins: {} }, { url: `https://other.example.ir:${port}/` })).toBe('tls')
})

test('a proxy that wants a user gets the office’s; without one nothing was sent', async () => {
  const { asked, proxy } = await proxied({ auth: 'mohr:p@ss:wörd' })
  const net: Net = { ...nothing, proxy, ca: [authority.caPem] }
  expect(await ask(net)).toBe('unreached')
  expect(await ask(net, { credentials: { username: 'mohr', password: 'wrong' } })).toBe('unreached')
  expect(heard).toEqual([])
  expect(await ask(net, { credentials: { username: 'mohr', password: 'p@ss:wörd' } })).toBe('yes')
  expect(asked).toHaveLength(3)
})

test('a proxy reached by TLS stands under the same authorities', async () => {
  const own = authority.issue('localhost')
  const server = await startProxy({ tls: own })
  closers.push(server.close)
  const proxy = { url: server.url.replace('127.0.0.1', 'localhost'), noProxy: [] }
  expect(await ask({ ...nothing, proxy, ca: [authority.caPem] })).toBe('yes')
  expect(await ask({ ...nothing, proxy, ca: [newAuthority().caPem] }, { ca: [newAuthority().caPem] })).not.toBe('yes')
})

test('plain http goes to the proxy in absolute form, this machine and the named hosts are reached directly', async () => {
  const { asked, proxy } = await proxied({}, ['direct.example.ir'])
  expect(await ask({ ...nothing, proxy }, { url: `http://tsa.example.ir:${plainPort}/tsa` })).toBe('plainly')
  expect(asked).toEqual([`GET http://tsa.example.ir:${plainPort}/tsa`])
  expect(await ask({ ...nothing, proxy }, { url: `http://127.0.0.1:${plainPort}/here` })).toBe('plainly')
  // Directly: this name leads nowhere, and the proxy is not asked for it.
  expect(await ask({ ...nothing, proxy }, { url: `https://direct.example.ir:${port}/` })).toBe('unreached')
  expect(asked).toHaveLength(1)
})

test('a proxy that is not there means that nothing was sent; the environment’s proxy is never asked', async () => {
  const gone = await startProxy()
  await gone.close()
  expect(await ask({ ...nothing, ca: [authority.caPem], proxy: { url: gone.url, noProxy: [] } })).toBe('unreached')
  const { asked, proxy } = await proxied()
  process.env['HTTP_PROXY'] = process.env['http_proxy'] = proxy.url
  try {
    expect(await ask(nothing, { url: `http://127.0.0.1:${plainPort}/` })).toBe('plainly')
    await ask(nothing, { url: `http://nowhere.example.ir:${plainPort}/` })
  } finally {
    delete process.env['HTTP_PROXY']
    delete process.env['http_proxy']
  }
  expect(asked).toEqual([])
})

test('a name below a listed domain is direct, a look-alike is not', () => {
  expect(isDirect('a.inside.ir', ['.inside.ir'])).toBe(true)
  expect(isDirect('inside.ir.evil.com', ['.inside.ir', 'inside.ir'])).toBe(false)
  expect(isDirect('notinside.ir', ['.inside.ir', 'inside.ir'])).toBe(false)
  fc.assert(fc.property(fc.domain(), fc.domain(), (one, other) => {
    expect(isDirect(one, [other])).toBe(one === other)
    expect(isDirect(`x.${one}`, [`.${one}`])).toBe(true)
  }))
})
