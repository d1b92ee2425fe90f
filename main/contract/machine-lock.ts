import { z } from 'zod'
import { noInput, operation, shape } from './define'

/** `plain_text`: the system's store is a fixed password (Linux without a secret service), which protects nothing. */
export type SecretStoreState = 'ready' | 'plain_text' | 'absent'

export type MachineLock = {
  store: SecretStoreState
  /** The users' keys also lie under a secret of this machine. */
  bound: boolean
}

/** A second lock on the key ring: who steals its file, or a backup, can't even begin to guess passphrases (security.md row 1). */
export const machineLockOperations = {
  machineLock: operation({ kind: 'read', access: ['system_manager', 'it'], input: noInput, output: shape<MachineLock>(), errors: [] }),
  /** The code is answered once: with it a copy of the office opens on another machine. */
  bindMachine: operation({
    kind: 'write', access: ['system_manager'], input: noInput, output: shape<{ recoveryCode: string }>(),
    errors: ['SECRET_STORE_ABSENT', 'SECRET_STORE_PLAIN', 'MACHINE_BOUND'],
  }),
  unbindMachine: operation({ kind: 'write', access: ['system_manager'], input: noInput, output: shape<Record<string, never>>(), errors: ['MACHINE_UNBOUND'] }),
  /** Opens a bound ring where its machine's store does not: on another machine, or in a host without one. For as long as the program runs; a store that is there keeps it from then on. */
  recoverMachine: operation({
    kind: 'write', access: 'anyone', input: z.object({ code: z.string().min(1, 'REQUIRED').max(80, 'TOO_LONG') }), output: shape<Record<string, never>>(),
    errors: ['RECOVERY_CODE_WRONG', 'MACHINE_UNBOUND'],
  }),
}
