import { createHash, randomBytes, randomUUID } from 'node:crypto'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { z } from 'zod'
import { aidCase } from '#contract/wire/aid-case'
import { agencyOpinion, permitRevocation } from '#contract/wire/changes'
import { onlineDossier } from '#contract/wire/online-dossier'
import type { Store } from '#registry/store/store'
import { faultPlan, type PlannedFault } from '../fault-plan'
import { hashCode } from '../routes/identify'

type Control = { store: Store; setFaults: (plan: readonly PlannedFault[]) => void }
type Reply = { status: number; body: unknown }

const refused = (status: number, code: string): Reply => ({ status, body: { code } })
const opinionRequest = agencyOpinion.extend({ unit: z.string().regex(/^\d{4}$/).optional() })
/** `id` is the centre's own of the case; left out, the household head's digest stands in, so that a later result is the same case. */
const aidRequest = aidCase.extend({ unit: z.string().regex(/^\d{4}$/), id: z.string().min(1).max(120).optional(), op: z.enum(['upsert', 'tombstone']).default('upsert') })
const revocationRequest = permitRevocation.extend({ unit: z.string().regex(/^\d{4}$/), id: z.string().min(1).max(120).optional() })
const onlineRequest = onlineDossier.extend({ unit: z.string().regex(/^\d{4}$/), id: z.string().min(1).max(120).optional() })
const changeRequest = z.object({
  stream: z.string(), unit: z.string().nullable(), op: z.enum(['upsert', 'tombstone']).default('upsert'), type: z.string(), id: z.string(), body: z.json(),
})
const messagePlan = z.object({
  plan: z.array(z.object({
    mobile: z.string().optional(), times: z.int().min(1).default(1), outcome: z.enum(['delivered', 'failed', 'unreachable', 'none']), reason: z.string().max(200).default(''),
  })),
})
const caseIdOf = (nationalId: string): string => `aid-${createHash('sha256').update(nationalId).digest('hex').slice(0, 24)}`
// Without look-alikes: people read these codes aloud.
const alphabet = '23456789ABCDEFGHJKMNPQRSTUVWXYZ'

const commands: Record<string, (control: Control, body: unknown) => Promise<Reply>> = {
  '/control/enrol-codes': async ({ store }, body) => {
    const request = z.object({ unit: z.string().regex(/^\d{4}$/) }).safeParse(body)
    if (!request.success) return refused(400, 'malformed')
    const code = [...randomBytes(12)].map((byte) => alphabet[byte % alphabet.length]).join('')
    await store.addEnrolCode(hashCode(code), request.data.unit)
    return { status: 201, body: { code } }
  },
  /** The agency's decision, as the national portal would relay it. */
  '/control/opinions': async ({ store }, body) => {
    const request = opinionRequest.safeParse(body)
    if (!request.success) return refused(400, 'malformed')
    const { unit: named, ...opinion } = request.data
    const unit = named ?? (await store.unitOf(opinion.tracking_code))
    if (unit === undefined) return refused(404, 'tracking_code_unknown')
    const change = await store.publish({ stream: 'dossiers', unit, op: 'upsert', type: 'agency_opinion', id: randomUUID(), body: opinion })
    return { status: 201, body: { seq: change.seq, id: change.id, unit } }
  },
  /** A request filed in the centre's own registration, as it is sent to the office of its county (S0-15). */
  '/control/online-dossiers': async ({ store }, body) => {
    const request = onlineRequest.safeParse(body)
    if (!request.success) return refused(400, 'malformed')
    const { unit, id = `online-${request.data.central_code}`, ...filed } = request.data
    const change = await store.publish({ stream: 'dossiers', unit, op: 'upsert', type: 'online_dossier', id, body: filed })
    return { status: 201, body: { seq: change.seq, id: change.id, version: change.version } }
  },
  /** A result of livelihood aid, as the centre would tell the office of the household's province (S2-02, S2-04). */
  '/control/aid-cases': async ({ store }, body) => {
    const request = aidRequest.safeParse(body)
    if (!request.success) return refused(400, 'malformed')
    const { unit, op, id = caseIdOf(request.data.national_id), ...result } = request.data
    const change = await store.publish({ stream: 'livelihood', unit, op, type: 'aid_case', id, body: result })
    return { status: 201, body: { seq: change.seq, id: change.id, version: change.version } }
  },
  /** An order of the centre about a permit of that office (P13). */
  '/control/revocations': async ({ store }, body) => {
    const request = revocationRequest.safeParse(body)
    if (!request.success) return refused(400, 'malformed')
    const { unit, id = randomUUID(), ...order } = request.data
    const change = await store.publish({ stream: 'revocations', unit, op: 'upsert', type: 'permit_revocation', id, body: order })
    return { status: 201, body: { seq: change.seq, id: change.id, version: change.version } }
  },
  '/control/changes': async ({ store }, body) => {
    const request = changeRequest.safeParse(body)
    return request.success ? { status: 201, body: await store.publish(request.data) } : refused(400, 'malformed')
  },
  /** What becomes of the next messages; unplanned ones are delivered. */
  '/control/message-plan': async ({ store }, body) => {
    const request = messagePlan.safeParse(body)
    if (!request.success) return refused(400, 'malformed')
    await store.planMessages(request.data.plan)
    return { status: 200, body: {} }
  },
  '/control/faults': async ({ setFaults }, body) => {
    const request = faultPlan.safeParse(body)
    if (!request.success) return refused(400, 'malformed')
    setFaults(request.data.plan)
    return { status: 200, body: {} }
  },
  '/control/epoch': async ({ store }) => ({ status: 200, body: { epoch: (await store.rollEpoch()).epoch } }),
  '/control/copy': async ({ store }, body) => {
    const request = z.object({ file: z.string().min(1) }).safeParse(body)
    if (!request.success) return refused(400, 'malformed')
    await store.copyTo(request.data.file)
    return { status: 201, body: {} }
  },
  '/control/counts': async ({ store }) => ({ status: 200, body: await store.counts() }),
}

/** Administration of the reference registry: its own port, loopback only, programs only (no browser origin, no foreign Host). */
export const serveControl = async (control: Control, request: IncomingMessage, response: ServerResponse): Promise<void> => {
  const reply = await replyTo(control, request).catch(() => refused(500, 'internal'))
  response.writeHead(reply.status, { 'content-type': 'application/json' }).end(JSON.stringify(reply.body))
}

const replyTo = async (control: Control, request: IncomingMessage): Promise<Reply> => {
  const host = (request.headers.host ?? '').replace(/:\d+$/, '')
  if (request.headers.origin !== undefined || !['127.0.0.1', 'localhost', '[::1]'].includes(host)) return refused(403, 'refused')
  const command = commands[request.url ?? '']
  if (!command || request.method !== 'POST') return refused(404, 'not_found')
  let text = ''
  for await (const chunk of request as AsyncIterable<Buffer>) {
    text += chunk.toString('utf8')
    if (text.length > 1_000_000) return refused(413, 'too_large')
  }
  let body: unknown
  try {
    body = text === '' ? {} : JSON.parse(text)
  } catch {
    return refused(400, 'malformed')
  }
  return await command(control, body)
}
