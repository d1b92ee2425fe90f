import { protocol } from 'electron'
import { securityHeaders } from '#main/shells/host/headers'
import type { PageFiles } from '#main/shells/host/page-files'

export const appHost = 'bundle'
export const home = `app://${appHost}/`
/** The page that is printed: an origin of its own, which no channel and no file answers. */
export const paperHome = 'app://paper/'

/** Is this address ours? Compared by parts: `app://bundle.evil/` begins like ours too. */
export const isOurs = (address: string): boolean => {
  const url = URL.parse(address)
  return url?.protocol === 'app:' && url.host === appHost
}

/** Must run before the app is ready: gives app:// an origin of its own, so that the policy and 'self' mean something. */
export const registerScheme = (): void =>
  protocol.registerSchemesAsPrivileged([{ scheme: 'app', privileges: { standard: true, secure: true, supportFetchAPI: true } }])

/** Answers one app:// request from the built page's own list of files, with the policy on every answer. */
export const answer = async (files: PageFiles, request: Pick<Request, 'method' | 'url'>): Promise<Response> => {
  const refused = (status: number): Response => new Response(null, { status, headers: securityHeaders })
  if (!isOurs(request.url)) return refused(404)
  if (request.method !== 'GET') return refused(405)
  const file = await files.read(new URL(request.url).pathname)
  return file ? new Response(file.body, { headers: { ...securityHeaders, 'Content-Type': file.type } }) : refused(404)
}

/** The one file of the print page. Its policy stands in itself, by digests; a second one by origin would forbid its own script. */
const answerPaper = (page: () => string, request: Pick<Request, 'method' | 'url'>): Response => {
  const { 'Content-Security-Policy': _, ...headers } = securityHeaders
  return request.url === paperHome && request.method === 'GET'
    ? new Response(page(), { headers: { ...headers, 'Content-Type': 'text/html; charset=utf-8' } }) : new Response(null, { status: 404, headers: securityHeaders })
}

/** Serves the page on app://bundle/ and the print page on app://paper/. Never file://, which could read the whole disk. */
export const servePage = (files: PageFiles, paper: () => string): void =>
  protocol.handle('app', (request) => (request.url.startsWith(paperHome) ? answerPaper(paper, request) : answer(files, request)))
