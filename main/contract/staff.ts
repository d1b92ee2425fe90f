import { z } from 'zod'
import { noInput, operation, roles, shape, type Role } from './define'
import { newPassphrase, username } from './values/credentials'
import { line, passphrase } from './values/fields'

export type Me = {
  username: string
  displayName: string
  post: string
  roles: Role[]
  office: { name: string; unit: string; training: boolean }
  lastSignInAt: string | null
  /** Director only: whether a usable signing key of hers exists. */
  hasSigningKey: boolean
}

export type StaffMember = {
  username: string
  displayName: string
  post: string
  roles: Role[]
  active: boolean
  version: number
}

export const staff = {
  /** Opens the office's database with the user's passphrase. Failed tries are counted across restarts and wait longer each time. */
  signIn: operation({
    kind: 'write', access: 'anyone', input: z.object({ username, passphrase }), output: shape<Me>(),
    errors: ['SIGN_IN_FAILED', 'SIGN_IN_DELAYED', 'STAFF_INACTIVE', 'DATABASE_NEWER', 'MACHINE_LOCKED'],
  }),
  signOut: operation({ kind: 'write', access: 'signed_in', input: noInput, output: shape<Record<string, never>>(), errors: [] }),
  /** Told by the page while somebody types or points: what the lock after idleness is counted from. */
  noteActivity: operation({ kind: 'write', access: 'signed_in', input: noInput, output: shape<Record<string, never>>(), errors: [] }),
  me: operation({ kind: 'read', access: 'signed_in', input: noInput, output: shape<Me>(), errors: [] }),
  list: operation({
    kind: 'read', access: ['system_manager', 'it', 'director'], input: noInput, output: shape<{ members: StaffMember[] }>(), errors: [],
  }),
  /** Adds a user or changes one. IT may not grant director, expert or system manager. */
  saveUser: operation({
    kind: 'write', access: ['system_manager', 'it'],
    input: z.object({
      username,
      displayName: line(80),
      post: line(80, 0).default(''),
      roles: z.array(z.enum(roles)).min(1, 'REQUIRED'),
      active: z.boolean(),
      /** Needed for a new user; left out, the passphrase stays. */
      passphrase: newPassphrase.nullable().default(null),
      version: z.number().int().nullable().default(null),
    }),
    output: shape<StaffMember>(),
    errors: ['STAFF_ROLE_FORBIDDEN', 'STAFF_ROLES_EXCLUSIVE', 'STAFF_LAST_MANAGER', 'MACHINE_JOINED'],
  }),
  changePassphrase: operation({
    kind: 'write', access: 'signed_in',
    input: z.object({ current: passphrase, next: newPassphrase }), output: shape<Record<string, never>>(),
    errors: ['PASSPHRASE_WRONG'],
  }),
}
