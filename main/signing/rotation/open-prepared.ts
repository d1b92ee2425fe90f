import { Fault } from '#main/app/fault'
import type { Context } from '#main/app/ports'
import { refuseRolledBack } from '#main/checkpoints/index'
import { unsealBytes } from '#main/staff/index'
import { preparedKeys } from '#db/signing/key-end-repo'
import { sealedFor } from '../director-key'
import { openOwnKey } from '../open-own-key'
import { openKeyOnToken } from '../token/director-token-key'
import { openSigner, type Signer } from '../signer'

/**
 * Opens a key that is prepared but not in use, for its certificate request alone. The passphrase is its holder's, the PIN
 * of a key on a token, or for the seal that of whoever manages it.
 * @throws Fault LEDGER_ROLLED_BACK, NOT_FOUND, KEY_ABSENT, PASSPHRASE_WRONG, PASSPHRASE_DELAYED, and `tokenFaults`.
 */
export const openPrepared = (context: Context, kid: string, passphrase: string): Signer => {
  refuseRolledBack(context)
  const row = preparedKeys(context.db).find((key) => key.kid === kid)
  if (!row) throw new Fault('NOT_FOUND')
  const { use, publicPem, token } = row
  if (token) return openKeyOnToken(context, { kid, use, publicPem, token }, passphrase)
  const userKey = openOwnKey(context, passphrase, kid)
  const der = row.privateDer ?? unsealBytes(userKey, row.privateSealed ?? '', sealedFor(kid, row.holder))
  userKey.fill(0)
  if (!der) throw new Fault('KEY_ABSENT')
  return openSigner(Buffer.from(der), row.use)
}
