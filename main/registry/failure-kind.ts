import axios from 'axios'

/** Codes of a connection that was never made. */
const unreached = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'ENETUNREACH', 'ENETDOWN', 'EADDRNOTAVAIL'])
/** Node's and OpenSSL's words for "this is not the server you pinned". */
const tls = /^(CERT_|DEPTH_ZERO|SELF_SIGNED|UNABLE_TO_|ERR_TLS_|ERR_SSL_|EPROTO$|HOSTNAME_MISMATCH|INVALID_CA|INVALID_PURPOSE|PATH_LENGTH)/

/**
 * What a failed request means for what was sent. When in doubt, `lost`: the next step is then to ask, never to assume.
 */
export const failureKind = (error: unknown): 'unreached' | 'lost' | 'tls' => {
  const code = axios.isAxiosError(error) ? (error.code ?? '') : ''
  if (unreached.has(code)) return 'unreached'
  return tls.test(code) ? 'tls' : 'lost'
}
