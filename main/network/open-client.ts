import { X509Certificate, createHash } from 'node:crypto'
import { Agent as HttpAgent } from 'node:http'
import { Agent as HttpsAgent } from 'node:https'
import { checkServerIdentity, rootCertificates, type PeerCertificate } from 'node:tls'
import axios, { type AxiosInstance, type AxiosProxyConfig } from 'axios'
import type { Config } from '#contract/config'
import type { Context } from '#main/app/ports'
import { readProxyCredentials, type ProxyCredentials } from '#db/network/proxy-repo'

/** How this machine reaches servers: what IT configured, and the proxy's credentials out of the encrypted office. */
export type Way = { config?: Pick<Config, 'proxy' | 'ca' | 'pins'>; credentials: ProxyCredentials | null }

/** One server, and the limits of talking with it. */
export type Server = {
  url: string
  /** Authorities (PEM) that may vouch for it beside the machine's own; `public` is the list that Node brings. */
  ca: readonly string[] | 'public' | { publicAnd: string }
  timeoutMs: number
  mostBytes: number
  /** One connection kept for many requests. */
  keepAlive?: boolean
}

export type Client = { http: AxiosInstance; close(): void }

/** The way of an open office's machine. */
export const wayOf = ({ db, config }: Pick<Context, 'db' | 'config'>): Way => ({ config, credentials: config?.proxy ? readProxyCredentials(db) ?? null : null })

const loopback = /^(127(\.\d{1,3}){3}|\[::1\]|localhost)$/

/** Whether a host is reached directly: this machine always, then the list; `.example.ir` is everything under it. */
export const isDirect = (host: string, noProxy: readonly string[]): boolean =>
  loopback.test(host) || noProxy.some((entry) => (entry.startsWith('.') ? host.endsWith(entry) : host === entry))

const proxyTo = (host: string, { config, credentials }: Way): AxiosProxyConfig | false => {
  const proxy = config?.proxy
  if (!proxy || isDirect(host, proxy.noProxy)) return false
  const { protocol, hostname, port } = new URL(proxy.url)
  return {
    protocol: protocol.slice(0, -1), host: hostname, port: Number(port || (protocol === 'https:' ? 443 : 80)),
    ...(credentials ? { auth: { username: credentials.username, password: credentials.password } } : {}),
  }
}

/** As RFC 7469 writes it: SHA-256 of the SubjectPublicKeyInfo. */
export const pinOf = (certificate: X509Certificate): string =>
  `sha256/${createHash('sha256').update(certificate.publicKey.export({ type: 'spki', format: 'der' })).digest('base64')}`

/** The name first, as always; then, for a pinned host, the key: whoever signed the certificate. */
const identify = (pins: Readonly<Record<string, readonly string[]>>) => (host: string, certificate: PeerCertificate): Error | undefined => {
  const wrong = checkServerIdentity(host, certificate)
  const wanted = Object.hasOwn(pins, host.toLowerCase()) ? pins[host.toLowerCase()] : undefined
  if (wrong || !wanted || wanted.includes(pinOf(new X509Certificate(certificate.raw)))) return wrong
  return Object.assign(new Error('the server has none of the pinned keys'), { code: 'ERR_TLS_PIN_MISMATCH' })
}

const authorities = (ca: Server['ca']): string[] => (ca === 'public' ? [...rootCertificates] : 'publicAnd' in ca ? [...rootCertificates, ca.publicAnd] : [...ca])

/**
 * The one door to servers outside (security row 12): TLS 1.2 at least, certificates and pins always checked, the machine's proxy
 * and never one of the environment, no redirect, limits on time and size, no decompression that the caller did not ask for.
 */
export const openClient = (way: Way, { url, ca, timeoutMs, mostBytes, keepAlive = false }: Server): Client => {
  const reuse = keepAlive ? { keepAlive, maxSockets: 1 } : {}
  const httpAgent = new HttpAgent(reuse)
  const httpsAgent = new HttpsAgent({
    ...reuse, ca: [...authorities(ca), ...(way.config?.ca ?? [])], minVersion: 'TLSv1.2', rejectUnauthorized: true, checkServerIdentity: identify(way.config?.pins ?? {}),
  })
  const http = axios.create({
    adapter: 'http', httpAgent, httpsAgent, proxy: proxyTo(new URL(url).hostname, way), maxRedirects: 0, timeout: timeoutMs, maxContentLength: mostBytes, maxBodyLength: mostBytes,
    decompress: false, validateStatus: (status) => status !== proxyWantsUser, transformRequest: (body: unknown) => body,
  })
  return {
    http,
    close: () => {
      httpAgent.destroy()
      httpsAgent.destroy()
    },
  }
}

/** Only a proxy says it, and then nothing was sent on. */
const proxyWantsUser = 407
/** Codes of a connection that was never made. */
const unreached = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'ENETUNREACH', 'ENETDOWN', 'EADDRNOTAVAIL'])
/** Node's and OpenSSL's words for "this is not the server you know". */
const tls = /^(CERT_|DEPTH_ZERO|SELF_SIGNED|UNABLE_TO_|ERR_TLS_|ERR_SSL_|EPROTO$|HOSTNAME_MISMATCH|INVALID_CA|INVALID_PURPOSE|PATH_LENGTH)/

/** How a request ended without an answer; `lost` when nobody knows what arrived. axios tells an answer beyond the limit in words only. */
export const connectionFailure = (error: unknown): 'unreached' | 'tls' | 'timeout' | 'too_large' | 'lost' => {
  if (!axios.isAxiosError(error)) return 'lost'
  const { code = '', message } = error
  if (unreached.has(code) || error.response?.status === proxyWantsUser) return 'unreached'
  if (code === 'ECONNABORTED' || code === 'ETIMEDOUT' || code === 'ERR_CANCELED') return 'timeout'
  if (message.startsWith('maxContentLength')) return 'too_large'
  return tls.test(code) ? 'tls' : 'lost'
}
