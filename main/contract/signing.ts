import { z } from 'zod'
import { noInput, operation, shape } from './define'
import { certificateOperations } from './certificates'
import { delegationOperations } from './delegations'
import type { SigningKey, TrustExport } from './signing-key'
import { tokenOperations } from './tokens'
import { passphrase } from './values/fields'

export type { KeyTrust, SigningKey, TokenAddress, TrustExport } from './signing-key'

export const signing = {
  keys: operation({ kind: 'read', access: 'signed_in', input: noInput, output: shape<{ keys: SigningKey[] }>(), errors: [] }),
  trustFile: operation({ kind: 'read', access: 'signed_in', input: noInput, output: shape<TrustExport>(), errors: [] }),
  /** RSA-3072, made here, wrapped by the Director's own passphrase; a second active key is refused, but for one on a token that is lost. */
  createKey: operation({
    kind: 'write', access: ['director'], input: z.object({ passphrase, replaces: z.string().max(40).optional() }), output: shape<SigningKey>(),
    errors: ['PASSPHRASE_WRONG', 'PASSPHRASE_DELAYED', 'KEY_EXISTS'],
  }),
  ...delegationOperations,
  ...certificateOperations,
  ...tokenOperations,
}
