import type { Database } from 'better-sqlite3'
import { z } from 'zod'
import type { WireOperation } from '#contract/wire/operation'
import type { Facts } from './store'

const keyEnrolment = z.object({ kid: z.string(), public_pem: z.string() })
const anyTrackingCode = z.union([
  z.object({ tracking_code: z.string() }).transform((p) => p.tracking_code),
  z.object({ trackingCode: z.string() }).transform((p) => p.trackingCode),
])

/** The delegation that a signed document names; its signature was checked before. */
const delegationIn = (payload: unknown): string | undefined => {
  const jws = typeof payload === 'object' && payload !== null && 'jws' in payload && typeof payload.jws === 'string' ? payload.jws : ''
  const named = z.object({ post: z.literal('acting'), del: z.string() }).safeParse(jsonIn(jws.split('.')[1] ?? ''))
  return named.data?.del
}

const jsonIn = (part: string): unknown => {
  try {
    return JSON.parse(Buffer.from(part, 'base64url').toString())
  } catch {
    return undefined
  }
}

/** What an accepted operation teaches the registry beside its own row: signers' keys and whose dossier a code is. */
export const sideEffects = (db: Database): Pick<Facts, 'signerKey' | 'unitHasKeys' | 'signedUnder'> & { apply(unit: string, operation: WireOperation): void } => ({
  signerKey: (kid) => db.prepare<[string], { publicPem: string; unit: string }>(
    'SELECT public_pem AS publicPem, unit FROM signer_keys WHERE kid = ?',
  ).get(kid),
  unitHasKeys: (unit) => db.prepare<[string], number>('SELECT 1 FROM signer_keys WHERE unit = ? LIMIT 1').pluck().get(unit) === 1,
  signedUnder: (delegation) => db.prepare<[string], number>('SELECT count(*) FROM delegated WHERE delegation = ?').pluck().get(delegation) ?? 0,
  apply: (unit, operation) => {
    const payload: unknown = JSON.parse(operation.payload)
    if (operation.kind === 'key.enrol') {
      const key = keyEnrolment.safeParse(payload)
      // The first key under a name stays: a second one may not re-judge what was accepted before.
      if (key.success) db.prepare('INSERT OR IGNORE INTO signer_keys VALUES (?, ?, ?)').run(key.data.kid, unit, key.data.public_pem)
    }
    const delegation = delegationIn(payload)
    if (delegation) db.prepare('INSERT OR IGNORE INTO delegated VALUES (?, ?)').run(delegation, operation.op_id)
    const code = anyTrackingCode.safeParse(payload)
    if (code.success) db.prepare('INSERT OR IGNORE INTO tracking_codes VALUES (?, ?)').run(code.data, unit)
  },
})
