import type { GatewayVerdict, HttpGateway } from '#contract/messages'

export type Verdict = { kind: GatewayVerdict; status: number | null; retryAfterS: number | null; said: string }

/**
 * What an answer means for the message that was sent. A plain no is definite; a server's own fault, and a yes that can't be
 * read, leave open whether it went out.
 */
export const readVerdict = (
  { successPath, successValue }: Pick<HttpGateway, 'successPath' | 'successValue'>, status: number, retryAfter: string, text: string,
): Verdict => {
  const verdict = (kind: GatewayVerdict, said = ''): Verdict => ({ kind, status, retryAfterS: null, said })
  if (status === 429 || status === 503) return { ...verdict('busy'), retryAfterS: /^\d{1,6}$/.test(retryAfter) ? Number(retryAfter) : null }
  if (status >= 500 || status === 408) return verdict('unknown')
  if ([401, 403, 404, 405, 407, 411, 415].includes(status) || (status >= 300 && status < 400)) return verdict('misconfigured')
  if (status >= 400) return verdict('refused', String(status))
  if (status < 200) return verdict('unknown')
  if (successPath === '') return verdict('accepted')
  const found = valueAt(text, successPath)
  if (found === undefined) return verdict('unknown')
  return found === successValue ? verdict('accepted') : verdict('refused', found)
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
