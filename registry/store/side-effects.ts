import type { Database } from 'better-sqlite3'
import { z } from 'zod'
import type { WireOperation } from '#contract/wire/operation'
import type { Facts } from './store'

const keyEnrolment = z.object({ kid: z.string(), public_pem: z.string() })
const anyTrackingCode = z.union([
  z.object({ tracking_code: z.string() }).transform((p) => p.tracking_code),
  z.object({ trackingCode: z.string() }).transform((p) => p.trackingCode),
])

/** What an accepted operation teaches the registry beside its own row: signers' keys and whose dossier a code is. */
export const sideEffects = (db: Database): Pick<Facts, 'signerKey' | 'unitHasKeys'> & { apply(unit: string, operation: WireOperation): void } => ({
  signerKey: (kid) => db.prepare<[string], { publicPem: string; unit: string }>(
    'SELECT public_pem AS publicPem, unit FROM signer_keys WHERE kid = ?',
  ).get(kid),
  unitHasKeys: (unit) => db.prepare<[string], number>('SELECT 1 FROM signer_keys WHERE unit = ? LIMIT 1').pluck().get(unit) === 1,
  apply: (unit, operation) => {
    const payload: unknown = JSON.parse(operation.payload)
    if (operation.kind === 'key.enrol') {
      const key = keyEnrolment.safeParse(payload)
      // The first key under a name stays: a second one may not re-judge what was accepted before.
      if (key.success) db.prepare('INSERT OR IGNORE INTO signer_keys VALUES (?, ?, ?)').run(key.data.kid, unit, key.data.public_pem)
    }
    const code = anyTrackingCode.safeParse(payload)
    if (code.success) db.prepare('INSERT OR IGNORE INTO tracking_codes VALUES (?, ?)').run(code.data, unit)
  },
})
