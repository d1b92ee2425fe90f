import { Fault } from '#main/app/fault'
import type { Context } from '#main/app/ports'
import { appendEntry, type Plain } from '#main/ledger/index'
import { transact } from '#db/transact'

/**
 * What the signed-in user's passphrase opens, typed again for an act with signing keys. A wrong one is an entry of the ledger,
 * like a wrong PIN: it is a try at the office's signature, and it can be a stranger's at an open screen.
 * @param kid the key it was tried for; null where there is none yet.
 * @throws Fault PASSPHRASE_WRONG, PASSPHRASE_DELAYED (nothing was tried then, and nothing is written).
 */
export const openOwnKey = (context: Context, passphrase: string, kid: string | null): Buffer => {
  const { actor, db, vault } = context
  try {
    return vault.openUserKey(actor.username, passphrase)
  } catch (error) {
    if (error instanceof Fault && error.code === 'PASSPHRASE_WRONG') transact(db, () => { noteRefused(context, { cause: 'passphrase_wrong', ...(kid ? { kid } : {}) }) })
    throw error
  }
}

/** A PIN or passphrase that opened nothing. */
export const noteRefused = (context: Context, payload: { cause: string; kid?: string; token?: string; tries?: Plain }): void => {
  appendEntry(context, { kind: 'key.openFailed', aggregate: { type: 'StaffUser', id: context.actor.username }, baseVersion: 0, payload })
}
