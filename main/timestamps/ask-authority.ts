import type { StampFault } from '#contract/timestamps'
import { connectionFailure, openClient, type Way } from '#main/network/index'
import { mostResponseBytes } from './verify-response'

export type Answer = { bytes: Buffer } | { fault: StampFault }

/** Whatever else ends a request is a connection that was never made or did not hold. */
const faultOf = (error: unknown): StampFault => {
  const kind = connectionFailure(error)
  return kind === 'lost' ? 'unreached' : kind
}

/**
 * One question over HTTP (RFC 3161 §3.4). A connection of https may be vouched for by the pinned authorities as well. Never throws.
 */
export const askAuthority = async (url: string, request: Buffer, { timeoutMs, caPem, way }: { timeoutMs: number; caPem: string; way: Way }): Promise<Answer> => {
  const client = openClient(way, { url, ca: { publicAnd: caPem }, timeoutMs, mostBytes: mostResponseBytes })
  try {
    const response = await client.http.post<Buffer>(url, request, {
      responseType: 'arraybuffer',
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
    client.close()
  }
}
