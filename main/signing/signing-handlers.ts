import type { Handlers } from '#contract'
import type { Context } from '#main/app/ports'
import { listKeys } from '#db/signing/key-repo'
import { createDirectorKey } from './director-key'
import { toSigningKey } from './make-key'

export const signingHandlers: Handlers<'signing', Context> = {
  keys: ({ db }) => ({ keys: listKeys(db).map(toSigningKey) }),
  createKey: (context, { passphrase }) => createDirectorKey(context, passphrase),
}
