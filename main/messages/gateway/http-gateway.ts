import type { GatewayTrouble, HttpGateway } from '#contract/messages'
import { connectionFailure, openClient, type Way } from '#main/network/index'
import { buildQuestion, buildRequest, type Outgoing } from './build-request'
import { readDelivery, readVerdict, type Delivery, type Verdict } from './read-verdict'

/** The port behind which a sending service stands: one message in, what became of the request out. Never throws. */
export type Gateway = {
  send(message: Outgoing): Promise<Verdict>
  /** Undefined: this service tells nothing afterwards. */
  ask: ((message: { key: string; ref: string | null }) => Promise<Delivery>) | undefined
  close(): void
}

const maxAnswer = 64 * 1024
/** When in doubt, `unknown`: a second SMS is worse than a question. */
const failureOf = (error: unknown): GatewayTrouble => {
  const kind = connectionFailure(error)
  return kind === 'unreached' || kind === 'tls' ? kind : 'unknown'
}

/** An HTTP sending service; one whose certificate the settings name is trusted under that alone. */
export const openHttpGateway = (http: HttpGateway, secret: string, way: Way): Gateway => {
  const timeout = http.timeoutSeconds * 1000
  // A connection for each message: one that was kept open may be gone, and then nobody knows whether the bytes arrived.
  const client = openClient(way, { url: http.url, ca: http.caPem === null ? 'public' : [http.caPem], timeoutMs: timeout, mostBytes: maxAnswer })
  // The timeout of axios starts anew with every byte; a dripping answer must end too.
  const asText = { responseType: 'text' as const, transformResponse: (text: unknown) => text }
  const inTime = () => ({ ...asText, signal: AbortSignal.timeout(2 * timeout) })
  const { report } = http
  return {
    close: client.close,
    ask: report === null ? undefined : async ({ key, ref }) => {
      const { url, headers } = buildQuestion(http, report.url, secret, { key, ref: ref ?? '' })
      try {
        const response = await client.http.get<string>(url, { headers, ...inTime() })
        const delivery = readDelivery(report, response.status, response.data)
        return { ...delivery, said: discreet(delivery.said, secret) }
      } catch (error) {
        return { kind: failureOf(error), said: '' }
      }
    },
    send: async (message) => {
      const { url, headers, body } = buildRequest(http, secret, message)
      try {
        const response = await client.http.post<string>(url, body, { headers, ...inTime() })
        const retryAfter: unknown = response.headers['retry-after']
        const verdict = readVerdict(http, response.status, typeof retryAfter === 'string' ? retryAfter : '', response.data)
        return { ...verdict, said: discreet(verdict.said, secret) }
      } catch (error) {
        return { kind: failureOf(error), status: null, retryAfterS: null, said: '', ref: null }
      }
    },
  }
}

/** A word of the service, short, and never the secret that it may have repeated. */
const discreet = (said: string, secret: string): string => (secret === '' ? said : said.replaceAll(secret, '…')).replace(/\p{Cc}/gu, ' ').slice(0, 80)
