import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Socket } from 'node:net'
import { enrolRequest } from '#contract/wire/enrol'
import type { Store } from '#registry/store/store'
import { sendAnswer, type Answer, type Damage } from './answer'
import { readProof } from './authenticate'
import type { PlannedFault } from './fault-plan'
import { RequestProblem } from './problem'
import { parseBody, readBody } from './read-body'
import { routes, type Route } from './routes'

export type ServerPorts = {
  store: Store
  now: () => Date
  nextFault: (path: string) => PlannedFault | undefined
  /** Path, status, code and time only: never a body, a header or an address. */
  log: (line: Record<string, string | number>) => void
}

const crash = (): void => {
  process.kill(process.pid, 'SIGKILL')
}

/** One request from socket to answer. Never throws: what goes wrong is a problem+json or a destroyed socket. */
export const serveRequest = async (ports: ServerPorts, request: IncomingMessage, response: ServerResponse): Promise<void> => {
  const { socket } = request
  const path = (request.url ?? '/').split('?')[0] ?? '/'
  const fault = ports.nextFault(path)
  const identity = await ports.store.identity()
  const started = performance.now()
  if (fault?.fault === 'drop_before_read') return void socket.destroy()
  // Answers to nobody and never ends: the client's own timeout must.
  if (fault?.fault === 'stall') return void request.resume()
  const answer = await answerTo(ports, request, socket, path, fault)
  if (answer === 'hung_up') return
  if (fault?.fault === 'crash_after_commit') return crash()
  if (fault?.fault === 'drop_after_commit') return void socket.destroy()
  if (response.destroyed) return
  sendAnswer(request, response, identity, answer, ports.now(), damageOf(fault))
  ports.log({ path, status: answer.status, ms: Math.round(performance.now() - started) })
}

const damageOf = (fault: PlannedFault | undefined): Damage =>
  fault?.fault === 'truncated_gzip' || fault?.fault === 'wrong_digest' || fault?.fault === 'html' || fault?.fault === 'cut_answer'
    ? fault.fault : undefined

const answerTo = async (
  ports: ServerPorts, request: IncomingMessage, socket: Socket, path: string, fault: PlannedFault | undefined,
): Promise<Answer | 'hung_up'> => {
  try {
    if (fault?.fault === '429' || fault?.fault === '503') {
      request.resume()
      throw new RequestProblem(fault.fault === '429' ? 'rate_limited' : 'maintenance')
    }
    const onBytes = fault?.fault === 'drop_mid_body' ? () => socket.destroy() : undefined
    const body = await readBody(request, onBytes)
    if (socket.destroyed) return 'hung_up'
    const route = routes.find((each) => each.method === request.method && each.path === path)
    if (!route) throw new RequestProblem('not_found')
    return await runRoute(ports, route, request, body, fault?.fault === 'crash_before_commit' ? crash : () => {})
  } catch (error) {
    if (socket.destroyed) return 'hung_up'
    const { problem } = error instanceof RequestProblem ? error : new RequestProblem('internal')
    if (problem.code === 'internal') ports.log({ path, fault: error instanceof Error ? error.name : 'unknown' })
    const retryAfter = fault?.retry_after
    return {
      status: problem.status, body: problem,
      headers: {
        ...(retryAfter === undefined ? {} : { 'retry-after': retryAfter }),
        ...(problem.status === 415 ? { 'accept-encoding': 'gzip, identity' } : {}),
      },
    }
  }
}

const runRoute = async (ports: ServerPorts, route: Route, request: IncomingMessage, raw: Buffer, beforeCommit: () => void): Promise<Answer> => {
  const { store } = ports
  const now = ports.now()
  const url = new URL(request.url ?? '/', 'http://registry')
  const input = (body: unknown) => ({ store, now, query: url.searchParams, body, beforeCommit })
  const body = () => (request.method === 'POST' ? parseBody(request, raw) : undefined)
  if (route.auth === 'none') return await route.handle(input(body()))
  const proof = readProof(request, now)
  if (route.auth === 'enrol') {
    const content = body()
    const claimed = enrolRequest.safeParse(content)
    if (!claimed.success) throw new RequestProblem('malformed')
    checkOrRefuse(() => proof.check(claimed.data.public_key_pem))
    return await route.handle(input(content))
  }
  const device = await store.findDevice(proof.keyid)
  if (!device) throw new RequestProblem('key_unknown')
  proof.check(device.publicPem)
  return await route.handle(input(body()), device)
}

/** A key that can't even be read is a signature that can't be right. */
const checkOrRefuse = (check: () => void): void => {
  try {
    check()
  } catch (error) {
    throw error instanceof RequestProblem ? error : new RequestProblem('signature_invalid')
  }
}
