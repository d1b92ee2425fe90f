import type { Handlers } from '#contract'
import type { Context } from '#main/app/ports'
import { listKeys } from '#db/signing/key-repo'
import { delegationFile, delegationsView, draftDelegation, endDelegation, giveDelegation, seatDirector } from './delegation/index'
import { createDirectorKey } from './director-key'
import { toSigningKey } from './make-key'
import { exportTrustFile } from './trust-file'

export const signingHandlers: Handlers<'signing', Context> = {
  keys: ({ db }) => ({ keys: listKeys(db).map(toSigningKey) }),
  trustFile: exportTrustFile,
  delegations: delegationsView,
  draftDelegation,
  giveDelegation,
  endDelegation: (context, input) => endDelegation(context, input),
  delegationFile: (context, { digest }) => delegationFile(context, digest),
  seatDirector,
  createKey: (context, { passphrase }) => createDirectorKey(context, passphrase),
}
