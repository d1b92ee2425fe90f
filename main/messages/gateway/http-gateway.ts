import { Agent as HttpAgent } from 'node:http'
import { Agent as HttpsAgent } from 'node:https'
import axios from 'axios'
import type { GatewayVerdict, HttpGateway } from '#contract/messages'
import { buildRequest, type Outgoing } from './build-request'
import { readVerdict, type Verdict } from './read-verdict'

/** The port behind which a sending service stands: one message in, what became of the request out. Never throws. */
export type Gateway = { send(message: Outgoing): Promise<Verdict>; close(): void }

const maxAnswer = 64 * 1024
/** Codes of a connection that was never made: nothing was sent. */
const unreached = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'ENETUNREACH', 'ENETDOWN', 'EADDRNOTAVAIL'])
const tls = /^(CERT_|DEPTH_ZERO|SELF_SIGNED|UNABLE_TO_|ERR_TLS_|ERR_SSL_|EPROTO$|HOSTNAME_MISMATCH|INVALID_CA|INVALID_PURPOSE|PATH_LENGTH)/

/** When in doubt, `unknown`: a second SMS is worse than a question. */
const failureOf = (error: unknown): GatewayVerdict => {
  const code = axios.isAxiosError(error) ? (error.code ?? '') : ''
  if (unreached.has(code)) return 'unreached'
  return tls.test(code) ? 'tls' : 'unknown'
}

/** An HTTP sending service: no proxy from the environment, no redirect, certificates checked, limits on time and size. */
export const openHttpGateway = (http: HttpGateway, secret: string): Gateway => {
  // A connection for each message: one that was kept open may be gone, and then nobody knows whether the bytes arrived.
  const httpAgent = new HttpAgent()
  const httpsAgent = new HttpsAgent({ ...(http.caPem === null ? {} : { ca: http.caPem }), minVersion: 'TLSv1.2', rejectUnauthorized: true })
  const timeout = http.timeoutSeconds * 1000
  const client = axios.create({
    adapter: 'http', httpAgent, httpsAgent, proxy: false, maxRedirects: 0, timeout, maxContentLength: maxAnswer, maxBodyLength: maxAnswer,
    responseType: 'text', decompress: false, validateStatus: () => true, transformRequest: (body: unknown) => body, transformResponse: (body: unknown) => body,
  })
  return {
    close: () => {
      httpAgent.destroy()
      httpsAgent.destroy()
    },
    send: async (message) => {
      const { url, headers, body } = buildRequest(http, secret, message)
      try {
        // The timeout of axios starts anew with every byte; a dripping answer must end too.
        const response = await client.post<string>(url, body, { headers, signal: AbortSignal.timeout(2 * timeout) })
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
