import type { Verdict } from '#contract/permits'
import type { KeyTrust } from '#contract/signing-key'
import type { Context } from '#main/app/ports'
import { trustOfKey, spkiOfPem } from '#main/signing/index'
import { issuingEntry } from '#db/checkpoints/checkpoint-repo'
import type { PermitRow } from '#db/permits/permit-repo'
import { keyEndOf } from '#db/signing/key-end-repo'
import { listKeys } from '#db/signing/key-repo'

type Valid = Extract<Verdict, { outcome: 'valid' }>

/**
 * Who vouches for the key of a document, as of its signature: of one in the register by its place in the ledger, of any other
 * by the hour it states, which proves nothing once a certificate was taken back.
 */
export const trustOfDocument = ({ db, clock }: Context, { kid, payload }: Pick<Valid, 'kid' | 'payload'>, permit: PermitRow | undefined): KeyTrust => {
  const key = listKeys(db).find((one) => one.kid === kid)
  if (!key) return 'office_internal'
  const entry = permit && issuingEntry(db, permit.no)
  return trustOfKey(db, kid, spkiOfPem(key.publicPem), { at: new Date(payload.at), now: clock.now(), seq: entry?.seq ?? null }).trust
}

/**
 * A document of a key that was declared stolen is genuine only if the register holds it: whoever has the key writes any
 * number, hour and place in the status list. What the register holds, its status speaks for.
 */
export const unlessStolen = ({ db }: Context, verdict: Verdict, registered: boolean): Verdict => {
  if (verdict.outcome === 'invalid' || registered) return verdict
  return keyEndOf(db, verdict.kid)?.how === 'compromised' ? { outcome: 'invalid', reason: 'key_compromised' } : verdict
}
