import { readFileSync } from 'node:fs'
import { createServer as createPlain, type Server } from 'node:http'
import { createServer } from 'node:https'
import { createServer as createTcp, type AddressInfo, type Socket } from 'node:net'
import { join } from 'node:path'
import { afterEach, expect, test } from 'vitest'
import { askAuthority } from './ask-authority'
import { startProxy } from '#main/network/testing/connect-proxy'

const tls = (name: string): string => readFileSync(join(import.meta.dirname, '../../registry/testing/tls', name), 'utf8')
const opened: { close: () => void; sockets: Set<Socket> }[] = []
const listening = async (server: Server | ReturnType<typeof createTcp> | ReturnType<typeof createServer>): Promise<number> => {
  const sockets = new Set<Socket>()
  server.on('connection', (socket: Socket) => void sockets.add(socket))
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  opened.push({ close: () => void server.close(), sockets })
  return (server.address() as AddressInfo).port
}
afterEach(() => {
  for (const { close, sockets } of opened.splice(0)) {
    for (const socket of sockets) socket.destroy()
    close()
  }
})
const ask = (url: string, caPem = '') => askAuthority(url, Buffer.from([0x30, 0]), { timeoutMs: 150, caPem, way: { credentials: null } })

test('one that never answers, and one that drips, end in time', async () => {
  const silent = await listening(createTcp())
  expect(await ask(`http://127.0.0.1:${silent}/`)).toEqual({ fault: 'timeout' })
  const dripping = await listening(createPlain((_, response) => {
    response.writeHead(200, { 'content-type': 'application/timestamp-reply' })
    const drip = setInterval(() => response.write('x'), 20)
    response.on('close', () => { clearInterval(drip) })
  }))
  expect(await ask(`http://127.0.0.1:${dripping}/`)).toEqual({ fault: 'timeout' })
})

test('an https authority that nobody trusts is not asked; the pinned one is', async () => {
  const seen: string[] = []
  const port = await listening(createServer({ cert: tls('server.pem'), key: tls('server-key.pem') }, (request, response) => {
    seen.push(request.headers['content-type'] ?? '')
    response.setHeader('content-type', 'application/timestamp-reply').end('x')
  }))
  expect(await ask(`https://127.0.0.1:${port}/`)).toEqual({ fault: 'tls' })
  expect(seen).toEqual([])
  expect(await ask(`https://127.0.0.1:${port}/`, tls('ca.pem'))).toEqual({ bytes: Buffer.from('x') })
  expect(seen).toEqual(['application/timestamp-query'])
})

test('an authority is asked through the machine’s proxy, with the pin it has for it', async () => {
  const port = await listening(createPlain((_, response) => response.setHeader('content-type', 'application/timestamp-reply').end('x')))
  const proxy = await startProxy()
  try {
    const way = { config: { proxy: { url: proxy.url, noProxy: [] }, ca: [], pins: {} }, credentials: null }
    expect(await askAuthority(`http://tsa.example.ir:${port}/`, Buffer.from([0x30, 0]), { timeoutMs: 2000, caPem: '', way })).toEqual({ bytes: Buffer.from('x') })
    expect(proxy.asked).toEqual([`POST http://tsa.example.ir:${port}/`])
  } finally {
    await proxy.close()
  }
})
