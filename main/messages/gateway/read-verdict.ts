import type { GatewayTrouble, GatewayVerdict, HttpGateway } from '#contract/messages'

type DeliveryReport = NonNullable<HttpGateway['report']>
export type Verdict = {
  kind: GatewayVerdict; status: number | null; retryAfterS: number | null; said: string
  /** With `accepted`: the service's own number of the message, where the settings say that it stands. */
  ref: string | null
}
/** What a service said of a message that it took. `pending`: nothing final yet. */
export type Delivery = { kind: 'delivered' | 'failed' | 'pending' | GatewayTrouble; said: string }

/**
 * What an answer means for the message that was sent. A plain no is definite; a server's own fault, and a yes that can't be
 * read, leave open whether it went out.
 */
export const readVerdict = (
  { successPath, successValue, report }: Pick<HttpGateway, 'successPath' | 'successValue' | 'report'>, status: number, retryAfter: string, text: string,
): Verdict => {
  const verdict = (kind: GatewayVerdict, said = ''): Verdict => ({ kind, status, retryAfterS: null, said, ref: null })
  if (status === 429 || status === 503) return { ...verdict('busy'), retryAfterS: /^\d{1,6}$/.test(retryAfter) ? Number(retryAfter) : null }
  if (status >= 500 || status === 408) return verdict('unknown')
  if ([401, 403, 404, 405, 407, 411, 415].includes(status) || (status >= 300 && status < 400)) return verdict('misconfigured')
  if (status >= 400) return verdict('refused', String(status))
  if (status < 200) return verdict('unknown')
  const accepted = (): Verdict => ({ ...verdict('accepted'), ref: report && report.refPath !== '' ? (valueAt(text, report.refPath) ?? null) : null })
  if (successPath === '') return accepted()
  const found = valueAt(text, successPath)
  if (found === undefined) return verdict('unknown')
  return found === successValue ? accepted() : verdict('refused', found)
}

/** What an answer to the question after a message means. A service that does not know it yet is asked again. */
export const readDelivery = ({ statePath, delivered, failed }: Pick<DeliveryReport, 'statePath' | 'delivered' | 'failed'>, status: number, text: string): Delivery => {
  if (status === 429 || status === 503) return { kind: 'busy', said: '' }
  if (status === 404 || status === 410) return { kind: 'pending', said: '' }
  if (status >= 300 && status < 500 && status !== 408) return { kind: 'misconfigured', said: '' }
  const state = status >= 200 && status < 300 ? valueAt(text, statePath) : undefined
  if (state === undefined) return { kind: 'unknown', said: '' }
  return delivered.includes(state) ? { kind: 'delivered', said: '' } : failed.includes(state) ? { kind: 'failed', said: state } : { kind: 'pending', said: '' }
}

/** The scalar at a dotted path of a JSON text; undefined where there is none, or no JSON. */
const valueAt = (text: string, path: string): string | undefined => {
  let at: unknown
  try {
    at = JSON.parse(text)
  } catch {
    return undefined
  }
  for (const step of path.split('.')) {
    if (typeof at !== 'object' || at === null || !Object.hasOwn(at, step)) return undefined
    at = Reflect.get(at, step)
  }
  return typeof at === 'string' || typeof at === 'number' || typeof at === 'boolean' ? String(at) : undefined
}
