import type { Delegation } from '#contract/delegations'
import { delegationEndPayload, type DelegationEndPayload } from '#contract/verify/delegation'
import { Fault } from '#main/app/fault'
import type { Context } from '#main/app/ports'
import { appendEntry, canonicalText, sha256 } from '#main/ledger/index'
import { lastDelivered } from '#db/permits/delivery-repo'
import { endDelegationRow, findDelegation, type DelegationRow } from '#db/signing/delegation-repo'
import { transact } from '#db/transact'
import { openDirectorSigner } from '../director-key'
import { describeDelegation } from './list-delegations'
import { requirePrincipal } from './hand'

/** @throws Fault PRINCIPAL_ONLY, NOT_FOUND, DELEGATION_OVER. */
const running = (context: Context, digest: string): DelegationRow => {
  requirePrincipal(context)
  const row = findDelegation(context.db, digest)
  if (!row) throw new Fault('NOT_FOUND')
  if (row.endedAt !== null || row.untilDay < context.clock.today()) throw new Fault('DELEGATION_OVER')
  return row
}

/** The next whole second: what was rightly signed in this one stays before the end. */
const nextSecond = (now: Date): string => `${new Date(Math.floor(now.getTime() / 1000) * 1000 + 1000).toISOString().slice(0, 19)}Z`

/**
 * The Director takes a delegation back, from now on, with a statement signed by her own key; a successor in the seat may end
 * what the former one gave. Documents signed before stay good.
 * @param tellOthers what else must happen in the same transaction.
 * @throws Fault PRINCIPAL_ONLY, NOT_FOUND, DELEGATION_OVER, KEY_ABSENT, PASSPHRASE_WRONG, PASSPHRASE_DELAYED, LEDGER_ROLLED_BACK.
 */
export const endDelegation = (
  context: Context, { digest, reason, passphrase }: { digest: string; reason: string; passphrase: string }, tellOthers: (context: Context) => void = () => undefined,
): Delegation => {
  const { db, clock, actor, office } = context
  running(context, digest)
  const statement: DelegationEndPayload = {
    v: 1, k: 'delegation_end', iss: office.unit, del: digest, at: nextSecond(clock.now()), ...(office.training ? { test: true as const } : {}),
  }
  const bytes = canonicalText(delegationEndPayload.parse(statement))
  const signer = openDirectorSigner(context, passphrase, 'protect')
  try {
    const jws = signer.sign('delegation+jws', bytes)
    return transact(db, () => {
      running(context, digest)
      endDelegationRow(db, digest, { endedAt: statement.at, endedBy: actor.username, endReason: reason, endJws: jws })
      appendEntry(context, {
        kind: 'delegation.revoke', aggregate: { type: 'Delegation', id: digest }, baseVersion: 1,
        payload: { digest, jws, statement_digest: sha256(bytes), reason },
        dependsOn: [lastDelivered(db, 'Delegation', digest), lastDelivered(db, 'Key', signer.kid)].flatMap((opId) => opId ?? []),
      })
      tellOthers(context)
      return describeDelegation(context, findDelegation(db, digest)!)
    })
  } finally {
    signer.close()
  }
}
