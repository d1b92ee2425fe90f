import type { Handlers } from '#contract'
import type { SigningKey } from '#contract/signing'
import type { Context } from '#main/app/ports'
import { listKeys } from '#db/signing/key-repo'
import { delegationFile, delegationsView, draftDelegation, endDelegation, giveDelegation, seatDirector } from './delegation/index'
import { certificateHandlers } from './certificates/certificate-handlers'
import { trustNow } from './certificates/key-trust'
import { createDirectorKey } from './director-key'
import { toSigningKey } from './make-key'
import { listTokenKeys, makeTokenKey, useTokenKey } from './token/enrol-token-key'
import { describeMyKey, describeTokens } from './token/token-desk'
import { exportTrustFile } from './trust-file'

/** Every key that ever signed here, with what each is worth today. */
export const signingKeys = (context: Context): SigningKey[] =>
  listKeys(context.db).map((row) => ({ ...toSigningKey(row), trust: trustNow(context, row).trust }))

export const signingHandlers: Handlers<'signing', Context> = {
  keys: (context) => ({ keys: signingKeys(context) }),
  trustFile: exportTrustFile,
  delegations: delegationsView,
  draftDelegation,
  giveDelegation,
  endDelegation: (context, input) => endDelegation(context, input),
  delegationFile: (context, { digest }) => delegationFile(context, digest),
  seatDirector,
  ...certificateHandlers,
  createKey: (context, { passphrase, replaces }) => createDirectorKey(context, passphrase, replaces ?? null),
  tokens: describeTokens,
  tokenKeys: (context, place) => ({ keys: listTokenKeys(context, place) }),
  useTokenKey,
  makeTokenKey,
  myKey: (context) => ({ key: describeMyKey(context) }),
}
