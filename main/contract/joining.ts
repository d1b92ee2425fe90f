import { z } from 'zod'
import { noInput, operation, shape, type Role } from './define'
import { newPassphrase, username } from './values/credentials'
import { line } from './values/fields'

/** One machine that the first one let in, or is about to. */
export type JoiningFile = { slot: number; label: string; madeAt: string; madeBy: string; expiresAt: string }

/** What a joining file says of the office before anything is made. */
export type JoiningView = {
  office: { name: string; unit: string; training: boolean }
  slot: number
  label: string
  madeAt: string
  madeBy: string
  expiresAt: string
  /** Who may work on the new machine, with the roles they have there: nobody is director on it. */
  staff: { username: string; displayName: string; post: string; roles: Role[] }[]
  /** Address of the registry that the new machine may enrol at. */
  registryUrl: string | null
}

const code = z.string().min(1, 'REQUIRED').max(80, 'TOO_LONG')
const sealed = { contentBase64: z.base64().min(1, 'REQUIRED').max(8_000_000), passphrase: code }
const fileFaults = ['OFFICE_EXISTS', 'JOINING_UNREADABLE', 'JOINING_NEWER', 'JOINING_ELSEWHERE', 'JOINING_EXPIRED'] as const

/** A second machine of the same office (docs/formats/joining-file.md). */
export const joiningOperations = {
  /** The code of this very machine: the first machine makes the file for it and for no other. */
  joiningCode: operation({ kind: 'write', access: 'anyone', input: noInput, output: shape<{ code: string }>(), errors: ['OFFICE_EXISTS'] }),
  joiningFiles: operation({ kind: 'read', access: ['system_manager', 'it'], input: noInput, output: shape<{ items: JoiningFile[] }>(), errors: [] }),
  /** Gives a slot away for good and seals the file under a passphrase that is answered once. */
  makeJoiningFile: operation({
    kind: 'write', access: ['system_manager'],
    input: z.object({ code, label: line(60), days: z.number().int().min(1, 'NUMBER_TOO_SMALL').max(7, 'NUMBER_TOO_LARGE').default(3) }),
    output: shape<{ fileName: string; contentBase64: string; passphrase: string; slot: number; expiresAt: string }>(),
    errors: ['MACHINE_JOINED', 'JOINING_FULL', 'LEDGER_ROLLED_BACK'],
  }),
  readJoiningFile: operation({ kind: 'read', access: 'anyone', input: z.object(sealed), output: shape<JoiningView>(), errors: fileFaults }),
  /**
   * Makes this machine's own database, with the office's reference data and settings and a passphrase of each user's own here.
   * With a one-time code of the registry it enrols at once; where that does not work, the office is there and it is done later.
   */
  join: operation({
    kind: 'write', access: 'anyone',
    input: z.object({
      ...sealed,
      users: z.array(z.object({ username, passphrase: newPassphrase })).min(1, 'REQUIRED').max(60),
      enrolCode: z.string().trim().max(64, 'TOO_LONG').nullable().default(null),
      lockToMachine: z.boolean().default(false),
    }),
    output: shape<{ recoveryCode: string | null; enrolled: boolean; enrolFault: string | null }>(),
    errors: [...fileFaults, 'OFFICE_FOUNDING', 'JOINING_NO_MANAGER', 'SECRET_STORE_ABSENT', 'SECRET_STORE_PLAIN'],
  }),
}
