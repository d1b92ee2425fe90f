import { z } from 'zod'
import { noInput, operation, shape } from './define'

export const updateSystems = ['windows', 'linux'] as const
export const updateKinds = ['setup', 'deb', 'appimage', 'zip'] as const
const arches = ['x64', 'arm64'] as const

/** Three numbers and nothing else: only they have one order. */
export const releaseVersion = z.string().regex(/^(0|[1-9]\d{0,4})(\.(0|[1-9]\d{0,4})){2}$/)
const instant = z.string().regex(/^20\d\d-\d\d-\d\dT\d\d:\d\d:\d\dZ$/).refine((text) => !Number.isNaN(Date.parse(text)))

const updateFile = z.strictObject({
  /** Also its path on the server, so it is a plain name. */
  name: z.string().regex(/^mohr-[0-9A-Za-z][0-9A-Za-z._-]{0,99}$/),
  system: z.enum(updateSystems), arch: z.enum(arches), kind: z.enum(updateKinds),
  size: z.int().min(1).max(2_000_000_000),
  /** Hexadecimal. */
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
})

const longestDays = 400

/** What the release key signs (docs/formats/update.md). Closed: a member that nobody knows is refused. */
export const updateManifest = z.strictObject({
  v: z.literal(1),
  version: releaseVersion,
  released: instant,
  /** From then on it says nothing any more: nobody can hold an office at an old version for ever. */
  expires: instant,
  /** Older programs must be replaced. */
  minimum: releaseVersion,
  notes: z.string().max(2000),
  files: z.array(updateFile).min(1).max(20).refine((files) => new Set(files.map(({ name }) => name)).size === files.length),
}).refine(({ released, expires }) => released < expires && Date.parse(expires) - Date.parse(released) <= longestDays * 86_400_000)
export type UpdateManifest = z.infer<typeof updateManifest>
export type UpdateFile = UpdateManifest['files'][number]

/** Why an answer of the update server was not taken: the connection's faults, then the manifest's. */
export const updateFaults = [
  'unreached', 'timeout', 'tls', 'http', 'too_large', 'lost', 'malformed', 'signature', 'expired', 'early', 'older',
] as const
export type UpdateFault = (typeof updateFaults)[number]

/** A file that was fetched and whose digest was right. */
export type FetchedUpdate = { name: string; path: string; at: string }

export type UpdateState = {
  running: string
  /** What of an offer is for this machine. */
  system: UpdateFile['system'] | null
  arch: string
  /** Null: this machine's configuration names no server and no release key, and nothing is asked for. */
  server: string | null
  checkedAt: string | null
  /** Of the last time the server was asked; null when it went well. */
  fault: { fault: UpdateFault; at: string } | null
  /** The newest manifest that was taken, read and checked again now; null when there is none or it holds no longer. */
  offer: (Omit<UpdateManifest, 'v' | 'files'> & { files: (UpdateFile & { fits: boolean })[] }) | null
  /** `required`: the running version is older than those that may go on. */
  need: 'none' | 'newer' | 'required'
  fetched: FetchedUpdate[]
  /** The name of the file that is on its way. */
  fetching: string | null
}

/** Newer versions from the office's own server, signed offline (security row 30). Nothing is installed by the program itself. */
export const updates = {
  state: operation({ kind: 'read', access: ['system_manager', 'it', 'auditor'], input: noInput, output: shape<UpdateState>(), errors: [] }),
  /** Asks the server now. What was wrong with the answer stands in the state. */
  check: operation({ kind: 'write', access: ['system_manager', 'it'], input: noInput, output: shape<UpdateState>(), errors: ['UPDATES_OFF'] }),
  /** Fetches one file of the offer into `updates/` of the data folder, from where a broken try ended. Emits update.progress. */
  fetch: operation({
    kind: 'write', access: ['system_manager', 'it'], input: z.object({ name: z.string().min(1).max(120) }), output: shape<FetchedUpdate>(),
    errors: ['UPDATES_OFF', 'UPDATE_ABSENT', 'UPDATE_RUNNING', 'UPDATE_BROKEN_OFF', 'UPDATE_UNPROVEN'],
  }),
} as const
