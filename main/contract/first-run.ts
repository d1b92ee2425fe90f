import { z } from 'zod'
import { noInput, operation, roles, shape } from './define'
import type { SecretStoreState } from './machine-lock'
import { newPassphrase, path, username } from './values/credentials'
import { line } from './values/fields'

/** What a data folder without an office says of itself to the screen that makes one. */
export type FirstRunState = {
  /** A founding or a restore was cut off here: what it left opens nothing and can be taken away. */
  cutOff: boolean
  /** Whether this machine could hold a second lock on the keys. */
  keeper: SecretStoreState
  draft: FirstRunDraft | null
}
export type Place = { code: string; title: string }

const typed = (max: number) => z.string().max(max).default('')

/** What was typed so far, kept beside the office-to-be: everything but passphrases, codes and files' contents. */
export const firstRunDraft = z.strictObject({
  way: z.enum(['new', 'join', 'restore']),
  step: z.int().min(0).max(9).default(0),
  province: typed(2), county: typed(2), name: typed(120),
  users: z.array(z.strictObject({ displayName: typed(80), username: typed(32), post: typed(80), role: z.enum(roles) })).max(20).default([]),
  backupFolder: typed(400), lockToMachine: z.boolean().default(false), file: typed(400),
})
export type FirstRunDraft = z.output<typeof firstRunDraft>

const firstUser = z.object({ username, displayName: line(80), post: line(80, 0).default(''), passphrase: newPassphrase })

type Named = { username: string }
/** Nobody is two users: the second of the same name is the one at fault. */
const refuseTwins = ({ manager, users }: { manager: Named; users: readonly Named[] }, context: z.RefinementCtx): void => {
  const known = new Set([manager.username])
  for (const [i, { username: name }] of users.entries()) {
    if (known.has(name)) context.addIssue({ code: 'custom', message: 'USERNAME_TAKEN', path: ['users', i, 'username'] })
    known.add(name)
  }
}

export const firstRunOperations = {
  /** @returns null once there is an office. */
  firstRun: operation({ kind: 'read', access: 'anyone', input: noInput, output: shape<FirstRunState | null>(), errors: [] }),
  /** Provinces and the counties that the program knows, by the Statistical Centre's codes. */
  places: operation({ kind: 'read', access: 'anyone', input: noInput, output: shape<{ provinces: Place[]; counties: Place[] }>(), errors: [] }),
  /** Keeps what was typed, so that a page or a program that dies costs nothing. */
  keepDraft: operation({ kind: 'write', access: 'anyone', input: z.object({ draft: firstRunDraft }), output: shape<Record<string, never>>(), errors: ['OFFICE_EXISTS'] }),
  /** Takes the rest of a founding that was cut off away. */
  clearCutOff: operation({ kind: 'write', access: 'anyone', input: noInput, output: shape<Record<string, never>>(), errors: ['OFFICE_EXISTS', 'OFFICE_FOUNDING'] }),
  /** A real office with its first users, and from its first hour a backup plan and a second lock, if wished: all of it or nothing. */
  create: operation({
    kind: 'write', access: 'anyone',
    input: z.object({
      name: line(120),
      /** Province and unit: Statistical Centre province code + county code, `00` for the head office. */
      unit: z.string().regex(/^\d{4}$/, 'INVALID'),
      /** The system manager: whoever founds the office. */
      manager: firstUser,
      users: z.array(firstUser.extend({ role: z.enum(roles) })).max(20).default([]),
      backup: z.object({ folder: path, passphrase: newPassphrase }).nullable().default(null),
      lockToMachine: z.boolean().default(false),
    }).superRefine(refuseTwins),
    /** The code is answered once: with it a copy of the office opens on another machine. */
    output: shape<{ recoveryCode: string | null }>(),
    errors: ['OFFICE_EXISTS', 'OFFICE_FOUNDING', 'BACKUP_FOLDER', 'SECRET_STORE_ABSENT', 'SECRET_STORE_PLAIN'],
  }),
}

