import { Agent as HttpAgent } from 'node:http'
import { Agent as HttpsAgent } from 'node:https'
import { rootCertificates } from 'node:tls'
import axios from 'axios'
import type { StampFault } from '#contract/timestamps'
import { mostResponseBytes } from './verify-response'

export type Answer = { bytes: Buffer } | { fault: StampFault }

const tls = /^(CERT_|DEPTH_ZERO|SELF_SIGNED|UNABLE_TO_|ERR_TLS_|ERR_SSL_|EPROTO$|HOSTNAME_MISMATCH|INVALID_CA|INVALID_PURPOSE|PATH_LENGTH)/

/** Whatever else ends a request is a connection that was never made or did not hold. axios tells an answer beyond the limit in words only. */
const faultOf = (error: unknown): StampFault => {
  if (!axios.isAxiosError(error)) return 'unreached'
  const { code = '', message } = error
  if (code === 'ECONNABORTED' || code === 'ETIMEDOUT' || code === 'ERR_CANCELED') return 'timeout'
  if (message.startsWith('maxContentLength')) return 'too_large'
  return tls.test(code) ? 'tls' : 'unreached'
}

/**
 * One question over HTTP (RFC 3161 §3.4): no proxy from the environment, no redirect, limits on time and size, no decompression.
 * A connection of https may be vouched for by the pinned authorities as well. Never throws.
 */
export const askAuthority = async (url: string, request: Buffer, { timeoutMs, caPem }: { timeoutMs: number; caPem: string }): Promise<Answer> => {
  const httpAgent = new HttpAgent()
  const httpsAgent = new HttpsAgent({ ca: [...rootCertificates, caPem], minVersion: 'TLSv1.2', rejectUnauthorized: true })
  try {
    const response = await axios.post<Buffer>(url, request, {
      adapter: 'http', httpAgent, httpsAgent, proxy: false, maxRedirects: 0, timeout: timeoutMs, maxContentLength: mostResponseBytes, maxBodyLength: mostResponseBytes,
      responseType: 'arraybuffer', decompress: false, validateStatus: () => true, transformRequest: (body: unknown) => body,
      // The timeout of axios starts anew with every byte; a dripping answer must end too.
      signal: AbortSignal.timeout(2 * timeoutMs),
      headers: { 'content-type': 'application/timestamp-query', accept: 'application/timestamp-reply', 'accept-encoding': 'identity', 'user-agent': 'mohr' },
    })
    if (response.status !== 200) return { fault: 'http' }
    const type: unknown = response.headers['content-type']
    if (typeof type !== 'string' || !/^application\/timestamp-reply\b/i.test(type)) return { fault: 'content' }
    return { bytes: response.data }
  } catch (error) {
    return { fault: faultOf(error) }
  } finally {
    httpAgent.destroy()
    httpsAgent.destroy()
  }
}
