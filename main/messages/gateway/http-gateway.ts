import type { GatewayVerdict, HttpGateway } from '#contract/messages'
import { connectionFailure, openClient, type Way } from '#main/network/index'
import { buildRequest, type Outgoing } from './build-request'
import { readVerdict, type Verdict } from './read-verdict'

/** The port behind which a sending service stands: one message in, what became of the request out. Never throws. */
export type Gateway = { send(message: Outgoing): Promise<Verdict>; close(): void }

const maxAnswer = 64 * 1024
/** When in doubt, `unknown`: a second SMS is worse than a question. */
const failureOf = (error: unknown): GatewayVerdict => {
  const kind = connectionFailure(error)
  return kind === 'unreached' || kind === 'tls' ? kind : 'unknown'
}

/** An HTTP sending service; one whose certificate the settings name is trusted under that alone. */
export const openHttpGateway = (http: HttpGateway, secret: string, way: Way): Gateway => {
  const timeout = http.timeoutSeconds * 1000
  // A connection for each message: one that was kept open may be gone, and then nobody knows whether the bytes arrived.
  const client = openClient(way, { url: http.url, ca: http.caPem === null ? 'public' : [http.caPem], timeoutMs: timeout, mostBytes: maxAnswer })
  return {
    close: client.close,
    send: async (message) => {
      const { url, headers, body } = buildRequest(http, secret, message)
      try {
        // The timeout of axios starts anew with every byte; a dripping answer must end too.
        const response = await client.http.post<string>(url, body, { headers, responseType: 'text', transformResponse: (text: unknown) => text, signal: AbortSignal.timeout(2 * timeout) })
        const retryAfter: unknown = response.headers['retry-after']
        const verdict = readVerdict(http, response.status, typeof retryAfter === 'string' ? retryAfter : '', response.data)
        return { ...verdict, said: discreet(verdict.said, secret) }
      } catch (error) {
        return { kind: failureOf(error), status: null, retryAfterS: null, said: '' }
      }
    },
  }
}

/** A word of the service, short, and never the secret that it may have repeated. */
const discreet = (said: string, secret: string): string => (secret === '' ? said : said.replaceAll(secret, '…')).replace(/\p{Cc}/gu, ' ').slice(0, 80)
