import type { IncomingMessage } from 'node:http'

/**
 * Is this request from our own page? Told by what a page can't choose: Host (against DNS rebinding, where a GET carries
 * no Origin), Origin and Sec-Fetch-Site (against other pages, on other loopback ports too).
 * @param origin our own, e.g. `http://127.0.0.1:41234`
 * @param api true for the paths that answer with the office's data
 * @returns the status to refuse with, or null
 */
export const refusalOf = ({ headers, url }: IncomingMessage, origin: string, api: boolean): 400 | 403 | 421 | null => {
  if (headers.host !== new URL(origin).host) return 421
  if (headers.origin !== undefined && headers.origin !== origin) return 403
  const site = headers['sec-fetch-site']
  if (api && site !== undefined && site !== 'same-origin') return 403
  // `GET http://elsewhere/` is for proxies; here it could only confuse.
  return url?.startsWith('/') && !url.startsWith('//') ? null : 400
}
