import { createPublicKey } from 'node:crypto'
import { fromBase64url } from '#contract/verify/base64url'
import type { TokenFault } from '#contract/verify/compact-token'
import { delegationEndPayload, delegationPayload, type DelegationEndPayload, type DelegationPayload, type DelegationTexts, type KnownDelegation } from '#contract/verify/delegation'
import { actingLost, maySign, type KeyBounds, type StolenKey } from '#contract/verify/trust-file'
import { sha256 } from '#main/ledger/index'
import { verifyJws, type VerifierKey } from '../compact-jws'
import { admitKey, kidOf } from '../key-policy'

type GiverKey = VerifierKey & { bounds?: KeyBounds }
/** An acting director's key, with what was delegated to it. */
export type ActingKey = VerifierKey & { use: 'acting'; bounds: KeyBounds; delegations: readonly KnownDelegation[] }

type Checked<T> = { ok: true; payload: T; digest: string; key: GiverKey } | { ok: false; reason: TokenFault | 'payload' }

/** The form, the signature and the signer of either kind of statement: only a Director's own key speaks here. */
const check = <T extends { iss: string; at: string }>(token: string, keys: readonly GiverKey[], read: (value: unknown) => T | null): Checked<T> => {
  const jws = verifyJws(token, 'delegation+jws', keys)
  if (!jws.ok) return jws
  const payload = read(jws.value)
  if (!payload || jws.key.use !== 'director') return { ok: false, reason: 'payload' }
  if (!maySign(jws.key.bounds, payload)) return { ok: false, reason: 'signer_unknown' }
  return { ok: true, payload, digest: sha256(jws.text), key: jws.key }
}

/**
 * Says whether a text is a delegation that one of these Directors' keys signed (docs/formats/delegation.md), with the
 * delegate's public key as PEM. Pure.
 */
export const verifyDelegation = (token: string, keys: readonly GiverKey[]): (Checked<DelegationPayload> & { ok: true; publicPem: string }) | { ok: false; reason: TokenFault | 'payload' } => {
  const found = check(token, keys, (value) => delegationPayload.safeParse(value).data ?? null)
  if (!found.ok) return found
  const publicPem = pemOf(found.payload.to)
  return publicPem === null ? { ok: false, reason: 'payload' } : { ...found, publicPem }
}

/** The same of the statement that ends one. */
export const verifyDelegationEnd = (token: string, keys: readonly GiverKey[]): Checked<DelegationEndPayload> =>
  check(token, keys, (value) => delegationEndPayload.safeParse(value).data ?? null)

/** The delegate's key, or null when it is outside policy or not the one its name says. */
const pemOf = ({ kid, spki }: DelegationPayload['to']): string | null => {
  try {
    const key = admitKey(createPublicKey({ key: Buffer.from(fromBase64url(spki) ?? []), format: 'der', type: 'spki' }))
    const same = kidOf(key, 'acting') === kid && key.export({ type: 'spki', format: 'der' }).toString('base64url') === spki
    return same ? key.export({ type: 'spki', format: 'pem' }).toString() : null
  } catch {
    return null
  }
}

/**
 * The keys that these delegations vouch for, each once with all of its delegations.
 * @param stolen those of them that their trust file calls stolen.
 * @returns null when one text is not what it should be.
 */
export const actingKeys = (texts: readonly DelegationTexts[], keys: readonly GiverKey[], stolen: readonly StolenKey[]): ActingKey[] | null => {
  const found = new Map<string, ActingKey>()
  for (const { jws, end } of texts) {
    const given = verifyDelegation(jws, keys)
    if (!given.ok) return null
    const ended = end === undefined ? null : verifyDelegationEnd(end, keys)
    if (ended && (!ended.ok || ended.payload.del !== given.digest || ended.payload.iss !== given.payload.iss)) return null
    const { payload, digest, publicPem, key: { bounds } } = given
    const known: KnownDelegation = { digest, payload, endedAt: ended?.ok ? ended.payload.at : null }
    const before = found.get(payload.to.kid)
    const from = before && before.bounds.from < payload.at ? before.bounds.from : payload.at
    found.set(payload.to.kid, {
      kid: payload.to.kid, publicPem, use: 'acting', delegations: [...before?.delegations ?? [], known],
      bounds: { unit: payload.iss, from, until: null, test: (payload.test ?? false) || (bounds?.test ?? false), ...actingLost(payload.to.kid, bounds, stolen) },
    })
  }
  return [...found.values()]
}
