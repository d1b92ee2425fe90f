import { createServer, request as ask, type Server } from 'node:http'
import { createServer as createTlsServer } from 'node:https'
import { connect, type AddressInfo, type Socket } from 'node:net'

export type ConnectProxy = { url: string; /** `CONNECT host:port` and `GET http://…` as they came. */ asked: string[]; close(): Promise<void> }

/**
 * A real proxy on loopback: tunnels by CONNECT, plain requests in absolute form. Every name outside leads to this machine, as if
 * a name server of the office said so.
 * @param auth `user:password` it demands
 * @param tls certificate and key of a proxy that is itself reached by TLS; `host` is then its name
 */
export const startProxy = async ({ auth, tls }: { auth?: string; tls?: { cert: string; key: string } } = {}): Promise<ConnectProxy> => {
  const asked: string[] = []
  const sockets = new Set<Socket>()
  const wanted = auth === undefined ? undefined : `Basic ${Buffer.from(auth).toString('base64')}`
  const server: Server = tls ? createTlsServer(tls) : createServer()
  server.on('connection', (socket: Socket) => void sockets.add(socket))
  server.on('connect', (request, client: Socket) => {
    asked.push(`CONNECT ${request.url}`)
    if (wanted !== undefined && request.headers['proxy-authorization'] !== wanted) {
      client.end('HTTP/1.1 407 Proxy Authentication Required\r\nProxy-Authenticate: Basic\r\nContent-Length: 0\r\n\r\n')
      return
    }
    const upstream = connect(Number(new URL(`http://${request.url}`).port), '127.0.0.1', () => {
      client.write('HTTP/1.1 200 Connection established\r\n\r\n')
      upstream.pipe(client)
      client.pipe(upstream)
    })
    sockets.add(upstream)
    for (const socket of [upstream, client]) socket.on('error', () => { upstream.destroy(); client.destroy() })
  })
  server.on('request', (request, response) => {
    asked.push(`${request.method} ${request.url}`)
    if (wanted !== undefined && request.headers['proxy-authorization'] !== wanted) return void response.writeHead(407).end()
    const target = new URL(request.url ?? '')
    request.pipe(ask({ host: '127.0.0.1', port: target.port, path: target.pathname, method: request.method, headers: request.headers }, (answer) => {
      response.writeHead(answer.statusCode ?? 502, answer.headers)
      answer.pipe(response)
    }))
  })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  return {
    url: `${tls ? 'https' : 'http'}://127.0.0.1:${(server.address() as AddressInfo).port}`, asked,
    close: () => new Promise((done) => {
      for (const socket of sockets) socket.destroy()
      server.close(() => { done() })
    }),
  }
}
