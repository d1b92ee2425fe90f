import type { KeyEnd } from '#contract/certificates'
import type { Context } from '#main/app/ports'
import { appendEntry } from '#main/ledger/index'
import { entriesOf } from '#db/ledger/ledger-repo'
import { keyEndOf, putKeyEnd } from '#db/signing/key-end-repo'
import { listKeys, retireKey } from '#db/signing/key-repo'

/**
 * Ends a key: it signs nothing from now on, what it signed before still verifies. One that ended otherwise may later turn out
 * to have been stolen. In the caller's transaction.
 * @param position of a stolen key: entries that certainly lay in the ledger before it was suspected.
 */
export const endKey = (
  context: Context, kid: string, { how, since, reason, successor = null, position = null }: Pick<KeyEnd, 'how' | 'since' | 'reason'> & { successor?: string | null; position?: number | null },
): void => {
  const { db, clock, actor } = context
  if (listKeys(db).some((key) => key.kid === kid && key.state === 'active')) retireKey(db, kid)
  const before = keyEndOf(db, kid)
  putKeyEnd(db, { kid, how, since, reason, successor: successor ?? before?.successor ?? null, position, by: actor.username, at: clock.now().toISOString() })
  appendEntry(context, {
    kind: 'key.end', aggregate: { type: 'Key', id: kid }, baseVersion: entriesOf(db, 'Key', kid).filter(({ kind }) => kind === 'key.enrol' || kind === 'key.end').length,
    payload: { kid, how, since, reason, successor: successor ?? undefined, position: position ?? undefined },
  })
}
