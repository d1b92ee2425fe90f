import { z } from 'zod'
import { noInput, operation, shape } from './define'

/** Why a checkpoint was sealed: the day's round, before a synchronisation, by a person, after a rollback was resolved. */
export type CheckpointCause = 'daily' | 'sync' | 'asked' | 'resolve'

export type Checkpoint = {
  /** Entries under it. */
  size: number
  /** RFC 6962 root, 64 hexadecimal digits. */
  root: string
  /** The signed note (docs/formats/checkpoint.md). */
  note: string
  sealedAt: string
  cause: CheckpointCause
  delivery: { state: string; receipt: boolean } | null
}

/** A checkpoint this office once gave out that its own ledger no longer bears out. */
export type Rollback = {
  known: { size: number; root: string; source: 'file' | 'registry' | 'database' }
  /** The ledger as it is; `root` is its own at the known size, or null when it does not reach so far. */
  ours: { size: number; root: string | null }
  /** The newest checkpoint on which both agree. */
  common: { size: number; sealedAt: string } | null
  /** Entries that are certainly missing or other than they were: at most those between `common` and `known`. */
  missing: number
  /** Operations the registry holds of this device and this ledger does not. */
  atRegistry: number
}

export type CheckpointStatus = {
  origin: string
  /** C2SP verifier key of the log, or null before the first checkpoint. */
  vkey: string | null
  publicPem: string | null
  entries: number
  newest: Checkpoint | null
  recent: Checkpoint[]
  /** Entries above the newest checkpoint. */
  unsealed: number
  history: 'consistent' | 'rolled_back'
  rollback: Rollback | null
  /** The list kept beside the database: `none` before the first, `missing` when it is gone, `damaged` when a part is unreadable or foreign. */
  file: 'good' | 'none' | 'missing' | 'damaged'
  acknowledged: { size: number; sealedAt: string } | null
}

export type RegisterCheck = {
  ok: boolean
  entries: number
  firstBad: number | null
  /** Root of all entries, 64 hexadecimal digits. */
  root: string
  /** Whether the stored tree is that of the entries. */
  treeFits: boolean
  checkpoints: number
  /** Size of the first checkpoint that the entries do not bear out. */
  firstBadCheckpoint: number | null
}

const reading = ['director', 'system_manager', 'it', 'auditor'] as const
const sealing = ['director', 'system_manager', 'it'] as const

export const checkpoints = {
  status: operation({ kind: 'read', access: reading, input: noInput, output: shape<CheckpointStatus>(), errors: [] }),
  seal: operation({ kind: 'write', access: sealing, input: noInput, output: shape<Checkpoint>(), errors: ['LEDGER_ROLLED_BACK'] }),
  /** Every entry read, every hash counted anew, every checkpoint compared. */
  verify: operation({ kind: 'read', access: reading, input: noInput, output: shape<RegisterCheck>(), errors: [] }),
  /** A checkpoint read from paper: whether today's ledger still begins with exactly that. */
  compare: operation({
    kind: 'read', access: reading,
    input: z.object({ size: z.number().int().min(1), root: z.string().max(200) }),
    output: shape<{ fits: boolean; reaches: boolean }>(), errors: [],
  }),
  /** Proof that nothing was removed or changed between a sealed size and the newest checkpoint (docs/formats/checkpoint.md). */
  consistency: operation({
    kind: 'read', access: reading, input: z.object({ size: z.number().int().min(1) }),
    output: shape<{ fileName: string; content: string }>(), errors: [],
  }),
  /** Proof that a permit is in the ledger, for anyone who is shown it; holds what the paper shows of the holder. */
  proof: operation({
    kind: 'write', access: ['director', 'expert', 'clerk'], input: z.object({ no: z.string().min(1).max(40) }),
    output: shape<{ fileName: string; content: string }>(), errors: ['PERMIT_UNSEALED'],
  }),
  /** Takes responsibility for a history that does not fit: it is written to the ledger, and signing goes on. */
  resolve: operation({
    kind: 'write', access: ['system_manager'], input: z.object({ reason: z.string().trim().min(10).max(500) }),
    output: shape<CheckpointStatus>(), errors: ['ROLLBACK_ABSENT'],
  }),
}
