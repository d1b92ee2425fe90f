import { delegationEndPayload, delegationPayload, type DelegationEndPayload, type DelegationTexts, type KnownDelegation } from '#contract/verify/delegation'
import { actingLost, maySign, type StolenKey } from '#contract/verify/trust-file'
import { importKey, prove, sha256, type PageKey } from './prove'

/** A statement of either kind, signed by a Director's own key; null for anything else. */
const statement = async (jws: string, keys: readonly PageKey[]) => {
  const proven = await prove(jws, 'delegation+jws', keys)
  if ('reason' in proven || proven.key.use !== 'director') return null
  return { ...proven, digest: await sha256(new TextEncoder().encode(proven.text)) }
}

const ended = async (end: string, digest: string, iss: string, keys: readonly PageKey[]): Promise<DelegationEndPayload | null> => {
  const proven = await statement(end, keys)
  const payload = proven && delegationEndPayload.safeParse(proven.value).data
  return payload && payload.del === digest && payload.iss === iss && maySign(proven.key.bounds, payload) ? payload : null
}

/**
 * The keys that these delegations vouch for, each once with all of its delegations (main/signing/delegation, with the
 * browser's arithmetic). @param stolen those of them that their trust file calls stolen. @returns null when one text is not what it should be.
 */
export const openDelegations = async (texts: readonly DelegationTexts[], keys: readonly PageKey[], stolen: readonly StolenKey[]): Promise<PageKey[] | null> => {
  const found = new Map<string, PageKey>()
  for (const { jws, end } of texts) {
    const proven = await statement(jws, keys)
    const payload = proven && delegationPayload.safeParse(proven.value).data
    if (!payload || !maySign(proven.key.bounds, payload)) return null
    const over = end === undefined ? undefined : await ended(end, proven.digest, payload.iss, keys)
    if (over === null) return null
    const { to, iss, at, test = false } = payload
    const before = found.get(to.kid)
    const from = before && before.bounds.from < at ? before.bounds.from : at
    const key = await importKey({ kid: to.kid, use: 'acting', spki: to.spki }, { unit: iss, from, until: null, test: test || proven.key.bounds.test, ...actingLost(to.kid, proven.key.bounds, stolen) })
    if (!key) return null
    const known: KnownDelegation = { digest: proven.digest, payload, endedAt: over?.at ?? null }
    found.set(to.kid, { ...key, delegations: [...before?.delegations ?? [], known] })
  }
  return [...found.values()]
}
