import { z } from 'zod'
import { noInput, operation, shape, type Role } from './define'
import { firstRunOperations } from './first-run'
import { joiningOperations } from './joining'
import { machineLockOperations } from './machine-lock'
import { path } from './values/credentials'
import { passphrase } from './values/fields'

/** What the host can do, so that screens hide what it can't. One that is not named by a host is not there. */
export type Capabilities = {
  /** The system's own print dialog, and papers without a browser of its own. */
  nativePrint: boolean
  /** Long work that ends says so also when the window is not in front. */
  notifications: boolean
  /** The office locks when the machine sleeps or its screen is locked; elsewhere only the idle time counts. */
  lockOnSuspend: boolean
  /** A menu and a mark beside the clock, with their keys: lock, synchronise, print, quit. */
  menu: boolean
  /** The system may have a keeper of secrets, which can be a second lock on the office's keys. */
  secretStore: boolean
}
export type Capability = keyof Capabilities
export const noCapabilities: Capabilities = { nativePrint: false, notifications: false, lockOnSuspend: false, menu: false, secretStore: false }

export type TrainingUser = { username: string; displayName: string; role: Role; passphrase: string }

export type OfficeStatus = {
  /** `absent`: no office in this data folder yet. `locked`: nobody has signed in since the start. */
  state: 'absent' | 'locked' | 'open'
  office: { name: string; unit: string; training: boolean } | null
  /** Only in a training office: its invented staff and their shared passphrase. */
  trainingUsers: TrainingUser[]
  host: 'electron' | 'loopback' | 'cli'
  capabilities: Capabilities
  /** Of an open office: which of its machines this is. A joined one signs and seals nothing. */
  machine: { slot: number; joined: boolean } | null
  version: string
  today: string
}

/** What a restored office says of itself before anybody signs in. */
export type Restored = { name: string; unit: string; training: boolean; at: string; scans: number; /** Scans of the list that were not beside the backup. */ missing: number }

export const office = {
  status: operation({ kind: 'read', access: 'anyone', input: noInput, output: shape<OfficeStatus>(), errors: [] }),
  /** A practice office: invented staff, sample dossiers in every state, permits marked test, its own registry. */
  createTraining: operation({
    kind: 'write', access: 'anyone',
    /** Without sample data the office has its staff, catalogues and registry only. */
    input: z.object({ sampleData: z.boolean().default(true) }), output: shape<{ users: TrainingUser[] }>(),
    errors: ['OFFICE_EXISTS', 'OFFICE_FOUNDING', 'REGISTRY_START_FAILED'],
  }),
  /**
   * Lays a backup down in an empty data folder: all of it or nothing. Signing stays refused afterwards until the system
   * manager has answered for the older copy (main/checkpoints). Emits backup.progress.
   */
  restore: operation({
    kind: 'write', access: 'anyone',
    input: z.object({ file: path, passphrase }),
    output: shape<Restored>(), errors: ['OFFICE_EXISTS', 'BACKUP_UNREADABLE', 'BACKUP_DAMAGED', 'BACKUP_PASSPHRASE_WRONG', 'BACKUP_NEWER'],
  }),
  ...firstRunOperations,
  ...joiningOperations,
  ...machineLockOperations,
}
