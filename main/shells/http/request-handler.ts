import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Result } from '#contract'
import { securityHeaders } from '#main/shells/host/headers'
import type { PageFiles } from '#main/shells/host/page-files'
import { streamEvents } from './event-stream'
import { refusalOf } from './guard'
import { readJson } from './json-body'
import type { PageSessions } from './sessions'

export type Served = {
  origin: () => string
  files: PageFiles
  sessions: PageSessions
  redeem: (ticket: unknown) => boolean
}

const api = new Set(['/session', '/call', '/events'])

const json = (response: ServerResponse, status: number, body: Result<unknown> | { token: string }): void => {
  response.writeHead(status, { ...securityHeaders, 'Content-Type': 'application/json; charset=utf-8' })
  response.end(JSON.stringify(body))
}

/** Refusals of the shell itself have the door's form too, so that a page reads one kind of answer. */
const refuse = (response: ServerResponse, status: number): void => {
  const code = status === 400 || status === 413 || status === 415 ? 'INPUT_INVALID' : 'CONNECTION_LOST'
  // What was not read must not be taken for the next request.
  if (status === 413) response.setHeader('Connection', 'close')
  json(response, status, { ok: false, error: { code, ref: `http-${status}` } })
}

const plain = (response: ServerResponse, status: number): void => {
  response.writeHead(status, { ...securityHeaders, 'Content-Type': 'text/plain; charset=utf-8' })
  response.end()
}

/** Answers one request: the page's files to anyone with the right Host, the API to a page with a ticket or a token. */
export const handleRequest = async (served: Served, request: IncomingMessage, response: ServerResponse): Promise<void> => {
  const path = (request.url ?? '').split(/[?#]/)[0]!
  const isApi = api.has(path)
  const refusal = refusalOf(request, served.origin(), isApi)
  if (refusal) return refuse(response, refusal)
  if (!isApi) return sendFile(served, path, request, response)
  // No part of the API takes anything from the address.
  if (request.url !== path) return refuse(response, 400)
  if (request.method !== (path === '/events' ? 'GET' : 'POST')) return refuse(response, 405)
  if (path === '/session') return openSession(served, request, response)

  const session = served.sessions.find(request.headers.authorization)
  if (!session) return refuse(response, 401)
  if (path === '/events') return streamEvents(session, response)
  const body = await readJson(request)
  if (body.status !== 200) return refuse(response, body.status)
  const { name, input } = body.value
  json(response, 200, await session.connection.call(typeof name === 'string' ? name : '', input))
}

const openSession = async ({ redeem, sessions }: Served, request: IncomingMessage, response: ServerResponse): Promise<void> => {
  const body = await readJson(request)
  if (body.status !== 200) return refuse(response, body.status)
  if (!redeem(body.value['ticket'])) return refuse(response, 403)
  json(response, 200, { token: sessions.open() })
}

const sendFile = async ({ files }: Served, path: string, request: IncomingMessage, response: ServerResponse): Promise<void> => {
  if (request.method !== 'GET' && request.method !== 'HEAD') return plain(response, 405)
  const file = await files.read(path)
  if (!file) return plain(response, 404)
  response.writeHead(200, { ...securityHeaders, 'Content-Type': file.type, 'Content-Length': file.body.length })
  response.end(request.method === 'HEAD' ? undefined : file.body)
}
