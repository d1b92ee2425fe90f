import { request } from 'node:http'

export type Answer = { status: number; headers: NodeJS.Dict<string | string[]>; text: string; body: unknown }

/** One raw HTTP request: unlike fetch it lets a test choose Host, Origin and the path's very bytes. */
export const ask = (origin: string, path: string, options: { method?: string; headers?: Record<string, string>; body?: string | Buffer } = {}): Promise<Answer> =>
  new Promise((resolve, reject) => {
    const { hostname, port } = new URL(origin)
    // An empty Host is sent as it stands: Node's client would put the right one in its place.
    const setHost = options.headers?.host === undefined
    const sent = request({ hostname, port, path, method: options.method ?? 'GET', headers: options.headers, setHost }, (response) => {
      const chunks: Buffer[] = []
      response.on('data', (chunk: Buffer) => chunks.push(chunk))
      response.on('end', () => {
        const text = Buffer.concat(chunks).toString('utf8')
        const isJson = response.headers['content-type']?.includes('json') === true
        resolve({ status: response.statusCode ?? 0, headers: response.headers, text, body: isJson && text ? JSON.parse(text) : null })
      })
    })
    sent.on('error', reject)
    sent.end(options.body)
  })

const json = { 'content-type': 'application/json' }

/** What the page does first: its ticket for a bearer token. */
export const enter = async (url: string): Promise<string> => {
  const { origin, hash } = new URL(url)
  const { body } = await ask(origin, '/session', { method: 'POST', headers: json, body: JSON.stringify({ ticket: hash.slice(3) }) })
  return (body as { token: string }).token
}

/** One call as the page makes it. */
export const callAs = (origin: string, token: string, name: string, input: unknown, headers: Record<string, string> = {}): Promise<Answer> =>
  ask(origin, '/call', { method: 'POST', headers: { ...json, authorization: `Bearer ${token}`, ...headers }, body: JSON.stringify({ name, input }) })
